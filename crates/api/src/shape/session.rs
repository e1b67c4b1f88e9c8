//! Signing in, and who one is.
use super::{agent::Agent, directory::Brand, time::Time};
use model::{Secret, Uuid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Credentials of an agent.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SignIn {
    #[schema(min_length = 1, max_length = 254, example = "wang@shiguang.example")]
    pub email: String,
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1024)]
    pub password: Secret,
}

/// Somebody signed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Session {
    pub agent: Agent,
    /// To be sent as `X-Parlor-CSRF` with every write by cookie.
    pub csrf: String,
    pub tenant: TenantName,
    pub brands: Vec<Brand>,
    /// At the latest; twelve hours without use end it too.
    pub expires_at: Time,
}

/// The company.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TenantName {
    pub id: Uuid,
    pub name: String,
}

/// A browser that somebody is signed in with.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BrowserSession {
    pub id: Uuid,
    /// What the browser says of itself, at most 200 characters.
    pub user_agent: String,
    pub created_at: Time,
    /// To within five minutes.
    pub used_at: Time,
    /// At the latest.
    pub expires_at: Time,
    /// The one that asks.
    pub current: bool,
}

impl BrowserSession {
    /// As whoever came by the session `own` sees it.
    #[must_use]
    pub fn of(it: &model::Session, own: Option<model::SessionId>) -> BrowserSession {
        BrowserSession {
            id: it.id.0,
            user_agent: it.user_agent.clone(),
            created_at: it.created_at.into(),
            used_at: it.used_at.into(),
            expires_at: it.expires_at.into(),
            current: own == Some(it.id),
        }
    }
}

/// A new password for oneself.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChangePassword {
    #[schema(value_type = String, format = Password, min_length = 1, max_length = 1024)]
    pub current: Secret,
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128)]
    pub new: Secret,
}
