//! The organisation: brands, queues, tags, quick replies.
use super::time::Time;
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A face under which the tenant receives customers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Brand {
    pub id: Uuid,
    pub name: String,
}

/// Where conversations wait.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Queue {
    pub id: Uuid,
    pub brand: Uuid,
    pub name: String,
    /// How many wait now.
    #[schema(minimum = 0)]
    pub waiting: i64,
}

/// A word put on conversations.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Tag {
    pub id: Uuid,
    pub name: String,
}

/// A new tag.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewTag {
    #[schema(min_length = 1, max_length = 32, example = "退换货")]
    pub name: String,
}

/// Words at hand.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuickReply {
    pub id: Uuid,
    pub scope: Scope,
    pub shortcut: String,
    pub title: String,
    pub text: String,
    pub updated_at: Time,
}

/// Whose a quick reply is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everybody's; changed by operators.
    Company,
    /// One's own.
    Personal,
}

/// A new quick reply.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewQuickReply {
    pub scope: Scope,
    #[schema(min_length = 1, max_length = 32, example = "退货")]
    pub shortcut: String,
    #[schema(min_length = 1, max_length = 100)]
    pub title: String,
    #[schema(min_length = 1, max_length = 4000)]
    pub text: String,
}

/// Changes of a quick reply; what is absent stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChangeQuickReply {
    #[schema(min_length = 1, max_length = 32)]
    pub shortcut: Option<String>,
    #[schema(min_length = 1, max_length = 100)]
    pub title: Option<String>,
    #[schema(min_length = 1, max_length = 4000)]
    pub text: Option<String>,
}

impl From<&model::Brand> for Brand {
    fn from(it: &model::Brand) -> Brand {
        Brand { id: it.id.0, name: it.name.clone() }
    }
}
impl From<&model::Tag> for Tag {
    fn from(it: &model::Tag) -> Tag {
        Tag { id: it.id.0, name: it.name.clone() }
    }
}
impl From<&model::QuickReply> for QuickReply {
    fn from(it: &model::QuickReply) -> QuickReply {
        QuickReply {
            id: it.id.0,
            scope: if it.owner.is_some() { Scope::Personal } else { Scope::Company },
            shortcut: it.shortcut.clone(),
            title: it.title.clone(),
            text: it.text.clone(),
            updated_at: it.updated_at.into(),
        }
    }
}
