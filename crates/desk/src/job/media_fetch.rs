//! `media.fetch`: a file that the provider still holds is brought in as soon as its message is durable, before it expires
//! there. What cannot be had is said in the thread.
use super::{About, Kind, Patience};
use crate::again::Tries;
use crate::errand::Unmet;
use crate::file::{FILE_MOST, clean_name};
use crate::{Desk, Error, Result, Staff};
use bytes::Bytes;
use model::port::Fetched;
use model::*;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use store::Tx;
use store::objects::Kept;

pub(crate) const KIND: Kind =
    Kind { name: "media.fetch", patience: Patience::Provider, run: |desk, job| Box::pin(desk.fetch_media(job)) };

/// Providers keep files for three days. An attempt that fails so late is the last: then it is said in the thread that the
/// file did not come, and no job is given up.
const KEPT: Span = Span::hours(70);
/// How often it is tried when other writers are quicker.
const TRIES: usize = 16;
/// Longest reason that is shown, characters.
const WHY_MOST: usize = 300;

/// Which file of which message.
#[derive(Serialize, Deserialize)]
pub(crate) struct Fetch {
    pub message: MessageId,
    /// The provider's name for it.
    pub reference: String,
}

/// What came of it.
enum Came {
    File(Box<Attachment>),
    Not(String),
}

impl Desk {
    /// In the transaction that writes the message: each file that it awaits will be fetched. Ring `bell.jobs` after the
    /// commit.
    pub(crate) async fn await_media(&self, tx: &mut Tx, account: AccountId, message: &Message) -> Result<()> {
        for (index, awaited) in message.parts.awaited.iter().enumerate() {
            let fetch = Fetch { message: message.id, reference: awaited.reference.clone() };
            let key = format!("{}:{index}", message.id);
            let about = About { tenant: message.tenant, key: &key, account: Some(account) };
            self.enqueue(tx, &KIND, about, &fetch, self.now()).await?;
        }
        Ok(())
    }

    /// Files of this message that did not come are asked for once more: whoever may work in its conversation wants them.
    pub async fn fetch_again(&self, who: &Staff, id: MessageId) -> Result<Message> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let mut tries = Tries(TRIES);
        loop {
            if let Some(done) = tries.ended_unless_changed(self.fetch_again_once(who, id).await) {
                return done;
            }
        }
    }

    async fn fetch_again_once(&self, who: &Staff, id: MessageId) -> Result<Message> {
        let mut tx = self.db.write().await?;
        let gone = Error::NotFound("message");
        let Some(found) = store::message::find(&mut tx, who.tenant, id).await? else { return Err(gone) };
        let conversation = store::conversation::lock(&mut tx, who.tenant, found.conversation).await?;
        if !conversation.is_some_and(|it| who.sees(it.brand)) {
            return Err(gone);
        }
        let Some(mut message) = store::message::find(&mut tx, who.tenant, id).await? else { return Err(gone) };
        let awaited = message.parts.awaited.iter_mut();
        let failed: Vec<String> = awaited.filter_map(|it| it.failed.take().map(|_| it.reference.clone())).collect();
        if failed.is_empty() {
            return Err(Error::Conflict);
        }
        let account = account_of(&mut tx, &message).await?;
        for reference in failed {
            let key = format!("{id}:again:{reference}");
            let about = About { tenant: who.tenant, key: &key, account };
            self.enqueue(&mut tx, &KIND, about, &Fetch { message: id, reference }, self.now()).await?;
        }
        store::message::set_parts(&mut tx, who.tenant, message.conversation, message.seq, &message.parts).await?;
        self.message_changed(&mut tx, &message).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        self.bell.jobs.notify_one();
        Ok(message)
    }

    async fn fetch_media(&self, job: &Job) -> Result<()> {
        let it: Fetch = serde_json::from_str(&job.payload).map_err(|why| Error::File(why.to_string()))?;
        let mut tx = self.db.read().await?;
        let Some(message) = store::message::find(&mut tx, job.tenant, it.message).await? else { return Ok(()) };
        if awaited(&message, &it.reference).is_none() {
            return Ok(()); // it came before
        }
        let account = match account_of(&mut tx, &message).await? {
            Some(id) => store::account::find(&mut tx, job.tenant, id).await?,
            None => None,
        };
        drop(tx);
        let Some(account) = account else {
            return self.media_came(&message, &it.reference, Came::Not("its channel is gone".into())).await;
        };
        let (fetched, how) = match self.media_of(&account, &it.reference).await {
            Ok(fetched) => {
                self.is_back(&account).await?;
                (Ok(fetched), "fetched")
            }
            // What time or an operator can mend.
            Err(Unmet::Later { why, .. } | Unmet::Never { fault: Fault::Account, why })
                if self.now() < job.created_at + KEPT =>
            {
                self.engine.health.ill(account.id, self.now(), &why, true);
                metrics::counter!("parlor_media_total", "kind" => account.kind, "how" => "later").increment(1);
                return Err(Error::File(why));
            }
            Err(why) => (Err(why.to_string()), "failed"),
        };
        metrics::counter!("parlor_media_total", "kind" => account.kind, "how" => how).increment(1);
        match fetched {
            Ok(fetched) => self.keep_media(&message, &it.reference, fetched).await,
            Err(why) => self.media_came(&message, &it.reference, Came::Not(why)).await,
        }
    }

    /// On the disk, then in the thread.
    async fn keep_media(&self, message: &Message, reference: &str, fetched: Fetched) -> Result<()> {
        let once = futures_util::stream::iter([Ok::<_, Infallible>(Bytes::from(fetched.bytes))]);
        let put = match self.objects.put(once, FILE_MOST).await {
            Ok(put) => put,
            Err(store::objects::Error::TooLarge { limit }) => {
                let why = format!("larger than {} MB", limit >> 20);
                return self.media_came(message, reference, Came::Not(why)).await;
            }
            Err(why) => return Err(why.into()),
        };
        let file = Box::new(self.attachment_of(message, &put, &fetched.name));
        let sha256 = put.sha256.clone();
        let came = self.media_came(message, reference, Came::File(file)).await;
        drop(put); // only now may anybody forget these bytes
        if came.is_err() {
            self.release_object(&sha256).await;
        }
        came
    }

    fn attachment_of(&self, message: &Message, put: &Kept, name: &str) -> Attachment {
        Attachment {
            tenant: message.tenant,
            id: AttachmentId(self.id()),
            uploader: message.author.id.unwrap_or_else(Uuid::nil),
            sha256: put.sha256.clone(),
            size: put.size,
            media_type: put.media_type.to_owned(),
            name: clean_name(name),
            width: put.width,
            height: put.height,
            attached: true,
            created_at: self.now(),
        }
    }

    /// The message no longer awaits it; whoever has the thread open hears of it.
    async fn media_came(&self, message: &Message, reference: &str, came: Came) -> Result<()> {
        let mut tries = Tries(TRIES);
        loop {
            if let Some(done) = tries.ended_unless_changed(self.media_came_once(message, reference, &came).await) {
                return done;
            }
        }
    }

    async fn media_came_once(&self, message: &Message, reference: &str, came: &Came) -> Result<()> {
        let (tenant, conversation, seq) = (message.tenant, message.conversation, message.seq);
        let mut tx = self.db.write().await?;
        // Two files of one message take turns.
        store::conversation::lock(&mut tx, tenant, conversation).await?;
        let now = store::message::find(&mut tx, tenant, message.id).await?;
        let Some((mut parts, at)) = now.and_then(|it| Some((it.parts.clone(), awaited(&it, reference)?))) else {
            return Ok(tx.commit().await?);
        };
        match came {
            Came::File(file) => {
                parts.awaited.remove(at);
                parts.attachments.push(Attached::from(&**file));
                store::attachment::insert(&mut tx, file).await?;
            }
            Came::Not(why) => {
                parts.awaited[at].failed = Some(why.chars().filter(|c| *c != '\0').take(WHY_MOST).collect());
            }
        }
        store::message::set_parts(&mut tx, tenant, conversation, seq, &parts).await?;
        self.message_changed(&mut tx, message).await?;
        tx.commit().await?;
        self.bell.ring(tenant);
        Ok(())
    }

    /// Whoever has the thread open looks at it again.
    async fn message_changed(&self, tx: &mut Tx, message: &Message) -> Result<()> {
        let (conversation, message_seq) = (Some(message.conversation), Some(message.seq));
        let updated = NewEvent::of(EventKind::MessageUpdated);
        self.log(tx, message.tenant, NewEvent { conversation, message_seq, public: true, ..updated }).await
    }
}

/// By whose door it came.
async fn account_of(tx: &mut Tx, message: &Message) -> Result<Option<AccountId>> {
    let legs = store::leg::of(tx, message.tenant, message.conversation).await?;
    Ok(legs.iter().find(|leg| Some(leg.id) == message.leg).map(|leg| leg.account))
}

/// Where it stands among those still awaited.
fn awaited(message: &Message, reference: &str) -> Option<usize> {
    message.parts.awaited.iter().position(|it| it.failed.is_none() && it.reference == reference)
}
