//! Who is named in notes, and the list of what names somebody.
use super::{
    conversation::CustomerName,
    message::Author,
    time::Time,
    word::{MentionKind, Place, Presence, Word},
};
use model::{AuthorKind, ConversationId, MentionSeen, Uuid};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Somebody named in a note.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Named {
    pub kind: MentionKind,
    /// Of the agent or of the team.
    pub id: Uuid,
    /// As it was when the note was written; the text has it behind an `@` where the writer chose so.
    pub name: String,
}

/// Somebody whom a note may name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Mentionable {
    pub kind: MentionKind,
    pub id: Uuid,
    pub name: String,
    /// Of a person; null for teams.
    #[schema(required)]
    pub presence: Option<Presence>,
    /// Of a team: how many of it may see the conversation; null for people.
    #[schema(required)]
    pub people: Option<i64>,
}

/// A note that names the caller.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Mention {
    /// The note's.
    pub id: Uuid,
    pub conversation: Uuid,
    /// Its place in `conversation`.
    #[schema(minimum = 1)]
    pub seq: i64,
    /// The conversation in whose thread it is read by now: another one where `conversation` was merged.
    pub read_in: Uuid,
    /// What people call the conversation.
    pub number: i64,
    pub place: Place,
    pub customer: CustomerName,
    /// Who wrote it.
    pub author: Author,
    /// Its first 280 characters.
    pub text: String,
    pub at: Time,
    pub unread: bool,
    /// Null while it is unread.
    #[schema(required)]
    pub read_at: Option<Time>,
}

/// Parameters of the list.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListMentions {
    /// Only what is unread.
    pub unread: Option<bool>,
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…100; 50 when left out.
    #[param(minimum = 1, maximum = 100)]
    pub limit: Option<u32>,
}

/// Which are read now.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct ReadMentions {
    /// None that came later; all there are when left out.
    pub until: Option<Time>,
}

/// What “all read” did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MentionsRead {
    /// Takes it back at `/api/v1/mentions/unread`.
    pub mark: Time,
    /// How many were unread before.
    pub count: u64,
}

/// Which “all read” to take back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct UnreadMentions {
    pub mark: Time,
}

/// What that did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MentionsUnread {
    /// How many are unread again.
    pub count: u64,
}

impl From<&model::Named> for Named {
    fn from(it: &model::Named) -> Named {
        Named { kind: Word(it.kind), id: it.id, name: it.name.clone() }
    }
}

impl From<&desk::Mentionable> for Mentionable {
    fn from(it: &desk::Mentionable) -> Mentionable {
        let Named { kind, id, name } = Named::from(&it.named);
        Mentionable { kind, id, name, presence: it.presence.map(Word), people: it.people }
    }
}

impl From<(MentionSeen, ConversationId)> for Mention {
    fn from((it, read_in): (MentionSeen, ConversationId)) -> Mention {
        Mention {
            id: it.mention.message.0,
            conversation: it.mention.conversation.0,
            seq: it.mention.seq,
            read_in: read_in.0,
            number: it.number,
            place: Word(it.place),
            customer: CustomerName { id: it.customer.0, name: it.customer_name },
            author: Author { kind: Word(AuthorKind::Agent), id: it.author, name: it.author_name },
            text: it.text,
            at: it.mention.at.into(),
            unread: it.mention.unread > 0,
            read_at: (it.mention.unread == 0).then_some(Time(it.mention.read_at)),
        }
    }
}
