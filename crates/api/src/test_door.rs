//! `/test/…`, under `PARLOR_TEST=1` only: what a crowd needs before it can play.
use crate::{app::App, extract::Json, problem::Problem};
use axum::{extract::State, http::StatusCode};
use desk::NewAgent;
use model::{Locale, Role, Secret, Uuid};
use serde::{Deserialize, Serialize};

/// How many agents, and how many chats each may hold.
#[derive(Debug, Deserialize)]
pub struct Crowd {
    n: u32,
    capacity: Option<f64>,
}

/// Agents who can sign in.
#[derive(Debug, Serialize)]
pub struct Crowded {
    items: Vec<Member>,
}

#[derive(Debug, Serialize)]
struct Member {
    id: Uuid,
    email: String,
    password: String,
}

/// Makes agents of the first tenant, with passwords that are cheap to check.
pub async fn agents(State(app): State<App>, Json(asked): Json<Crowd>) -> Result<(StatusCode, Json<Crowded>), Problem> {
    let capacity = asked.capacity.unwrap_or(8.0);
    if !(1..=1000).contains(&asked.n) || !(0.0..=1000.0).contains(&capacity) {
        return Err(Problem::field("n", "out_of_range", "1…1000 agents with a capacity of 0…1000"));
    }
    let tenants = app.desk.tenants().await?;
    let tenant = tenants.first().ok_or_else(|| Problem::no_such("tenant"))?.tenant;
    let mut items = Vec::new();
    for number in 0..asked.n {
        let mark = app.new_id().simple().to_string();
        let (email, password) = (format!("crowd-{mark}@test.invalid"), format!("crowd-{mark}"));
        let new = NewAgent {
            name: format!("crowd {}", number + 1),
            email: email.clone(),
            password: Secret::new(password.clone()),
            role: Role::Agent,
            locale: Locale::Zh,
            capacity: (capacity * 100.0).round() as i64,
            cheap: true,
        };
        let id = app.desk.make_agent(tenant, &new).await?.0;
        items.push(Member { id, email, password });
    }
    Ok((StatusCode::CREATED, Json(Crowded { items })))
}
