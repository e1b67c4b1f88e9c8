//! Inbound: what came in at a door, as raw bytes with its dedupe key, before anybody understood it.
use crate::*;

/// One thing that came in, raw.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbound {
    pub tenant: TenantId,
    pub id: InboundId,
    pub account: AccountId,
    /// Unique for the account, kept at least 30 days: a repetition finds its first answer by it.
    pub dedupe_key: String,
    pub raw: Vec<u8>,
    /// The raw bytes when they were over 64 KiB: an object's SHA-256.
    pub raw_object: Option<String>,
    /// Whether the channel understood it; if not, it is a visible item with its bytes.
    pub parsed: bool,
    /// What it became.
    pub message: Option<MessageId>,
    pub conversation: Option<ConversationId>,
    pub seq: Option<i64>,
    pub received_at: At,
}
