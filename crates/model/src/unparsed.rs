//! Unparsed: something that came in and that its channel did not understand; a visible item until it is understood or
//! dismissed. Its bytes are with the inbound row of the same id.
use crate::*;

/// One thing nobody understood yet, with what is needed to read it again.
#[derive(Clone, Debug, PartialEq)]
pub struct Unparsed {
    pub tenant: TenantId,
    pub id: InboundId,
    pub account: AccountId,
    pub brand: BrandId,
    /// The account's kind.
    pub channel: String,
    /// Why it was not understood, in the channel's words.
    pub reason: String,
    pub method: String,
    pub query: String,
    /// The content headers, as a JSON list of pairs; others may hold secrets.
    pub headers: String,
    /// Bytes.
    pub size: i64,
    pub received_at: At,
    /// When it was read again last, and still not understood.
    pub tried_at: Option<At>,
}
