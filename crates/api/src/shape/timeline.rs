//! What happened with a customer, and the files they sent and got.
use super::{
    attachment::Attachment,
    conversation::LastMessage,
    customer::Name,
    time::Time,
    word::{AuthorKind, Direction, Place, Word},
};
use desk::read::{Sent, Told};
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Words to look for, or a page of everybody.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListCustomers {
    /// At least 2 characters of a name, phone, e-mail, address or attribute.
    #[param(min_length = 2, max_length = 100)]
    pub q: Option<String>,
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// A page of a timeline, narrowed.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TimelineQuery {
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// Only these, with commas between: `conversation`, `merge`, `split`, `invite`, `edit`.
    #[param(max_length = 100, example = "conversation,merge")]
    pub kinds: Option<String>,
}

/// A page of a gallery, narrowed.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GalleryQuery {
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Files wanted, 1…100; 50 when left out. Files of one message stay on one page.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
    /// Only `image`, `file`, `voice` or `video`.
    #[param(max_length = 16)]
    pub kind: Option<String>,
}

/// One entry of a customer's timeline.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimelineEntry {
    pub id: Uuid,
    pub at: Time,
    #[serde(flatten)]
    pub what: TimelineEvent,
}

/// What happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TimelineEvent {
    /// It was opened then.
    Conversation { conversation: Box<Talk> },
    /// Two customers became one.
    Merge { winner: Name, loser: Name, evidence: String, by: Option<Name> },
    /// A merge was undone.
    Split { winner: Name, loser: Name, evidence: String, by: Option<Name> },
    /// Somebody was invited to go on over a further channel.
    Invite { conversation: Uuid, channel: Option<String>, by: Option<Name>, used_at: Option<Time> },
    /// The record was changed, or something masked was shown: `customer.changed` with the names of the fields,
    /// `customer.revealed` with the field and the reason.
    Edit { action: String, detail: String, by: Option<Name> },
}

/// A conversation as a timeline tells it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Talk {
    pub id: Uuid,
    pub number: i64,
    pub brand: Uuid,
    pub place: Place,
    /// Who has it, or had it last.
    #[schema(required)]
    pub agent: Option<Name>,
    /// What it was about, as was said at close.
    #[schema(required)]
    pub disposition: Option<Name>,
    pub channels: Vec<String>,
    pub tags: Vec<String>,
    #[schema(required)]
    pub last_message: Option<LastMessage>,
    #[schema(required)]
    pub closed_at: Option<Time>,
    /// It went on in that one.
    #[schema(required)]
    pub merged_into: Option<Uuid>,
    /// How many notes colleagues left in it.
    #[schema(minimum = 0)]
    pub notes: i64,
}

impl From<desk::read::Entry> for TimelineEntry {
    fn from(it: desk::read::Entry) -> TimelineEntry {
        let named = |id: Option<model::AgentId>, name: Option<String>| id.map(|id| Name { id: id.0, name });
        let what = match it.what {
            Told::Talk { talk, agent, disposition } => {
                let talk = *talk;
                TimelineEvent::Conversation {
                    conversation: Box::new(Talk {
                        id: talk.id.0,
                        number: talk.number,
                        brand: talk.brand.0,
                        place: Word(talk.place),
                        agent: named(talk.agent, agent),
                        disposition: talk.disposition.map(|id| Name { id: id.0, name: disposition }),
                        channels: talk.channels,
                        tags: talk.tags,
                        last_message: talk.preview.as_ref().map(LastMessage::from),
                        closed_at: talk.closed_at.map(Into::into),
                        merged_into: talk.merged_into.map(Into::into),
                        notes: talk.notes,
                    }),
                }
            }
            Told::Merge { merge, winner, loser, by } => TimelineEvent::Merge {
                winner: Name { id: merge.winner.0, name: winner },
                loser: Name { id: merge.loser.0, name: loser },
                by: named(merge.actor, by),
                evidence: merge.evidence,
            },
            Told::Split { merge, winner, loser, by } => TimelineEvent::Split {
                winner: Name { id: merge.winner.0, name: winner },
                loser: Name { id: merge.loser.0, name: loser },
                by: named(merge.undone_by, by),
                evidence: merge.evidence,
            },
            Told::Invite { invite, channel, by } => TimelineEvent::Invite {
                conversation: invite.conversation.0,
                channel,
                by: named(Some(invite.made_by), by),
                used_at: invite.used_at.map(Into::into),
            },
            Told::Edit { row, by } => {
                TimelineEvent::Edit { by: named(row.actor, by), action: row.action, detail: row.detail }
            }
        };
        TimelineEntry { id: it.id, at: it.at.into(), what }
    }
}

/// A file where it was sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SentFile {
    pub attachment: Attachment,
    /// `image`, `file`, `voice` or `video`.
    pub kind: String,
    pub message: Uuid,
    pub conversation: Uuid,
    pub seq: i64,
    pub direction: Direction,
    pub author: AuthorKind,
    #[schema(required)]
    pub author_name: Option<String>,
    pub at: Time,
}

impl SentFile {
    /// With the address under which its bytes are.
    #[must_use]
    pub fn of(it: &Sent, url: String) -> SentFile {
        SentFile {
            kind: desk::read::file_kind(&it.file).to_owned(),
            attachment: Attachment::of(&it.file, url),
            message: it.message.id.0,
            conversation: it.message.conversation.0,
            seq: it.message.seq,
            direction: Word(it.message.direction),
            author: Word(it.message.author.kind),
            author_name: it.message.author.name.clone(),
            at: it.message.at.into(),
        }
    }
}
