//! Invitations of people, and links to a new password.
use super::{
    time::Time,
    word::{Locale, Role, Word},
};
use model::{Secret, Uuid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgentInviteKind {
    /// Somebody new joins the staff.
    Invite,
    /// A colleague chooses a new password.
    Reset,
}

/// A link that is good once, for 24 hours.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgentInvite {
    pub id: Uuid,
    pub kind: AgentInviteKind,
    /// Whose password; null: somebody new.
    #[schema(required)]
    pub agent: Option<Uuid>,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub brands: Vec<Uuid>,
    pub locale: Locale,
    /// In chats.
    pub capacity: f64,
    /// Agent id.
    pub made_by: Uuid,
    pub made_at: Time,
    pub expires_at: Time,
    /// Only in the answer that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl AgentInvite {
    /// With its link, where it was just made.
    #[must_use]
    pub fn of(it: &model::AgentInvite, link: Option<String>) -> AgentInvite {
        AgentInvite {
            id: it.id.0,
            kind: kind(it),
            agent: it.agent.map(Into::into),
            email: it.email.clone(),
            name: it.name.clone(),
            role: Word(it.role),
            brands: it.brands.iter().map(|brand| brand.0).collect(),
            locale: Word(it.locale),
            capacity: it.capacity as f64 / 100.0,
            made_by: it.made_by.0,
            made_at: it.made_at.into(),
            expires_at: it.expires_at.into(),
            link,
        }
    }
}

fn kind(it: &model::AgentInvite) -> AgentInviteKind {
    if it.agent.is_some() { AgentInviteKind::Reset } else { AgentInviteKind::Invite }
}

/// Somebody to be invited.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewAgentInvite {
    #[schema(min_length = 3, max_length = 254, example = "zhao@shiguang.example")]
    pub email: String,
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    pub role: Role,
    /// All that the caller sees when left out.
    pub brands: Option<Vec<Uuid>>,
    /// zh-CN when left out.
    pub locale: Option<Locale>,
    /// In chats; 8 when left out.
    #[schema(minimum = 0, maximum = 100)]
    pub capacity: Option<f64>,
}

/// What the page of a link shows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgentInvited {
    pub kind: AgentInviteKind,
    /// The company's name.
    pub tenant: String,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub locale: Locale,
    pub expires_at: Time,
}

impl AgentInvited {
    /// As the company calls itself.
    #[must_use]
    pub fn of(it: &model::AgentInvite, tenant: String) -> AgentInvited {
        AgentInvited {
            kind: kind(it),
            tenant,
            email: it.email.clone(),
            name: it.name.clone(),
            role: Word(it.role),
            locale: Word(it.locale),
            expires_at: it.expires_at.into(),
        }
    }
}

/// What somebody says who comes by a link.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct AcceptAgentInvite {
    /// As it was prepared when left out; a colleague's stays.
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    #[schema(value_type = String, format = Password, min_length = 8, max_length = 128)]
    pub password: Secret,
    pub locale: Option<Locale>,
}
