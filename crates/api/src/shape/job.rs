//! Durable work as administrators see it.
use super::time::Time;
use model::Uuid;
use serde::Serialize;
use utoipa::ToSchema;

/// A job that was given up, until somebody tries it again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeadJob {
    pub id: Uuid,
    /// `noun.verb`
    #[schema(example = "file.forget")]
    pub kind: String,
    /// What it is about: an id or a name.
    pub about: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why the last attempt failed.
    pub error: String,
    pub created_at: Time,
    pub dead_at: Time,
}

impl From<&model::Job> for DeadJob {
    fn from(it: &model::Job) -> DeadJob {
        DeadJob {
            id: it.id.0,
            kind: it.kind.clone(),
            about: it.unique_key.clone(),
            attempts: it.attempts,
            error: it.last_error.clone().unwrap_or_default(),
            created_at: it.created_at.into(),
            dead_at: it.dead_at.unwrap_or(it.due_at).into(),
        }
    }
}
