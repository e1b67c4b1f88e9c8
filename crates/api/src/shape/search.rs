//! A search over conversations: what is asked, and what was found.
use super::{
    conversation::Conversation,
    time::Time,
    word::{AuthorKind, Direction, Word},
};
use model::{PlaceWord, Uuid};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Parameters of the search.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchConversations {
    /// At most 8 words: what was said (of Chinese any two neighbouring characters, else how a word begins), the customer's
    /// name, a tag, `#1042`, a phone (whole, or its last four digits), an e-mail (whole, or from its `@` on). Empty: whatever
    /// the other parameters let through.
    #[serde(default)]
    #[param(max_length = 100)]
    pub q: String,
    /// Only this brand.
    pub brand: Option<Uuid>,
    /// The kind of a channel it came by.
    #[param(max_length = 64)]
    pub channel: Option<String>,
    /// Whose it is, or was last.
    pub agent: Option<Uuid>,
    /// A tag it has.
    #[param(max_length = 32)]
    pub tag: Option<String>,
    #[param(inline)]
    pub place: Option<SearchPlace>,
    /// Something happened at or after this.
    pub from: Option<Time>,
    /// Opened before this.
    pub until: Option<Time>,
    /// `next` of the page before.
    #[param(max_length = 512)]
    pub after: Option<String>,
    /// Entries wanted, 1…50; 20 when left out.
    #[param(minimum = 1, maximum = 50)]
    pub limit: Option<u32>,
}

/// Where a conversation is; `open`: anywhere but closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SearchPlace {
    Open,
    Queue,
    Agent,
    Pending,
    Closed,
}

impl SearchPlace {
    /// The one place it means.
    #[must_use]
    pub const fn word(self) -> Option<PlaceWord> {
        match self {
            SearchPlace::Open => None,
            SearchPlace::Queue => Some(PlaceWord::Queue),
            SearchPlace::Agent => Some(PlaceWord::Agent),
            SearchPlace::Pending => Some(PlaceWord::Pending),
            SearchPlace::Closed => Some(PlaceWord::Closed),
        }
    }
}

/// What was found; a page may have fewer entries than asked for while `next` leads on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FoundConversations {
    pub items: Vec<FoundConversation>,
    /// Ask on with `?after=`; null when there is nothing further back.
    pub next: Option<String>,
}

/// One conversation: the one in which the thread goes on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FoundConversation {
    pub conversation: Conversation,
    /// What it is called by and was found by: `number`, `customer`, `tag`, `phone`, `email`.
    pub by: Vec<String>,
    /// Latest first, a few of them.
    pub hits: Vec<SearchHit>,
}

/// A message in which something was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchHit {
    /// Where the message has its place: another one, when that went on in this.
    pub conversation: Uuid,
    pub seq: i64,
    pub at: Time,
    pub direction: Direction,
    pub author: AuthorKind,
    #[schema(required)]
    pub author_name: Option<String>,
    /// A piece of what was said, on one line.
    pub snippet: String,
    /// What to mark in it: from, to, in UTF-16 units.
    pub marks: Vec<[usize; 2]>,
}

impl From<&desk::Found> for FoundConversation {
    fn from(it: &desk::Found) -> FoundConversation {
        FoundConversation {
            conversation: Conversation::from(&it.listed),
            by: it.by.iter().map(|by| (*by).to_owned()).collect(),
            hits: it.hits.iter().map(SearchHit::from).collect(),
        }
    }
}

impl From<&desk::Hit> for SearchHit {
    fn from(it: &desk::Hit) -> SearchHit {
        let message = &it.message;
        SearchHit {
            conversation: message.conversation.0,
            seq: message.seq,
            at: message.at.into(),
            direction: Word(message.direction),
            author: Word(message.author.kind),
            author_name: message.author.name.clone(),
            snippet: it.snippet.clone(),
            marks: it.marks.iter().map(|(from, to)| [*from, *to]).collect(),
        }
    }
}
