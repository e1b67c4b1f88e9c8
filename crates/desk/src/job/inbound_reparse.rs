//! `inbound.reparse`: what was not understood is read again by the channel as it is now. What it finds is received as if it
//! came in now; what was received before is known by its dedupe key.
use super::{Kind, Patience};
use crate::intake::read;
use crate::unparsed::reason;
use crate::{Desk, Error, Result};
use model::port::Raw;
use model::*;

pub(crate) const KIND: Kind =
    Kind { name: "inbound.reparse", patience: Patience::Ours, run: |desk, job| Box::pin(desk.reparse(job)) };

impl Desk {
    async fn reparse(&self, job: &Job) -> Result<()> {
        let id: InboundId = serde_json::from_str(&job.payload).map_err(|why| Error::File(why.to_string()))?;
        let mut tx = self.db.read().await?;
        let Some(it) = store::unparsed::find(&mut tx, job.tenant, id).await? else { return Ok(()) };
        let inbound = store::inbound::by_id(&mut tx, job.tenant, id).await?.ok_or(Error::NotFound("raw bytes"))?;
        let account = store::account::find(&mut tx, job.tenant, it.account).await?;
        drop(tx);
        let account = account.ok_or(Error::NotFound("channel account"))?;
        let channel = self.channel(&account.kind).ok_or(Error::NotFound("channel of this kind"))?;
        let raw = Raw {
            method: it.method.clone(),
            query: it.query.clone(),
            headers: serde_json::from_str(&it.headers).unwrap_or_default(),
            body: self.bytes_of(inbound).await?,
            proved: None,
        };
        // It was verified when it came in.
        let parsed = read(channel, &self.opened(&account), &raw);
        let kept = self.keep_bytes(&raw.body).await?;
        for incoming in &parsed.incoming {
            self.receive(&account, incoming, &kept).await?;
        }
        let mut tx = self.db.write().await?;
        match parsed.unparsed {
            Some(why) => store::unparsed::still(&mut tx, &it, &reason(&why), self.now()).await?,
            None => {
                store::unparsed::delete(&mut tx, it.tenant, it.id).await?;
                store::inbound::set_parsed(&mut tx, it.tenant, it.id, true).await?;
            }
        }
        Ok(tx.commit().await?)
    }
}
