//! Mention (提及): a colleague or a team is named in a note, and everybody who is meant finds it in a list of their own.
use crate::{AgentId, At, ConversationId, CustomerId, MessageId, PlaceWord, TenantId, Uuid, words};
use serde::{Deserialize, Serialize};

words! {
    /// Who is named.
    MentionKind { Agent = "agent", Team = "team" }
}

/// Somebody named in a note, as the note keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named {
    pub kind: MentionKind,
    /// Of the agent or of the team.
    pub id: Uuid,
    /// As it was when the note was written: names change, and people leave.
    pub name: String,
}

/// One note in which one person is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub tenant: TenantId,
    /// Who is meant.
    pub agent: AgentId,
    /// The note.
    pub message: MessageId,
    pub conversation: ConversationId,
    pub seq: i64,
    /// 1 until it was read, then 0: lists put what is unread first.
    pub unread: i64,
    /// When it was read; 0 until then. Only climbs, but for an undone “all read”.
    pub read_at: At,
    pub at: At,
}

/// The same as its list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionSeen {
    pub mention: Mention,
    /// Who wrote the note, under the name of then.
    pub author: Option<Uuid>,
    pub author_name: Option<String>,
    /// The beginning of the note, at most 280 characters.
    pub text: String,
    pub number: i64,
    pub place: PlaceWord,
    pub customer: CustomerId,
    pub customer_name: Option<String>,
    /// The conversation goes on in that one.
    pub merged_into: Option<ConversationId>,
}
