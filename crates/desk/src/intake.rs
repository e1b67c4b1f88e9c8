//! Intake: what comes to a door is verified, recorded raw with its dedupe key and its message in one transaction, and
//! only then acknowledged. A repetition gets the first one's answer.
use crate::act::Greeting;
use crate::again::Tries;
use crate::identity::Identified;
use crate::kept_bytes::{KeptBytes, without_signature};
use crate::visitor::Visiting;
use crate::{Desk, Error, Result};
use model::port::{Act, Answer, Channel, Incoming, Opened, Parsed, Raw, Said, What};
use model::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use store::Tx;

/// What the sender may now rely on.
#[derive(Clone, Debug, PartialEq)]
pub struct Acked {
    pub client_id: Option<String>,
    pub message: Option<MessageId>,
    pub conversation: Option<ConversationId>,
    pub seq: Option<i64>,
    pub customer: Option<CustomerId>,
    pub at: At,
}

/// What a provider hears.
#[derive(Debug)]
pub enum HookAnswer {
    /// Everything is durable.
    Durable(Answer),
    /// The same; somebody has come, and the answer may carry words for them: `Desk::greet`.
    Greets(Box<Greeting>),
    /// 401; nothing was stored.
    Refused,
}

/// Sender's texts end at this many characters whatever the channel allows.
const TEXT_MOST: usize = 100_000;

impl Desk {
    /// A provider's call to `/hooks/{kind}/{hook}`.
    pub async fn hook(&self, kind: &str, hook: &str, raw: Raw) -> Result<HookAnswer> {
        let account = store::account::by_hook(&mut self.db.read().await?, kind, hook)
            .await?
            .ok_or(Error::NotFound("webhook address"))?;
        let Some((parsed, _)) = self.understand(&account, &raw, self.now())? else { return Ok(HookAnswer::Refused) };
        let kept = self.keep_bytes(&raw.body).await?;
        let done = self.take_in(&account, &raw, &parsed, &kept).await;
        self.release_bytes(kept).await;
        // Whoever an invitation has led into a reception need not be asked who they are.
        let led = done?.iter().any(|acked| acked.conversation.is_some());
        Ok(match parsed.incoming.as_slice() {
            [incoming] if !led && matches!(incoming.what, What::Act(Act::Came { .. })) => {
                HookAnswer::Greets(Box::new(Greeting {
                    account,
                    raw,
                    from: incoming.from.clone(),
                    answer: parsed.answer,
                }))
            }
            _ => HookAnswer::Durable(parsed.answer),
        })
    }

    async fn take_in(
        &self,
        account: &ChannelAccount,
        raw: &Raw,
        parsed: &Parsed,
        kept: &KeptBytes,
    ) -> Result<Vec<Acked>> {
        if let Some(why) = &parsed.unparsed {
            self.keep_raw(account, raw, kept, why).await?;
        }
        self.receive_all(account, &parsed.incoming, kept).await
    }

    /// A frame that our own page sent: what came of it, or why not. `raw.proved` holds the address our door has checked.
    pub async fn hosted(&self, visiting: &Visiting, raw: Raw) -> Result<Vec<Acked>> {
        let account = visiting.account.as_ref();
        let Some((parsed, _)) = self.understand(account, &raw, visiting.since)? else {
            return Err(Error::Unauthenticated);
        };
        if let Some(why) = parsed.unparsed {
            return Err(Error::field("frame", "format", why));
        }
        self.check_forms(account, &parsed.incoming).await?;
        let kept = self.keep_bytes(&without_signature(&raw.body)).await?;
        let acked = self.receive_all(account, &parsed.incoming, &kept).await;
        self.release_bytes(kept).await;
        acked
    }

    async fn receive_all(&self, account: &ChannelAccount, all: &[Incoming], kept: &KeptBytes) -> Result<Vec<Acked>> {
        let mut acked = vec![];
        for incoming in all {
            acked.push(self.receive(account, incoming, kept).await?);
        }
        Ok(acked)
    }

    /// Verified and parsed; `None`: not from them.
    pub(crate) fn understand(&self, account: &ChannelAccount, raw: &Raw, at: At) -> Result<Option<(Parsed, Opened)>> {
        if account.state != AccountState::Active {
            return Err(Error::NotFound("active channel account"));
        }
        let channel = self.channel(&account.kind).ok_or(Error::NotFound("channel of this kind"))?;
        let opened = self.opened(account);
        if let Err(refused) = channel.verify(&opened, raw, at) {
            tracing::info!(account = %account.id, why = refused.0, "refused at the door");
            metrics::counter!("parlor_refused_total", "kind" => account.kind.clone()).increment(1);
            return Ok(None);
        }
        Ok(Some((read(channel, &opened, raw), opened)))
    }

    pub(crate) fn opened(&self, account: &ChannelAccount) -> Opened {
        let settings = serde_json::from_str(&account.settings).unwrap_or_default();
        let secrets: BTreeMap<String, String> = self
            .seal
            .reveal(&format!("account:{}", account.id), &account.sealed)
            .and_then(|plain| serde_json::from_slice(&plain).ok())
            .unwrap_or_default();
        Opened {
            id: account.id,
            settings,
            secrets: secrets.into_iter().map(|(key, value)| (key, Secret::new(value))).collect(),
            token: None,
        }
    }

    /// One thing that came in, durable when this returns.
    pub(crate) async fn receive(
        &self,
        account: &ChannelAccount,
        incoming: &Incoming,
        raw: &KeptBytes,
    ) -> Result<Acked> {
        if cfg!(feature = "bug-no-dedupe") {
            return self.receive_twice(account, incoming, raw).await; // seeded: the checker must find it
        }
        let mut tries = Tries(8);
        loop {
            if let Some(done) = tries.ended(self.receive_once(account, incoming, raw).await) {
                return done;
            }
        }
    }

    /// The dedupe key dropped, and with it what the message's own key would still catch.
    async fn receive_twice(&self, account: &ChannelAccount, incoming: &Incoming, raw: &KeptBytes) -> Result<Acked> {
        let mut forgetful = incoming.clone();
        forgetful.dedupe_key = format!("{}:{}", incoming.dedupe_key, self.id());
        if let What::Message(said) = &mut forgetful.what {
            said.client_id = Some(self.id().to_string());
        }
        let acked = self.receive_once(account, &forgetful, raw).await?;
        Ok(Acked { client_id: client_id_of(incoming), ..acked })
    }

    async fn receive_once(&self, account: &ChannelAccount, incoming: &Incoming, raw: &KeptBytes) -> Result<Acked> {
        let tenant = account.tenant;
        let mut tx = self.db.write().await?;
        if let Some(before) = store::inbound::find(&mut tx, tenant, account.id, &incoming.dedupe_key).await? {
            tx.commit().await?; // the first may still be on its way to the disk
            return self.same_answer(account, incoming, before).await;
        }
        let (said, handoff) = match &incoming.what {
            What::Message(said) => (Some(said.clone()), false),
            What::Handoff => (None, true),
            What::Act(_) => (None, false),
            What::Receipt { provider_id, receipt } => {
                let inbound = self.inbound(account, incoming, raw);
                if !store::inbound::insert(&mut tx, &inbound).await? {
                    return Err(Error::Conflict);
                }
                return self.receipt(tx, account, provider_id, *receipt).await;
            }
        };
        let Identified { identity, fresh } = self.identify(&mut tx, tenant, incoming).await?;
        if fresh || matches!(incoming.what, What::Act(Act::Came { .. })) {
            self.look_up(&mut tx, account, &identity).await?;
        }
        if let What::Act(act) = &incoming.what {
            return self.acted(tx, account, &identity, incoming, act, raw).await;
        }
        let attachments = match &said {
            Some(said) => self.attachments(&mut tx, tenant, &said.attachments, &incoming.from.value).await?,
            None => vec![],
        };
        self.land_answers(&mut tx, tenant, identity.customer, said.as_ref()).await?;
        let (mut sheet, leg) = self.reception(&mut tx, account, &identity, incoming).await?;
        let words = said.as_ref().map(|said| said.text.clone()).unwrap_or_default();
        let author =
            Author { kind: AuthorKind::Customer, id: Some(identity.id.0), name: incoming.profile.name.clone() };
        let seq = said.map(|said| flow::receive(&mut sheet, leg, author, plain(said), attachments, incoming.said_at));
        if handoff {
            flow::handoff(&mut sheet, leg);
        }
        if let Some(opens) = &incoming.opens {
            let at = said_when(incoming, sheet.now);
            flow::open_window(&mut sheet, leg, opens, at);
        }
        for message in &sheet.out().messages {
            self.await_media(&mut tx, account.id, message).await?;
        }
        let message = sheet.out().messages.iter().find(|message| Some(message.seq) == seq).map(|message| message.id);
        let now = sheet.now;
        let conversation = Some(sheet.conversation.id);
        let inbound = Inbound { message, conversation, seq, ..self.inbound(account, incoming, raw) };
        if !store::inbound::insert(&mut tx, &inbound).await? {
            return Err(Error::Conflict);
        }
        let client_id = client_id_of(incoming);
        let awaits = sheet.out().messages.iter().any(|message| !message.parts.awaited.is_empty());
        self.take_hints(&mut tx, account.brand, &identity, &words).await?;
        let changed = self.write(tx, sheet).await?;
        if awaits || fresh {
            self.bell.jobs.notify_one();
        }
        metrics::counter!("parlor_received_total", "kind" => account.kind.clone()).increment(1);
        Ok(Acked {
            client_id,
            message,
            conversation: Some(changed.conversation.id),
            seq,
            customer: Some(identity.customer),
            at: now,
        })
    }

    /// The record of what came in, before it is known what became of it.
    pub(crate) fn inbound(&self, account: &ChannelAccount, incoming: &Incoming, raw: &KeptBytes) -> Inbound {
        Inbound {
            tenant: account.tenant,
            id: InboundId(self.id()),
            account: account.id,
            dedupe_key: incoming.dedupe_key.clone(),
            raw: raw.row.clone(),
            raw_object: raw.object(),
            parsed: true,
            message: None,
            conversation: None,
            seq: None,
            received_at: self.now(),
        }
    }

    /// The reception this belongs to: the customer's open conversation in the brand, a reopened or a new one; with its leg.
    async fn reception<'d>(
        &'d self,
        tx: &mut Tx,
        account: &ChannelAccount,
        identity: &Identity,
        incoming: &Incoming,
    ) -> Result<(flow::Sheet<'d>, LegId)> {
        let (tenant, now) = (account.tenant, self.now());
        let found = store::conversation::of_customer(tx, tenant, account.brand, identity.customer).await?;
        let conversation = match found.filter(|it| flow::continues(it, now, self.rules.reopen_within)) {
            Some(conversation) => conversation,
            None => {
                let number = store::conversation::next_number(tx, tenant).await?;
                let id = ConversationId(self.id());
                flow::open(now, id, number, tenant, account.brand, identity.customer, account.queue)
            }
        };
        let mut sheet = self.sheet(tx, conversation, &[]).await?;
        if !sheet.legs.iter().any(|leg| leg.open && leg.identity == identity.id) {
            self.leave_others(tx, account, identity, &incoming.thread, sheet.conversation.id).await?;
        }
        let leg = self.leg_in(&mut sheet, account, identity, incoming)?;
        let chapter = self.manual(tx, tenant).await?.of(account.brand, self.rules);
        sheet.blocked = chapter.blocks(&identity.value, now);
        Ok((sheet, leg))
    }

    /// An address speaks in one conversation at a time: where it spoke before it became this customer's, its leg ends.
    async fn leave_others(
        &self,
        tx: &mut Tx,
        account: &ChannelAccount,
        identity: &Identity,
        thread: &str,
        here: ConversationId,
    ) -> Result<()> {
        let tenant = account.tenant;
        let legs = store::leg::of_identity(tx, tenant, identity.id).await?;
        let open = |leg: &&Leg| leg.open && leg.account == account.id && leg.thread == thread;
        for leg in legs.iter().filter(open).filter(|leg| leg.conversation != here) {
            if let Some(it) = store::conversation::lock(tx, tenant, leg.conversation).await? {
                let mut sheet = self.sheet(tx, it, &[]).await?;
                flow::part(&mut sheet, leg.id);
                self.write_in(tx, sheet).await?;
            }
        }
        Ok(())
    }

    /// This address's leg of the conversation; where there is none, it joins.
    pub(crate) fn leg_in(
        &self,
        sheet: &mut flow::Sheet<'_>,
        account: &ChannelAccount,
        identity: &Identity,
        incoming: &Incoming,
    ) -> Result<LegId> {
        // One that went to another conversation with its address is not this conversation's any more.
        let mine = |leg: &&Leg| {
            let same = leg.account == account.id && leg.identity == identity.id && leg.thread == incoming.thread;
            same && leg.shown_in.is_none()
        };
        if let Some(leg) = sheet.legs.iter().find(mine) {
            return Ok(leg.id);
        }
        let manifest = self.channel(&account.kind).ok_or(Error::NotFound("channel of this kind"))?.manifest();
        let leg = Leg {
            tenant: account.tenant,
            id: LegId(self.id()),
            conversation: sheet.conversation.id,
            account: account.id,
            channel: account.kind.clone(),
            identity: identity.id,
            thread: incoming.thread.clone(),
            mode: manifest.mode,
            open: true,
            weight: manifest.weight,
            joined_at: sheet.now,
            read_seq: 0,
            delivered_seq: 0,
            reply_window: None,
            shown_in: None,
        };
        let id = leg.id;
        flow::join(sheet, leg);
        Ok(id)
    }

    async fn same_answer(&self, account: &ChannelAccount, incoming: &Incoming, before: Inbound) -> Result<Acked> {
        let identity = store::identity::find(&mut self.db.read().await?, account.tenant, &incoming.from).await?;
        Ok(Acked {
            client_id: client_id_of(incoming),
            message: before.message,
            conversation: before.conversation,
            seq: before.seq,
            customer: identity.map(|identity| identity.customer),
            at: before.received_at,
        })
    }
}

/// What the channel makes of it. A reader that fails on some bytes is our fault, and the sender loses nothing by it.
pub(crate) fn read(channel: &dyn Channel, opened: &Opened, raw: &Raw) -> Parsed {
    catch_unwind(AssertUnwindSafe(|| channel.parse(opened, raw))).unwrap_or_else(|_| {
        let unparsed = Some("the channel's reader failed on it: see the log".to_owned());
        Parsed { unparsed, ..Parsed::default() }
    })
}

/// When it was done: by the provider's clock, unless that runs ahead of ours.
pub(crate) fn said_when(incoming: &Incoming, now: At) -> At {
    incoming.said_at.map_or(now, |at| at.min(now))
}

fn client_id_of(incoming: &Incoming) -> Option<String> {
    match &incoming.what {
        What::Message(said) => said.client_id.clone(),
        _ => incoming.dedupe_key.split_once(':').map(|(_, id)| id.to_owned()),
    }
}

/// No NUL (PostgreSQL refuses it; the raw bytes keep it) and an end.
fn plain(said: Said) -> Said {
    Said { text: said.text.chars().filter(|c| *c != '\0').take(TEXT_MOST).collect(), ..said }
}
