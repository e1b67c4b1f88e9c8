//! What no channel understood: kept raw as a visible item, never dropped. Who leads sees it, takes the bytes, has it read
//! again once the channel has learnt to, or dismisses it.
use crate::job::{About, inbound_reparse};
use crate::kept_bytes::KeptBytes;
use crate::seal::sha256_hex;
use crate::{Desk, Error, Result, Staff};
use model::port::Raw;
use model::*;
use store::Tx;

const LEADERS: &str = "supervisors, operators and administrators look after what was not understood";
/// Longest reason that is kept, characters.
const REASON_MOST: usize = 500;

impl Desk {
    /// Stays as a visible item with its bytes; the same call once, and again when its item was dismissed or understood.
    pub(crate) async fn keep_raw(
        &self,
        account: &ChannelAccount,
        raw: &Raw,
        kept: &KeptBytes,
        why: &str,
    ) -> Result<()> {
        tracing::warn!(account = %account.id, why, "kept unparsed");
        metrics::counter!("parlor_unparsed_total", "kind" => account.kind.clone()).increment(1);
        let inbound = Inbound {
            tenant: account.tenant,
            id: InboundId(self.id()),
            account: account.id,
            dedupe_key: format!("raw:{}", sha256_hex(&call(raw))),
            raw: kept.row.clone(),
            raw_object: kept.object(),
            parsed: false,
            message: None,
            conversation: None,
            seq: None,
            received_at: self.now(),
        };
        let mut tx = self.db.write().await?;
        if let Some(id) = unshown(&mut tx, &inbound).await? {
            store::unparsed::insert(&mut tx, &item(account, &Inbound { id, ..inbound }, raw, why)).await?;
            self.log(&mut tx, account.tenant, NewEvent::of(EventKind::InboundUnparsed)).await?;
        }
        tx.commit().await?;
        self.bell.ring(account.tenant);
        Ok(())
    }

    /// Latest first; at most `limit` behind the one that the page before ended with.
    pub async fn unparsed(&self, who: &Staff, after: Option<(At, InboundId)>, limit: i64) -> Result<Vec<Unparsed>> {
        who.must(who.agent.role.leads(), LEADERS)?;
        Ok(store::unparsed::list(&mut self.db.read().await?, who.tenant, who.agent.id, after, limit).await?)
    }

    /// As it came in, byte for byte.
    pub async fn unparsed_raw(&self, who: &Staff, id: InboundId) -> Result<Vec<u8>> {
        let mut tx = self.db.read().await?;
        self.may_mend(&mut tx, who, id).await?;
        let inbound = store::inbound::by_id(&mut tx, who.tenant, id).await?.ok_or(Error::NotFound("raw bytes"))?;
        drop(tx);
        self.bytes_of(inbound).await
    }

    /// Reads it again, soon: a job.
    pub async fn parse_again(&self, who: &Staff, id: InboundId) -> Result<()> {
        let mut tx = self.db.write().await?;
        self.may_mend(&mut tx, who, id).await?;
        let (kind, key) = (&inbound_reparse::KIND, id.to_string());
        match store::job::of(&mut tx, who.tenant, kind.name, &key).await? {
            Some(dead) if dead.dead_at.is_some() => {
                store::job::revive(&mut tx, who.tenant, dead.id, self.now()).await?;
            }
            // Should it be under way, it is done once more: what was received is known by its dedupe key.
            Some(waiting) => store::job::hurry(&mut tx, &waiting, self.now()).await?,
            None => {
                let about = About { tenant: who.tenant, key: &key, account: None };
                self.enqueue(&mut tx, kind, about, &id, self.now()).await?;
            }
        }
        tx.commit().await?;
        self.bell.jobs.notify_one();
        Ok(())
    }

    /// Nobody needs to understand it. Its bytes stay as long as all that came in.
    pub async fn dismiss_unparsed(&self, who: &Staff, id: InboundId) -> Result<()> {
        let mut tx = self.db.write().await?;
        let it = self.may_mend(&mut tx, who, id).await?;
        if !store::unparsed::delete(&mut tx, who.tenant, id).await? {
            return Err(Error::NotFound("item"));
        }
        self.audit(&mut tx, who, "unparsed.dismissed", &id.to_string(), &it.reason).await?;
        Ok(tx.commit().await?)
    }

    async fn may_mend(&self, tx: &mut Tx, who: &Staff, id: InboundId) -> Result<Unparsed> {
        who.must(who.agent.role.leads(), LEADERS)?;
        let found = store::unparsed::find(tx, who.tenant, id).await?;
        let it = found.filter(|it| who.sees(it.brand)).ok_or(Error::NotFound("item"))?;
        who.must(who.role_in(it.brand).leads(), LEADERS)?;
        Ok(it)
    }
}

/// Under which id its item is to be shown; `None`: it is shown.
async fn unshown(tx: &mut Tx, it: &Inbound) -> Result<Option<InboundId>> {
    if store::inbound::insert(tx, it).await? {
        return Ok(Some(it.id));
    }
    let before = store::inbound::find(tx, it.tenant, it.account, &it.dedupe_key).await?.ok_or(Error::Conflict)?;
    if store::unparsed::find(tx, it.tenant, before.id).await?.is_some() {
        return Ok(None);
    }
    store::inbound::set_parsed(tx, it.tenant, before.id, false).await?;
    Ok(Some(before.id))
}

/// What tells calls apart: each part with its length before it.
fn call(raw: &Raw) -> Vec<u8> {
    let kind = raw.header("content-type").unwrap_or_default();
    let parts = [raw.method.as_bytes(), raw.query.as_bytes(), kind.as_bytes(), &raw.body];
    parts.iter().flat_map(|part| [&(part.len() as u64).to_be_bytes(), *part].concat()).collect()
}

fn item(account: &ChannelAccount, inbound: &Inbound, raw: &Raw, why: &str) -> Unparsed {
    let content: Vec<_> = raw.headers.iter().filter(|(name, _)| name.starts_with("content-")).collect();
    Unparsed {
        tenant: inbound.tenant,
        id: inbound.id,
        account: account.id,
        brand: account.brand,
        channel: account.kind.clone(),
        reason: reason(why),
        method: raw.method.clone(),
        query: raw.query.replace('\0', "\u{fffd}"),
        headers: serde_json::to_string(&content).unwrap_or_default(),
        size: i64::try_from(raw.body.len()).unwrap_or(i64::MAX),
        received_at: inbound.received_at,
        tried_at: None,
    }
}

/// What a database can hold, and not too much of it.
pub(crate) fn reason(why: &str) -> String {
    why.chars().filter(|c| *c != '\0').take(REASON_MOST).collect()
}
