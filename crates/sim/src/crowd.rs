//! The demo's crowd: everybody comes at their time, writes at a human pace, and answers when a person has answered.
use crate::people::PEOPLE;
use crate::visit;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// Where the customers knock.
#[derive(Clone)]
pub struct Door {
    /// `127.0.0.1:8080`
    pub host: String,
    /// The web chat accounts, in the order that `Person::account` counts.
    pub accounts: Vec<String>,
    /// The shop's own signature under what it says of a customer: payload → lower-case hex.
    pub sign: Arc<dyn Fn(&str) -> String + Send + Sync>,
}

/// Running customers; dropping it sends them home.
pub struct Crowd(JoinSet<()>);

impl Crowd {
    /// Lets everybody set out.
    pub fn start(door: &Door) -> Crowd {
        let mut crowd = JoinSet::new();
        for person in PEOPLE {
            let door = door.clone();
            crowd.spawn(async move {
                tokio::time::sleep(Duration::from_secs(person.comes_after)).await;
                if let Err(why) = visit::visit(&door, person).await {
                    tracing::warn!(who = person.name, %why, "a customer of the demo went home early");
                }
            });
        }
        Crowd(crowd)
    }

    /// How many are still there.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Whether all have gone.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
