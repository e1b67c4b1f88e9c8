//! Acts: what a customer does on a channel without saying anything. It is recorded like a message, opens no conversation by
//! itself, moves the reply window of one that is open, and may bring an invitation along.
use crate::intake::{Acked, said_when};
use crate::kept_bytes::KeptBytes;
use crate::{Desk, Result};
use model::port::{Act, Answer, Incoming, Raw};
use model::*;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use store::Tx;

impl Desk {
    /// Durable when this returns.
    pub(crate) async fn acted(
        &self,
        mut tx: Tx,
        account: &ChannelAccount,
        identity: &Identity,
        incoming: &Incoming,
        act: &Act,
        raw: &KeptBytes,
    ) -> Result<Acked> {
        let (tenant, now) = (account.tenant, self.now());
        let mut acked = Acked {
            client_id: None,
            message: None,
            conversation: None,
            seq: None,
            customer: Some(identity.customer),
            at: now,
        };
        let mut customer = identity.customer;
        if let Act::Came { scene: Some(scene) } = act
            && let Some(joined) = self.come_by_invite(&mut tx, account, identity, incoming, scene).await?
        {
            (acked.conversation, customer) = (Some(joined.conversation), joined.customer);
        }
        if acked.conversation.is_none() {
            acked.conversation = self.act_on_leg(&mut tx, account, identity, incoming, act).await?;
        }
        acked.customer = Some(customer);
        let inbound = Inbound { conversation: acked.conversation, ..self.inbound(account, incoming, raw) };
        if !store::inbound::insert(&mut tx, &inbound).await? {
            return Err(crate::Error::Conflict);
        }
        tx.commit().await?;
        self.bell.ring(tenant);
        self.bell.jobs.notify_one();
        metrics::counter!("parlor_received_total", "kind" => account.kind.clone()).increment(1);
        Ok(acked)
    }

    /// The open leg of this address, if it has one, with its window and a pill for what was done.
    async fn act_on_leg(
        &self,
        tx: &mut Tx,
        account: &ChannelAccount,
        identity: &Identity,
        incoming: &Incoming,
        act: &Act,
    ) -> Result<Option<ConversationId>> {
        let legs = store::leg::of_identity(tx, account.tenant, identity.id).await?;
        let Some(leg) = legs.into_iter().find(|leg| leg.open && leg.account == account.id) else { return Ok(None) };
        let found = store::conversation::lock(tx, account.tenant, leg.conversation).await?;
        let Some(conversation) = found else { return Ok(None) };
        let id = conversation.id;
        let mut sheet = self.sheet(tx, conversation, &[]).await?;
        if let Some(opens) = &incoming.opens {
            let at = said_when(incoming, sheet.now);
            flow::open_window(&mut sheet, leg.id, opens, at);
        }
        flow::acted(&mut sheet, leg.id, act);
        self.write_in(tx, sheet).await?;
        Ok(Some(id))
    }

    /// Until whoever has come was asked for at the provider's, however that ended. It may never end: wait a moment at most.
    pub async fn looked_up(&self, greeting: &Greeting) -> Result<()> {
        let known = store::identity::known(&mut self.db.read().await?, greeting.account.tenant, &greeting.from).await?;
        let Some(known) = known else { return Ok(()) };
        loop {
            let looked = self.bell.looked.notified();
            if !self.looking.has(known.identity.id) {
                return Ok(());
            }
            looked.await;
        }
    }

    /// What the provider hears of somebody who has come: what the channel says, or words for whoever is known by nothing
    /// else while a reception of this brand is under way elsewhere. They may be the same person, and the last digits of
    /// their number lead them there.
    pub async fn greet(&self, it: Greeting) -> Result<Answer> {
        let (tenant, brand) = (it.account.tenant, it.account.brand);
        let mut tx = self.db.read().await?;
        let Some(known) = store::identity::known(&mut tx, tenant, &it.from).await? else { return Ok(it.answer) };
        let alone = store::identity::of_customer(&mut tx, tenant, known.customer.id).await?.len() == 1;
        let asks = alone && store::conversation::is_one_in_hand(&mut tx, tenant, brand).await?;
        drop(tx);
        if !asks {
            return Ok(it.answer);
        }
        let words = match known.customer.locale {
            Locale::Zh => {
                "您好。如果您正在其他渠道与我们的客服沟通，回复手机号的后四位，即可在这里接着说、发照片，不用重新排队；有别的问题请直接说。"
            }
            Locale::En => {
                "Hello. If you are talking with us elsewhere just now, reply with the last four digits of your phone number to go on here without queueing again. For anything else, just write."
            }
        };
        let channel = self.channel(&it.account.kind);
        let spoken = channel.and_then(|it_is| it_is.answer_with(&self.opened(&it.account), &it.raw, words, self.now()));
        Ok(spoken.unwrap_or(it.answer))
    }
}

/// Somebody has come by a channel's front door, and the provider waits for an answer.
#[derive(Debug)]
pub struct Greeting {
    pub(crate) account: ChannelAccount,
    pub(crate) raw: Raw,
    pub(crate) from: Address,
    /// Without words.
    pub(crate) answer: Answer,
}

/// Who is being asked for at a provider's just now; forgotten by a restart, as nobody waits then.
#[derive(Default)]
pub(crate) struct Looking(Mutex<BTreeSet<IdentityId>>);

impl Looking {
    fn held(&self) -> MutexGuard<'_, BTreeSet<IdentityId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn has(&self, id: IdentityId) -> bool {
        self.held().contains(&id)
    }
    pub(crate) fn begins(&self, id: IdentityId) {
        let mut held = self.held();
        // Whoever was never looked up, after a fault, must not fill the house.
        if held.len() >= 10_000 {
            held.clear();
        }
        held.insert(id);
    }
    pub(crate) fn ends(&self, id: IdentityId) {
        self.held().remove(&id);
    }
}
