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
