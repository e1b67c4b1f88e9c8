//! What no channel understood: kept raw as a visible item, never dropped.
use crate::kept_bytes::KeptBytes;
use crate::seal::sha256_hex;
use crate::{Desk, Result};
use model::port::Raw;
use model::*;

impl Desk {
    /// Stays as a visible item with its bytes.
    pub(crate) async fn keep_raw(
        &self,
        account: &ChannelAccount,
        raw: &Raw,
        kept: &KeptBytes,
        why: &str,
    ) -> Result<()> {
        tracing::warn!(account = %account.id, why, "kept unparsed");
        let inbound = Inbound {
            tenant: account.tenant,
            id: InboundId(self.id()),
            account: account.id,
            dedupe_key: format!("raw:{}", sha256_hex(&raw.body)),
            raw: kept.row.clone(),
            raw_object: kept.object(),
            parsed: false,
            message: None,
            conversation: None,
            seq: None,
            received_at: self.now(),
        };
        let mut tx = self.db.write().await?;
        if store::inbound::insert(&mut tx, &inbound).await? {
            self.log(&mut tx, account.tenant, NewEvent::of(EventKind::InboundUnparsed)).await?;
        }
        tx.commit().await?;
        self.bell.ring(account.tenant);
        Ok(())
    }
}
