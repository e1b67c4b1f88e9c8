//! `retention.apply`: deletes what has outlived its time, a little in each transaction, and says in the audit what it was. One
//! node holds the job.
use super::{Kind, Patience, file_forget};
use crate::retention::Terms;
use crate::{Desk, Result};
use model::*;
use store::message::Window;
use store::retention::{Aged, AgedPlace};
use store::{Tx, message};

pub(crate) const KIND: Kind =
    Kind { name: "retention.apply", patience: Patience::Ours, run: |desk, job| Box::pin(desk.apply_retention(job)) };

/// How long one run lasts at most, well within its lease; what is left is done by the next.
const RUN: Span = Span::minutes(2);
/// Messages, or rows of a log, in one transaction.
const AT_ONCE: i64 = 200;
/// Conversations in one transaction.
const CONVERSATIONS: i64 = 20;
/// After so long a transaction ends with what it has done: others want to write too.
const HOLDS: Span = Span::millis(200);

/// What one transaction deleted.
#[derive(Default)]
struct Deleted {
    numbers: Vec<String>,
    messages: usize,
    files: usize,
}

impl Desk {
    async fn apply_retention(&self, job: &Job) -> Result<()> {
        let tenant = job.tenant;
        let until = self.now() + RUN;
        let mut after = store::retention::FIRST;
        while self.now() < until {
            let Some(terms) = self.terms_in_force(tenant).await? else { break };
            if !self.apply_once(tenant, &terms, &mut after).await? {
                break;
            }
        }
        Ok(())
    }

    /// `false`: nothing is left to delete behind `after`.
    async fn apply_once(&self, tenant: TenantId, terms: &Terms, after: &mut AgedPlace) -> Result<bool> {
        let now = self.now();
        // Looked for where nobody waits: what may not go yet is passed by once in a run.
        let aged = match terms.conversations(now) {
            Some(before) => {
                store::retention::aged(&mut self.db.read().await?, tenant, before, *after, CONVERSATIONS).await?
            }
            None => vec![],
        };
        let mut any = !aged.is_empty();
        let mut tx = self.db.write().await?;
        if let Some(before) = terms.conversations(now) {
            let deleted = self.delete_conversations(&mut tx, tenant, before, &aged, after).await?;
            if deleted.messages > 0 || !deleted.numbers.is_empty() {
                any = true;
                let detail = format!(
                    "{}: {} messages, {} files; closed before {before}",
                    deleted.numbers.join(" "),
                    deleted.messages,
                    deleted.files
                );
                self.audit_by(&mut tx, tenant, None, "retention.applied", "conversations", &detail).await?;
            }
        }
        if let Some(before) = terms.webhooks(now) {
            let count = store::webhook::sweep_deliveries_of(&mut tx, tenant, before, AT_ONCE).await?;
            if count > 0 {
                any = true;
                let detail = format!("{count}, made before {before}");
                self.audit_by(&mut tx, tenant, None, "retention.applied", "webhook deliveries", &detail).await?;
            }
        }
        if let Some(before) = terms.audit(now) {
            let (count, last) = store::audit::prune(&mut tx, tenant, before, AT_ONCE).await?;
            if count > 0 {
                any = true;
                let detail = format!("{count} rows up to {last}, made before {before}");
                self.audit_by(&mut tx, tenant, None, "retention.applied", "audit", &detail).await?;
            }
        }
        tx.commit().await?;
        if any {
            self.bell.ring(tenant);
            self.bell.jobs.notify_one();
        }
        Ok(any)
    }

    async fn delete_conversations(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        before: At,
        aged: &[AgedPlace],
        after: &mut AgedPlace,
    ) -> Result<Deleted> {
        let mut deleted = Deleted::default();
        let until = self.now() + HOLDS;
        for place in aged {
            let room = AT_ONCE - deleted.messages as i64;
            if room <= 0 || self.now() > until {
                break;
            }
            // It may have been opened again since.
            if let Some(it) = store::retention::hold(tx, tenant, place.1, before).await?
                && !self.delete_messages(tx, tenant, &it, (room, until), &mut deleted).await?
            {
                break;
            }
            *after = *place;
        }
        Ok(deleted)
    }

    /// At most `room` of them, and as many as there is time for; behind the last stands one that says that they are gone.
    /// `false`: some are left.
    async fn delete_messages(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        it: &Aged,
        (room, until): (i64, At),
        deleted: &mut Deleted,
    ) -> Result<bool> {
        let said = message::window(tx, tenant, it.id, Window::After(it.purged_seq), false, room).await?;
        let (mut objects, mut upto, mut count) = (vec![], None, 0);
        for one in &said {
            for file in &one.parts.attachments {
                if let Some(object) = store::retention::drop_file(tx, one, file.id).await? {
                    deleted.files += 1;
                    objects.push(object);
                }
            }
            objects.extend(store::retention::empty_inbound(tx, tenant, one.id).await?);
            if let Some(delivery) = store::delivery::of_message(tx, tenant, one.id).await? {
                store::delivery::forget_parts(tx, &delivery).await?;
            }
            store::search::forget_one(tx, tenant, it.number, one.seq).await?;
            (upto, count) = (Some(one.seq), count + 1);
            if self.now() > until {
                break;
            }
        }
        for sha256 in objects {
            self.forget_later(tx, tenant, sha256).await?;
        }
        deleted.messages += count;
        if let Some(upto) = upto {
            self.forget_mentions(tx, tenant, it.id, upto).await?;
            store::retention::purge(tx, tenant, it.id, upto).await?;
        }
        let all = count == said.len() && (count as i64) < room;
        if all {
            let seq = store::retention::purged(tx, tenant, it.id, self.now()).await?;
            message::insert(tx, &self.tombstone(tenant, it.id, seq)).await?;
            let event =
                NewEvent { conversation: Some(it.id), message_seq: Some(seq), ..NewEvent::of(EventKind::EventAdded) };
            self.log(tx, tenant, event).await?;
        }
        deleted.numbers.push(format!("#{}", it.number));
        Ok(all)
    }

    /// Whoever had not read a note that named them counts anew.
    async fn forget_mentions(&self, tx: &mut Tx, tenant: TenantId, id: ConversationId, upto: i64) -> Result<()> {
        for agent in store::retention::drop_mentions(tx, tenant, id, upto).await? {
            let (agent, only) = (Some(agent), Some(agent));
            self.log(tx, tenant, NewEvent { agent, only, ..NewEvent::of(EventKind::MentionRead) }).await?;
        }
        Ok(())
    }

    fn tombstone(&self, tenant: TenantId, conversation: ConversationId, seq: i64) -> Message {
        Message {
            tenant,
            id: MessageId(self.id()),
            conversation,
            seq,
            leg: None,
            channel: None,
            direction: Direction::Event,
            author: Author::SYSTEM,
            kind: MessageKind::Event,
            text: String::new(),
            parts: Parts { event: Some(Happening::Purged { messages: seq - 1 }), ..Parts::default() },
            client_id: None,
            public: false,
            receipt: None,
            settled: None,
            settled_reason: None,
            at: self.now(),
        }
    }

    /// The bytes go once no row names them, after the commit.
    async fn forget_later(&self, tx: &mut Tx, tenant: TenantId, sha256: String) -> Result<()> {
        let about = super::About { tenant, key: &format!("object {sha256}"), account: None };
        let it = file_forget::Forget { attachment: AttachmentId(self.id()), sha256: sha256.clone() };
        self.enqueue(tx, &file_forget::KIND, about, &it, self.now()).await
    }
}
