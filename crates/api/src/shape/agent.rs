//! An agent, as colleagues of the tenant see them.
use super::{
    time::Time,
    word::{Locale, Presence, Role, Word},
};
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An agent. Capacity and load are counted in chats.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Agent {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub presence: Presence,
    #[schema(required)]
    pub presence_reason: Option<String>,
    pub presence_since: Time,
    #[schema(example = 8.0, minimum = 0)]
    pub capacity: f64,
    #[schema(example = 2.0, minimum = 0)]
    pub load: f64,
    pub locale: Locale,
}

impl From<&model::Agent> for Agent {
    fn from(it: &model::Agent) -> Agent {
        Agent {
            id: it.id.0,
            name: it.name.clone(),
            email: it.email.clone(),
            role: Word(it.role),
            presence: Word(it.presence),
            presence_reason: it.presence_reason.clone(),
            presence_since: it.presence_since.into(),
            capacity: chats(it.capacity),
            load: chats(it.load),
            locale: Word(it.locale),
        }
    }
}

/// Hundredths of a chat, as chats.
fn chats(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}

/// Own presence.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetPresence {
    pub presence: Presence,
    /// Shown to colleagues, as 午饭.
    #[schema(max_length = 32)]
    pub reason: Option<String>,
}

/// Own preferences; what is absent stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetPreferences {
    pub locale: Option<Locale>,
}
