//! Visitors: who a browser is, what it may see, where its reception stands. Nothing is stored until the visitor writes.
use crate::push::{Heard, Line, Push};
use crate::{Desk, Error, Result};
use model::port::{Raw, Transport};
use model::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Tx;
use store::message::Window;

/// What a visitor's page says first.
#[derive(Clone, Debug, Default)]
pub struct Hello {
    pub token: Option<String>,
    pub cursor: Option<String>,
    pub locale: Option<Locale>,
    pub page_url: Option<String>,
    pub page_title: Option<String>,
    /// Signed user: payload and signature, as the host page gave them.
    pub user: Option<(String, String)>,
}

/// A visitor let in.
#[derive(Clone)]
pub struct Visiting {
    pub account: Arc<ChannelAccount>,
    pub visitor: Uuid,
    pub token: String,
    /// Known once something was written.
    pub customer: Option<CustomerId>,
    /// The host page has vouched for them.
    pub proved: bool,
    /// Addresses whose words they may read: their browser's, and, where they are vouched for, all that proof has joined to
    /// it. What somebody of the staff has joined is not among them: it may be another person's.
    pub own: Arc<BTreeSet<IdentityId>>,
    /// When the page said hello: a signature that held then holds for the visit.
    pub since: At,
}

/// What the page is told first.
pub struct Welcome {
    pub visiting: Visiting,
    pub line: Option<Arc<Line>>,
    /// Everything up to here is in `messages` or came before `cursor`.
    pub seq: i64,
    pub resumed: bool,
    /// After a resume: what was missed. Otherwise empty.
    pub missed: Vec<Heard>,
    /// Without a resume: the latest messages, each with its conversation's number.
    pub messages: Vec<(i64, Message)>,
    /// Where older messages lie.
    pub before: Option<String>,
    pub state: VisitorState,
}

/// Where the visitor's reception stands.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitorState {
    pub place: Option<PlaceWord>,
    /// How many are served before.
    pub ahead: Option<i64>,
    pub agent: Option<String>,
    /// Somebody is there to answer.
    pub online: bool,
}

/// A line that is hung up unless somebody keeps it: a page may leave while its welcome is made.
struct Listening<'p> {
    push: &'p Push,
    line: Option<(CustomerId, Arc<Line>)>,
}

impl Listening<'_> {
    fn on(push: &Push, customer: Option<CustomerId>) -> Listening<'_> {
        Listening { push, line: customer.map(|customer| (customer, push.listen(customer))) }
    }
    fn keep(&mut self) -> Option<Arc<Line>> {
        self.line.take().map(|(_, line)| line)
    }
}

impl Drop for Listening<'_> {
    fn drop(&mut self) {
        if let Some((customer, line)) = &self.line {
            self.push.hang_up(*customer, line);
        }
    }
}

/// The one that is open, or else the latest: what went on in another one is over.
fn present(all: &[Conversation]) -> Option<&Conversation> {
    all.iter().find(|it| it.is_open()).or(all.first())
}

/// Messages on one page of the past.
const PAGE: i64 = 50;
/// Messages at most of what they said in another customer's conversation.
const GUESTS: i64 = 500;
/// Missed entries that are replayed one by one; beyond, the page is told afresh.
const MISSED: i64 = 500;

impl Desk {
    /// The active account behind a page, if its channel is one that our own page speaks.
    pub async fn hosted_account(&self, id: AccountId) -> Result<Arc<ChannelAccount>> {
        let account =
            store::account::by_id(&mut self.db.read().await?, id).await?.ok_or(Error::NotFound("channel account"))?;
        let hosted =
            self.channel(&account.kind).is_some_and(|channel| channel.manifest().transport == Transport::Hosted);
        if !hosted || account.state != AccountState::Active {
            return Err(Error::NotFound("channel account"));
        }
        Ok(Arc::new(account))
    }

    /// A setting of the account that its manifest knows.
    pub fn account_setting(&self, account: &ChannelAccount, key: &str) -> String {
        self.opened(account).setting(key).to_owned()
    }

    /// The first words in an open chat: the account's own; where nobody changed those, the brand's.
    pub async fn greeting(&self, account: &ChannelAccount, locale: Locale) -> Result<String> {
        let key = if locale == Locale::Zh { "greeting_zh" } else { "greeting_en" };
        let own = self.account_setting(account, key);
        let manifest = self.channel(&account.kind).map(|channel| channel.manifest());
        let usual = manifest.and_then(|it| it.settings.iter().find(|it| it.key == key)).map(|it| it.default);
        if usual.is_some_and(|usual| usual != own) {
            return Ok(own);
        }
        let mut tx = self.db.read().await?;
        let chapter = self.manual(&mut tx, account.tenant).await?.of(account.brand, self.rules);
        Ok(chapter.words("greeting", locale).map_or(own, str::to_owned))
    }

    /// The brand behind an account, and whether somebody is there to answer.
    pub async fn brand_of(&self, account: &ChannelAccount) -> Result<(Brand, bool)> {
        let mut tx = self.db.read().await?;
        let brand = store::organisation::brand(&mut tx, account.tenant, account.brand)
            .await?
            .ok_or(Error::NotFound("brand"))?;
        let online = self.anybody(&mut tx, account.tenant, account.brand).await?;
        Ok((brand, online))
    }

    /// Who this token belongs to; `None`: not made here for this account.
    pub fn visitor_of(&self, account: AccountId, token: &str) -> Option<Uuid> {
        let payload = self.seal.open("visitor", account.0.as_bytes(), token)?;
        Uuid::from_slice(&payload).ok()
    }

    /// Lets a page in. A token that was not made here is refused; none makes a new visitor. A signed user who is not
    /// the one this browser belonged to gets a fresh visitor, so that nobody reads another's words.
    pub async fn hello(&self, account: Arc<ChannelAccount>, hello: &Hello) -> Result<Welcome> {
        let visitor = match hello.token.as_deref().filter(|token| !token.is_empty()) {
            Some(token) => self.visitor_of(account.id, token).ok_or(Error::Unauthenticated)?,
            None => self.id(),
        };
        let proved = self.proved(&account, hello, visitor)?;
        let mut tx = self.db.read().await?;
        let (visitor, customer) = self.whose(&mut tx, &account, visitor, &proved).await?;
        let token = self.seal.sign("visitor", account.id.0.as_bytes(), visitor.as_bytes());
        drop(tx);
        let proved = !proved.is_empty();
        let own = Arc::new(self.own_addresses(&account, visitor, customer.filter(|_| proved)).await?);
        let visiting = Visiting { account, visitor, token, customer, proved, own, since: self.now() };
        self.feed(visiting.account.tenant).await?; // made after the first news, it would begin behind them
        let mut listening = Listening::on(&self.push, customer);
        let welcome = self.welcome(visiting, hello.cursor.as_deref()).await?;
        Ok(Welcome { line: listening.keep(), ..welcome })
    }

    /// Without a line yet.
    async fn welcome(&self, visiting: Visiting, cursor: Option<&str>) -> Result<Welcome> {
        let tenant = visiting.account.tenant;
        let from = match cursor.filter(|cursor| !cursor.is_empty()) {
            Some(cursor) => Some(self.open_cursor(visiting.visitor, cursor).ok_or(Error::BadCursor)?),
            None => None,
        };
        let mut tx = self.db.read().await?;
        let (first, last) = store::event::bounds(&mut tx, tenant).await?;
        let conversations = self.receptions(&mut tx, &visiting).await?;
        let state = self.state_in(&mut tx, &visiting, present(&conversations)).await?;
        let mut missed = None;
        if let Some(from) = from.filter(|from| *from + 1 >= first && *from <= last) {
            missed = self.missed(&mut tx, &visiting, &conversations, from).await?;
        }
        let resumed = missed.is_some();
        let (messages, before) =
            if resumed { (vec![], None) } else { self.past(&mut tx, &visiting, &conversations, None).await? };
        let missed = missed.unwrap_or_default();
        Ok(Welcome { visiting, line: None, seq: last, resumed, missed, messages, before, state })
    }

    fn proved(&self, account: &ChannelAccount, hello: &Hello, visitor: Uuid) -> Result<Vec<Address>> {
        if hello.user.is_none() {
            return Ok(vec![]);
        }
        let raw = hosted_raw(hello, visitor, &serde_json::json!({ "t": "handoff", "client_id": "hello" }));
        let Some((parsed, _)) = self.understand(account, &raw, self.now())? else { return Err(Error::Unauthenticated) };
        Ok(parsed.incoming.into_iter().next().map(|incoming| incoming.evidence).unwrap_or_default())
    }

    /// The visitor and, if known, their customer, with regard to who the signature says they are.
    async fn whose(
        &self,
        tx: &mut Tx,
        account: &ChannelAccount,
        visitor: Uuid,
        proved: &[Address],
    ) -> Result<(Uuid, Option<CustomerId>)> {
        let known = store::identity::find(tx, account.tenant, &Address::visitor(account.id, visitor))
            .await?
            .map(|it| it.customer);
        let Some(address) = proved.first() else { return Ok((visitor, known)) };
        let signed = store::identity::find(tx, account.tenant, address).await?.map(|it| it.customer);
        let Some(known_customer) = known else { return Ok((visitor, signed)) };
        if signed == Some(known_customer) {
            return Ok((visitor, known));
        }
        let identities = store::identity::of_customer(tx, account.tenant, known_customer).await?;
        let somebody_else = identities.iter().any(|it| it.kind == address.kind && it.value != address.value);
        Ok(if somebody_else { (self.id(), signed) } else { (visitor, known) })
    }

    /// This customer's conversations in the account's brand, latest first.
    async fn receptions(&self, tx: &mut Tx, visiting: &Visiting) -> Result<Vec<Conversation>> {
        let Some(customer) = visiting.customer else { return Ok(vec![]) };
        let mut all = store::conversation::history(tx, visiting.account.tenant, customer).await?;
        all.retain(|it| it.brand == visiting.account.brand);
        Ok(all)
    }

    async fn missed(
        &self,
        tx: &mut Tx,
        visiting: &Visiting,
        conversations: &[Conversation],
        from: i64,
    ) -> Result<Option<Vec<Heard>>> {
        let mut missed = vec![];
        if cfg!(feature = "bug-forget-on-reconnect") {
            return Ok(Some(missed)); // seeded: the checker must find it
        }
        for it in conversations.iter().take(5) {
            let events = store::event::public_after(tx, visiting.account.tenant, it.id, from, MISSED).await?;
            if events.len() as i64 == MISSED {
                return Ok(None);
            }
            for event in events {
                missed.push(self.hydrate(tx, event, true).await?);
            }
        }
        missed.sort_by_key(|heard| heard.event.seq);
        Ok(Some(missed))
    }

    /// A page of the past before a place in it, over this customer's conversations in the brand.
    async fn past(
        &self,
        tx: &mut Tx,
        visiting: &Visiting,
        conversations: &[Conversation],
        before: Option<(i64, i64)>,
    ) -> Result<(Vec<(i64, Message)>, Option<String>)> {
        let mut page: Vec<(i64, Message)> = vec![];
        for it in conversations.iter().filter(|it| before.is_none_or(|(number, _)| it.number <= number)) {
            let want = PAGE - page.len() as i64;
            if want <= 0 {
                break;
            }
            let window = match before {
                Some((number, seq)) if number == it.number => Window::Before(seq),
                _ => Window::Latest,
            };
            let messages = store::message::window(tx, visiting.account.tenant, it.id, window, true, want).await?;
            page.splice(0..0, messages.into_iter().map(|message| (it.number, message)));
        }
        let full = page.len() as i64 >= PAGE;
        let cut = before.map(|(number, _)| number);
        let before = page.first().filter(|_| full).map(|(number, message)| {
            let payload = [number.to_be_bytes(), message.seq.to_be_bytes()].concat();
            self.seal.sign("past", visiting.visitor.as_bytes(), &payload)
        });
        self.add_guests(tx, conversations, &mut page, cut, before.is_some()).await?;
        let mut whose: BTreeMap<LegId, IdentityId> = BTreeMap::new();
        let said_in: BTreeSet<ConversationId> = page.iter().map(|(_, message)| message.conversation).collect();
        for id in said_in {
            let legs = store::leg::of(tx, visiting.account.tenant, id).await?;
            whose.extend(legs.iter().map(|leg| (leg.id, leg.identity)));
        }
        page.retain(|(_, message)| {
            let on_leg_of = message.leg.and_then(|leg| whose.get(&leg).copied());
            self.shows(visiting, message, on_leg_of)
        });
        Ok((page, before))
    }

    /// What they said in a conversation that turned out to be another customer's stands where it was said. `cut`: the
    /// number of the conversation whose later messages are on the page before.
    async fn add_guests(
        &self,
        tx: &mut Tx,
        conversations: &[Conversation],
        page: &mut Vec<(i64, Message)>,
        cut: Option<i64>,
        more: bool,
    ) -> Result<()> {
        let mut guests = vec![];
        for it in conversations.iter().filter(|it| it.kin > 0) {
            let own: Vec<At> = page.iter().filter(|(number, _)| *number == it.number).map(|(_, it)| it.at).collect();
            let first = own.iter().min().copied().filter(|_| more).unwrap_or(At(0));
            let last = own.iter().max().copied().filter(|_| cut == Some(it.number)).unwrap_or(At(i64::MAX));
            if own.is_empty() && (more || cut.is_some()) {
                continue; // on another page
            }
            for leg in store::leg::shown_in(tx, it.tenant, it.id).await? {
                let said = store::message::between(tx, it.tenant, leg.conversation, (first, last), GUESTS).await?;
                let theirs = said.into_iter().filter(|message| message.leg == Some(leg.id) && message.public);
                guests.extend(theirs.map(|message| (it.number, message)));
            }
        }
        if !guests.is_empty() {
            page.retain(|(_, own)| guests.iter().all(|(_, guest): &(i64, Message)| guest.id != own.id));
            page.extend(guests);
        }
        // Conversations that went on in one another lie beside each other in time; the sort keeps each in its own order.
        page.sort_by_key(|(_, message)| message.at);
        Ok(())
    }

    /// Messages of other channels stay with those channels, and those of other people with them; what happened is for
    /// everybody.
    pub fn shows(&self, visiting: &Visiting, message: &Message, on_leg_of: Option<IdentityId>) -> bool {
        let here = message.channel.as_ref().is_none_or(|channel| *channel == visiting.account.kind);
        let theirs = message.leg.is_none() || on_leg_of.is_some_and(|identity| visiting.own.contains(&identity));
        message.public && here && theirs
    }

    async fn own_addresses(
        &self,
        account: &ChannelAccount,
        visitor: Uuid,
        vouched_for: Option<CustomerId>,
    ) -> Result<BTreeSet<IdentityId>> {
        let mut tx = self.db.read().await?;
        let browser = store::identity::find(&mut tx, account.tenant, &Address::visitor(account.id, visitor)).await?;
        let mut own: BTreeSet<IdentityId> = browser.map(|it| it.id).into_iter().collect();
        if let Some(customer) = vouched_for {
            let links = store::identity::links(&mut tx, account.tenant, customer).await?;
            for it in store::identity::of_customer(&mut tx, account.tenant, customer).await? {
                // The latest entry says why it belongs here now.
                let by_hand = links.iter().find(|link| link.identity == it.id).is_some_and(|link| link.actor.is_some());
                if !by_hand {
                    own.insert(it.id);
                }
            }
        }
        Ok(own)
    }

    /// Older messages before the place that an earlier page named.
    pub async fn past_before(
        &self,
        visiting: &Visiting,
        before: &str,
    ) -> Result<(Vec<(i64, Message)>, Option<String>)> {
        let payload = self
            .seal
            .open("past", visiting.visitor.as_bytes(), before)
            .filter(|it| it.len() == 16)
            .ok_or(Error::BadCursor)?;
        let number = |bytes: &[u8]| bytes.try_into().map(i64::from_be_bytes).map_err(|_| Error::BadCursor);
        let place = (number(&payload[..8])?, number(&payload[8..])?);
        let mut tx = self.db.read().await?;
        let conversations = self.receptions(&mut tx, visiting).await?;
        self.past(&mut tx, visiting, &conversations, Some(place)).await
    }

    /// Where their reception stands now.
    pub async fn visitor_state(&self, visiting: &Visiting) -> Result<VisitorState> {
        let mut tx = self.db.read().await?;
        let latest = self.receptions(&mut tx, visiting).await?;
        self.state_in(&mut tx, visiting, present(&latest)).await
    }

    async fn state_in(&self, tx: &mut Tx, visiting: &Visiting, latest: Option<&Conversation>) -> Result<VisitorState> {
        let account = &visiting.account;
        let online = self.anybody(tx, account.tenant, account.brand).await?;
        let Some(it) = latest else { return Ok(VisitorState { place: None, ahead: None, agent: None, online }) };
        let ahead = match it.place {
            Place::Queue { queue, rank, .. } => Some(store::conversation::ahead(tx, it, queue, rank).await?),
            _ => None,
        };
        let agent = match it.owner() {
            Some(owner) => store::agent::find(tx, account.tenant, owner).await?.map(|agent| agent.name),
            None => None,
        };
        Ok(VisitorState { place: Some(it.place.word()), ahead, agent, online })
    }

    /// The customer's page has shown (`Receipt::Delivered`) or the customer has read everything up to `seq`.
    pub async fn visitor_read(
        &self,
        visiting: &Visiting,
        id: ConversationId,
        upto: i64,
        receipt: Receipt,
    ) -> Result<()> {
        let tenant = visiting.account.tenant;
        let mut tx = self.db.write().await?;
        let Some(conversation) = store::conversation::find(&mut tx, tenant, id).await? else { return Ok(()) };
        let browser = Address::visitor(visiting.account.id, visiting.visitor);
        let browser = store::identity::find(&mut tx, tenant, &browser).await?.map(|it| it.id);
        let mut legs = store::leg::of(&mut tx, tenant, id).await?;
        legs.retain(|leg| Some(leg.identity) == browser || visiting.own.contains(&leg.identity));
        if legs.is_empty() {
            return Err(Error::NotFound("conversation"));
        }
        let upto = upto.min(conversation.last_seq);
        let mut climbed = vec![];
        for leg in legs.iter().filter(|leg| leg.account == visiting.account.id) {
            climbed.extend(store::message::climb(&mut tx, tenant, id, leg.id, (0, upto), receipt).await?);
        }
        for seq in &climbed {
            let event = NewEvent {
                conversation: Some(id),
                message_seq: Some(*seq),
                customer: Some(conversation.customer),
                public: true,
                ..NewEvent::of(EventKind::MessageUpdated)
            };
            self.log(&mut tx, tenant, event).await?;
        }
        tx.commit().await?;
        if !climbed.is_empty() {
            self.bell.ring(tenant);
        }
        Ok(())
    }

    /// What the visitor types, for agents' screens.
    pub async fn visitor_types(&self, visiting: &Visiting, on: bool, text: Option<String>) -> Result<()> {
        let mut tx = self.db.read().await?;
        let Some(open) = self.receptions(&mut tx, visiting).await?.into_iter().find(Conversation::is_open) else {
            return Ok(());
        };
        self.push.live.say(crate::push::Typing {
            tenant: open.tenant,
            brand: open.brand,
            conversation: open.id,
            agent: None,
            name: None,
            on,
            text: text.map(|text| text.chars().take(500).collect()),
        });
        Ok(())
    }

    /// Signed place in the log, only good for this visitor.
    pub fn visitor_cursor(&self, visitor: Uuid, seq: i64) -> String {
        self.seal.sign("visitor-cursor", visitor.as_bytes(), &seq.to_be_bytes())
    }

    fn open_cursor(&self, visitor: Uuid, cursor: &str) -> Option<i64> {
        let payload = self.seal.open("visitor-cursor", visitor.as_bytes(), cursor)?;
        payload.try_into().ok().map(i64::from_be_bytes)
    }
}

/// A frame of our own page as its channel reads it: what was said at hello travels with it.
pub fn hosted_raw(hello: &Hello, visitor: Uuid, frame: &serde_json::Value) -> Raw {
    let user = hello
        .user
        .as_ref()
        .map(|(payload, signature)| serde_json::json!({ "payload": payload, "signature": signature }));
    let body = serde_json::json!({
        "hello": {
            "locale": hello.locale.map(Locale::as_str),
            "page": { "url": hello.page_url, "title": hello.page_title },
            "user": user,
        },
        "frame": frame,
    });
    Raw { proved: Some(visitor.to_string()), body: body.to_string().into_bytes(), ..Raw::default() }
}
