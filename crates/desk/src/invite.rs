//! Invitations: an agent asks the customer to go on over a further channel, for a photo perhaps; whoever brings the code
//! along joins the same conversation, with the same agent, at once.
use crate::errand::Unmet;
use crate::intake::said_when;
use crate::merge::Evidence;
use crate::visitor::Visiting;
use crate::{Desk, Error, Result, Staff};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::port::{Act, Incoming, Profile, Transport, What};
use model::*;
use sha2::{Digest, Sha256};
use store::Tx;

/// How long one is good.
const LASTS: Span = Span::minutes(30);
/// Characters of a code: 80 bits.
const LENGTH: usize = 16;
/// No letters that are taken for digits.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Where somebody came by an invitation.
pub(crate) struct Joined {
    pub conversation: ConversationId,
    pub customer: CustomerId,
}

impl Desk {
    /// A link to go on in this conversation over another account of its brand. `origin`: where our own pages are, as the
    /// one who asks sees them.
    pub async fn invite(&self, who: &Staff, id: ConversationId, account: AccountId, origin: &str) -> Result<Invite> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let conversation = self.may_see(who, id).await?;
        if !conversation.is_open() {
            return Err(flow::Refusal::NotOpen.into());
        }
        let found = store::account::find(&mut self.db.read().await?, who.tenant, account).await?;
        let account = found
            .filter(|it| it.brand == conversation.brand && it.state == AccountState::Active)
            .ok_or_else(|| Error::field("account", "unknown", "no active account of this brand"))?;
        let manifest = self.channel(&account.kind).ok_or(Error::NotFound("channel of this kind"))?.manifest();
        if !manifest.invites {
            return Err(Error::field("account", "unable", "this channel brings no invitation along"));
        }
        let code = self.code();
        let link = match manifest.transport {
            Transport::Hosted => format!("{origin}/join/{code}"),
            _ => self.invite_link(&account, &code, LASTS).await.map_err(|unmet| why_not(&unmet))?,
        };
        let now = self.now();
        let invite = Invite {
            tenant: who.tenant,
            id: InviteId(self.id()),
            account: account.id,
            conversation: id,
            customer: conversation.customer,
            hash: hash(&code),
            link,
            made_by: who.agent.id,
            made_at: now,
            expires_at: now + LASTS,
            used_by: None,
            used_at: None,
        };
        let kept = Invite { link: self.seal_link(&invite), ..invite.clone() };
        let channel = account.kind.clone();
        let mut tx = self.db.write().await?;
        store::invite::insert(&mut tx, &kept).await?;
        tx.commit().await?;
        self.change(who.tenant, id, &[], |sheet| {
            let by_name = who.agent.name.clone();
            let made = Happening::Invited { channel: channel.clone(), by_name };
            sheet.happened(EventKind::InviteChanged, Author::agent(&who.agent), made);
            Ok(())
        })
        .await?;
        Ok(invite)
    }

    /// The active accounts of its brand by which one can be made.
    pub async fn inviting_accounts(&self, who: &Staff, id: ConversationId) -> Result<Vec<ChannelAccount>> {
        let conversation = self.may_see(who, id).await?;
        let mut all = store::account::all(&mut self.db.read().await?, who.tenant).await?;
        all.retain(|it| {
            let invites = self.channel(&it.kind).is_some_and(|channel| channel.manifest().invites);
            it.brand == conversation.brand && it.state == AccountState::Active && invites
        });
        Ok(all)
    }

    /// Those of a conversation, latest first. The link of one that is good is shown to whoever may work there; it is empty
    /// else.
    pub async fn invites(&self, who: &Staff, id: ConversationId) -> Result<Vec<Invite>> {
        self.may_see(who, id).await?;
        let mut all = store::invite::of(&mut self.db.read().await?, who.tenant, id).await?;
        for it in &mut all {
            let shown = who.agent.role.receives() && self.is_good(it);
            it.link = if shown { self.open_link(it) } else { String::new() };
        }
        Ok(all)
    }

    fn is_good(&self, it: &Invite) -> bool {
        it.expires_at > self.now() && it.used_at.is_none()
    }

    /// Who has the link comes in: it lies no more open than the code's hash.
    fn seal_link(&self, it: &Invite) -> String {
        let nonce = self.outside.chance.secret()[..12].try_into().unwrap_or_default();
        URL_SAFE_NO_PAD.encode(self.seal.hide(&label(it), nonce, it.link.as_bytes()))
    }

    fn open_link(&self, it: &Invite) -> String {
        let sealed = URL_SAFE_NO_PAD.decode(&it.link).ok();
        let plain = sealed.and_then(|sealed| self.seal.reveal(&label(it), &sealed));
        plain.and_then(|plain| String::from_utf8(plain).ok()).unwrap_or_default()
    }

    /// Good no more; one that was used stays.
    pub async fn take_back_invite(&self, who: &Staff, id: InviteId) -> Result<()> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let found = store::invite::find(&mut self.db.read().await?, who.tenant, id).await?;
        let invite = found.ok_or(Error::NotFound("invitation"))?;
        self.may_see(who, invite.conversation).await.map_err(|_| Error::NotFound("invitation"))?;
        let mut tx = self.db.write().await?;
        if store::invite::delete(&mut tx, who.tenant, id).await? {
            let conversation = Some(invite.conversation);
            let event = NewEvent { conversation, ..NewEvent::of(EventKind::InviteChanged) };
            self.log(&mut tx, who.tenant, event).await?;
        }
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(())
    }

    /// The account behind a code that is good now, for the page that a link opens.
    pub async fn invited_by(&self, code: &str) -> Result<AccountId> {
        let found = store::invite::anywhere(&mut self.db.read().await?, &hash(code)).await?;
        let invite = found.filter(|it| self.is_good(it)).ok_or(Error::NotFound("invitation"))?;
        Ok(invite.account)
    }

    /// A page of ours was opened by an invitation: its visitor joins. `false`: the code is good no more, or not for here.
    pub async fn join(&self, visiting: &Visiting, code: &str) -> Result<bool> {
        let account = visiting.account.as_ref();
        if code.len() != LENGTH || self.invited_by(code).await.ok() != Some(account.id) {
            return Ok(false);
        }
        let incoming = Incoming {
            dedupe_key: format!("{}:join-{code}", visiting.visitor),
            from: Address::visitor(account.id, visiting.visitor),
            evidence: vec![],
            profile: Profile::default(),
            thread: String::new(),
            said_at: None,
            opens: None,
            what: What::Act(Act::Came { scene: Some(code.to_owned()) }),
        };
        let kept = self.keep_bytes(format!("{{\"join\":\"{code}\"}}").as_bytes()).await?;
        let done = self.receive(account, &incoming, &kept).await;
        self.release_bytes(kept).await;
        Ok(done?.conversation.is_some())
    }

    /// Somebody came with this scene. A code that is good leads into its conversation; any other is none of ours.
    pub(crate) async fn come_by_invite(
        &self,
        tx: &mut Tx,
        account: &ChannelAccount,
        identity: &Identity,
        incoming: &Incoming,
        scene: &str,
    ) -> Result<Option<Joined>> {
        if scene.len() != LENGTH {
            return Ok(None);
        }
        let tenant = account.tenant;
        let found = store::invite::by_hash(tx, tenant, &hash(scene)).await?;
        let now = self.now();
        let good = |it: &Invite| it.account == account.id && it.expires_at > now && it.used_at.is_none();
        let Some(invite) = found.filter(good) else { return Ok(None) };
        let Some(conversation) = self.standing(tx, tenant, invite.conversation).await? else { return Ok(None) };
        let customer = conversation.customer;
        let mut identity = identity.clone();
        if identity.customer != customer {
            if self.clash(tx, tenant, identity.customer, customer).await? {
                let by = Address { kind: "invite".into(), ..Address::external(invite.id.to_string()) };
                self.relink(tx, &mut identity, customer, &by).await?;
            } else {
                let because = Evidence { kind: "invite", strength: Strength::Strong, actor: None };
                self.merge_in(tx, tenant, customer, identity.customer, &because).await?;
                identity.customer = customer;
            }
        }
        if identity.customer != customer || !store::invite::used(tx, &invite, identity.id, now).await? {
            return Ok(None);
        }
        let Some(conversation) = self.standing(tx, tenant, invite.conversation).await? else { return Ok(None) };
        let id = conversation.id;
        let mut sheet = self.sheet(tx, conversation, &[]).await?;
        let leg = self.leg_in(&mut sheet, account, &identity, incoming)?;
        if let Some(opens) = &incoming.opens {
            flow::open_window(&mut sheet, leg, opens, said_when(incoming, now));
        }
        sheet.log(NewEvent::of(EventKind::InviteChanged));
        self.write_in(tx, sheet).await?;
        Ok(Some(Joined { conversation: id, customer }))
    }

    /// The open conversation that this one goes on in by now.
    async fn standing(&self, tx: &mut Tx, tenant: TenantId, mut id: ConversationId) -> Result<Option<Conversation>> {
        for _ in 0..10 {
            let Some(it) = store::conversation::lock(tx, tenant, id).await? else { return Ok(None) };
            match it.merged_into {
                Some(into) => id = into,
                None => return Ok(Some(it).filter(Conversation::is_open)),
            }
        }
        Ok(None)
    }

    fn code(&self) -> String {
        let secret = self.outside.chance.secret();
        secret.iter().take(LENGTH).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
    }
}

fn why_not(unmet: &Unmet) -> Error {
    Error::field("account", "refused", format!("the provider made no code: {unmet}"))
}

/// What is kept of a code.
fn hash(code: &str) -> String {
    Sha256::digest(code.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a link is sealed for.
fn label(it: &Invite) -> String {
    format!("invite:{}", it.id)
}
