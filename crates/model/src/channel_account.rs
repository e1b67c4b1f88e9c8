//! Channel account (渠道账号): one configured instance of a channel.
use crate::{AccountId, At, BrandId, QueueId, TenantId, words};

words! {
    AccountState { Active = "active", Disabled = "disabled" }
}

/// A channel as it was set up for one brand.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelAccount {
    pub tenant: TenantId,
    pub id: AccountId,
    /// Which channel, by the kind in its manifest.
    pub kind: String,
    pub brand: BrandId,
    pub queue: QueueId,
    pub name: String,
    pub state: AccountState,
    /// What the manifest's form asked for, as JSON; secrets are apart.
    pub settings: String,
    /// Secrets as JSON, sealed with the installation's key.
    pub sealed: Vec<u8>,
    /// Unguessable part of the webhook address: 32 hex digits.
    pub hook: String,
    pub created_at: At,
    pub version: i64,
}
