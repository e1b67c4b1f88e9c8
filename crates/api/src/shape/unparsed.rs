//! What came in and was not understood.
use super::time::Time;
use model::Uuid;
use serde::Serialize;
use utoipa::ToSchema;

/// Something that its channel did not understand; the bytes are at `…/raw`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Unparsed {
    pub id: Uuid,
    pub account: Uuid,
    /// The account's kind.
    pub channel: String,
    pub brand: Uuid,
    /// Why, in the channel's words; at most 500 characters.
    pub reason: String,
    /// Bytes.
    pub size: i64,
    pub received_at: Time,
    /// When it was read again last, and still not understood.
    #[schema(required)]
    pub tried_at: Option<Time>,
}

impl From<&model::Unparsed> for Unparsed {
    fn from(it: &model::Unparsed) -> Unparsed {
        Unparsed {
            id: it.id.0,
            account: it.account.0,
            channel: it.channel.clone(),
            brand: it.brand.0,
            reason: it.reason.clone(),
            size: it.size,
            received_at: it.received_at.into(),
            tried_at: it.tried_at.map(Into::into),
        }
    }
}
