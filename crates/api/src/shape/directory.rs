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
    /// As in the tz database.
    #[schema(example = "Asia/Shanghai")]
    pub zone: String,
    /// It takes no new conversations since then; null: it receives.
    #[schema(required)]
    pub archived_at: Option<Time>,
    pub version: i64,
}

/// A new brand, with one queue and a web chat.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewBrand {
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// Asia/Shanghai when left out.
    pub zone: Option<String>,
    /// What its first queue is called; 在线客服 when left out.
    #[schema(min_length = 1, max_length = 100)]
    pub queue: Option<String>,
    /// All colleagues may see it, as when left out; else only administrators.
    pub everybody: Option<bool>,
}

/// Changes of a brand; what is absent stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChangeBrand {
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    pub zone: Option<String>,
    /// The version that was seen: a later one is a `conflict`.
    pub version: Option<i64>,
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
    /// Only agents of this team are offered what waits here.
    #[schema(required)]
    pub team: Option<Uuid>,
    /// Only agents with this skill at `level` or above.
    #[schema(required)]
    pub skill: Option<Uuid>,
    #[schema(minimum = 1, maximum = 5)]
    pub level: i64,
    pub version: i64,
}

impl Queue {
    /// With how many wait there.
    #[must_use]
    pub fn with(it: &model::Queue, waiting: i64) -> Queue {
        Queue {
            id: it.id.0,
            brand: it.brand.0,
            name: it.name.clone(),
            waiting,
            team: it.team.map(Into::into),
            skill: it.skill.map(Into::into),
            level: it.level,
            version: it.version,
        }
    }
}

/// A new queue.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewQueue {
    pub brand: Uuid,
    #[serde(flatten)]
    pub edit: ChangeQueue,
}

/// What a queue is to be; what is absent stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct ChangeQueue {
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// The id of a team, or empty: anybody of the brand.
    pub team: Option<String>,
    /// The id of a skill, or empty: none.
    pub skill: Option<String>,
    /// 1 when left out of a new one.
    #[schema(minimum = 1, maximum = 5)]
    pub level: Option<i64>,
    /// The version that was seen: a later one is a `conflict`.
    pub version: Option<i64>,
}

impl ChangeQueue {
    /// As the desk takes it.
    ///
    /// # Errors
    /// `Invalid` on `team` or `skill` that is no id.
    pub fn edit(self) -> Result<desk::QueueEdit, desk::Error> {
        Ok(desk::QueueEdit {
            name: self.name,
            team: id_or_none("team", self.team)?,
            skill: id_or_none("skill", self.skill)?,
            level: self.level,
            version: self.version,
        })
    }
}

fn id_or_none(field: &str, said: Option<String>) -> Result<Option<Option<model::SettingId>>, desk::Error> {
    match said.as_deref() {
        None => Ok(None),
        Some("") => Ok(Some(None)),
        Some(id) => {
            let id = id.parse().map_err(|_| desk::Error::field(field, "format", "an id, or empty for none"))?;
            Ok(Some(Some(id)))
        }
    }
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
    /// Whose, where `scope` is `team`.
    #[schema(required)]
    pub team: Option<Uuid>,
    pub shortcut: String,
    pub title: String,
    pub text: String,
    /// Offered to nobody from then on; who keeps it still sees it.
    #[schema(required)]
    pub expires_at: Option<Time>,
    pub updated_at: Time,
}

/// Whose a quick reply is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everybody's; changed by operators.
    Company,
    /// One team's; changed by operators.
    Team,
    /// One's own.
    Personal,
}

/// A new quick reply.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewQuickReply {
    pub scope: Scope,
    /// Where `scope` is `team`.
    pub team: Option<Uuid>,
    pub expires_at: Option<Time>,
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
    /// RFC 3339, or empty: for good.
    pub expires_at: Option<String>,
    #[schema(min_length = 1, max_length = 32)]
    pub shortcut: Option<String>,
    #[schema(min_length = 1, max_length = 100)]
    pub title: Option<String>,
    #[schema(min_length = 1, max_length = 4000)]
    pub text: Option<String>,
}

impl From<&model::Brand> for Brand {
    fn from(it: &model::Brand) -> Brand {
        Brand {
            id: it.id.0,
            name: it.name.clone(),
            zone: it.zone.clone(),
            archived_at: it.archived_at.map(Into::into),
            version: it.version,
        }
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
            scope: match (it.owner, it.team) {
                (Some(_), _) => Scope::Personal,
                (None, Some(_)) => Scope::Team,
                (None, None) => Scope::Company,
            },
            team: it.team.map(Into::into),
            shortcut: it.shortcut.clone(),
            title: it.title.clone(),
            text: it.text.clone(),
            expires_at: it.expires_at.map(Into::into),
            updated_at: it.updated_at.into(),
        }
    }
}
