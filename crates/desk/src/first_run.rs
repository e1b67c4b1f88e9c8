//! First run (首次设置): whoever has the link that an empty house prints becomes its administrator and says what it is called,
//! where it is, and when it receives.
mod samples;

use crate::agent::checked_name;
use crate::agent_invite::checked_email;
use crate::furnish::BrandPlan;
use crate::setup::blank_agent;
use crate::{Desk, Error, Result, SignedIn, password};
use flow::setting::{checked, kind_of};
use jiff::tz::TimeZone;
use model::*;
use std::collections::BTreeMap;

/// Characters of the company's and the brand's name.
const NAME: usize = 100;

/// What is said at the first run.
#[derive(Clone, Debug)]
pub struct FirstRun {
    pub company: String,
    pub brand: String,
    /// As in the tz database.
    pub zone: String,
    /// As the form of the hours takes them, `1-5 09:00-18:00` on each line; empty: always.
    pub hours: Vec<String>,
    /// Of the administrator, as everything below.
    pub name: String,
    pub email: String,
    pub password: Secret,
    pub locale: Locale,
    /// Quick replies, tags, dispositions and reasons for a break to begin with.
    pub samples: bool,
    pub user_agent: String,
}

impl Desk {
    /// What opens the first run of this installation: the same until it is done, on every node.
    pub fn setup_code(&self) -> Secret {
        Secret::new(self.seal.sign("setup", b"", b"first run"))
    }

    /// Whether this is the code, and nobody has set the house up yet.
    ///
    /// # Errors
    /// `NotFound` else.
    pub async fn awaits_setup(&self, code: &str) -> Result<()> {
        self.is_setup_code(code)?;
        if self.tenants().await?.is_empty() { Ok(()) } else { Err(Error::NotFound("set-up link")) }
    }

    fn is_setup_code(&self, code: &str) -> Result<()> {
        let right = self.seal.open("setup", b"", code).is_some_and(|said| said == b"first run");
        if right { Ok(()) } else { Err(Error::NotFound("set-up link")) }
    }

    /// Sets the house up and signs its administrator in; all of it, or nothing.
    ///
    /// # Errors
    /// `NotFound` when the code is wrong or somebody was quicker, `Invalid` for what is not as it must be.
    pub async fn first_run(&self, code: &str, said: &FirstRun) -> Result<SignedIn> {
        self.awaits_setup(code).await?;
        let right = self.checked_run(said)?;
        let hash = password::hash(said.password.expose(), &self.outside.chance.secret(), false);
        let mut tx = self.db.write().await?;
        if !store::organisation::begin(&mut tx, self.now()).await? {
            return Err(Error::NotFound("set-up link"));
        }
        let tenant = self.tenant_in(&mut tx, said.company.trim()).await?;
        let queue = if said.locale == Locale::Zh { "在线客服" } else { "Reception" };
        let plan = BrandPlan { name: said.brand.trim().into(), queue: queue.into(), ..BrandPlan::default() };
        let (brand, queue) = self.brand_in(&mut tx, tenant, &plan.name, &plan.queue, &said.zone).await?;
        for new in self.hosted_accounts(&plan, brand, queue) {
            self.account_in(&mut tx, tenant, &new).await?;
        }
        let admin = Agent {
            name: right.name,
            email: right.email,
            password: hash,
            role: Role::Administrator,
            locale: said.locale,
            capacity: 800,
            ..blank_agent(tenant, AgentId(self.id()), self.now())
        };
        store::agent::save(&mut tx, &admin).await?;
        store::agent::grant(&mut tx, tenant, admin.id, brand).await?;
        if let Some(fields) = right.hours {
            self.begin_setting(&mut tx, &admin, Some(brand), ("hours", ""), fields).await?;
        }
        if said.samples {
            self.samples(&mut tx, &admin, brand).await?;
        }
        let begun = self.begin_session(&mut tx, &admin, &said.user_agent).await?;
        self.audit_of(&mut tx, tenant, admin.id, "house.set_up", &tenant.to_string(), said.company.trim()).await?;
        tx.commit().await?;
        self.manuals.forget(tenant);
        self.bell.ring(tenant);
        self.signed_in(admin, begun).await
    }

    /// Every field that is wrong, at once.
    fn checked_run(&self, said: &FirstRun) -> Result<Right> {
        let mut wrong = vec![];
        let mut ask = |came: Result<String>| match came {
            Err(Error::Invalid(fields)) => {
                wrong.extend(fields);
                String::new()
            }
            other => other.unwrap_or_default(),
        };
        let email = ask(checked_email(&said.email));
        let name = ask(checked_name(&said.name));
        ask(password::check("password", said.password.expose(), &said.email).map(|()| String::new()));
        ask(called("company", &said.company));
        ask(called("brand", &said.brand));
        ask(match TimeZone::get(&said.zone) {
            Ok(_) => Ok(String::new()),
            Err(_) => Err(Error::field("zone", "unknown", "a zone of the tz database, as Asia/Shanghai")),
        });
        let hours = match (said.hours.is_empty(), kind_of("hours")) {
            (false, Some(kind)) => {
                let given = BTreeMap::from([("week".to_owned(), Held::Lines(said.hours.clone()))]);
                match checked(kind, &given) {
                    Ok(fields) => Some(fields),
                    Err(fields) => {
                        wrong.extend(fields.into_iter().map(|it| crate::FieldError { field: "hours".into(), ..it }));
                        None
                    }
                }
            }
            _ => None,
        };
        if wrong.is_empty() { Ok(Right { name, email, hours }) } else { Err(Error::Invalid(wrong)) }
    }
}

/// What was said, as it is kept.
struct Right {
    name: String,
    email: String,
    hours: Option<Fields>,
}

fn called(field: &str, name: &str) -> Result<String> {
    let length = name.trim().chars().count();
    if length == 0 || length > NAME || name.contains(char::is_control) {
        return Err(Error::field(field, "length", format!("1 to {NAME} characters")));
    }
    Ok(String::new())
}
