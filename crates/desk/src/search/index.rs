//! The worker that keeps the index: it follows each tenant's log, and reads what was there before it backwards, a little at
//! each call. Everything it does can be done again.
use crate::{Desk, Result};
use flow::search as words;
use model::*;
use std::collections::BTreeSet;
use store::Tx;
use store::search::State;

/// Entries of the log in one look.
const ENTRIES: i64 = 200;
/// Rows one transaction may write before it ends: whoever waits for the pen waits no longer.
const ROWS: usize = 600;
/// Conversations from before that one call reads, and messages of one look.
const BEFORE: i64 = 20;
const MESSAGES: i64 = 100;

/// One place whose tokens are to be what they now come to.
struct Entry {
    number: i64,
    seq: i64,
    tokens: BTreeSet<String>,
}

impl Desk {
    /// Nothing is due at a time: the bell rings when the log has grown.
    pub(crate) async fn tick_search(&self) -> Result<Option<At>> {
        let mut more = false;
        for tenant in self.tenants().await? {
            more |= self.index_of(tenant.tenant).await?;
        }
        Ok(more.then(|| self.now()))
    }

    /// `true`: there is more to do.
    async fn index_of(&self, tenant: TenantId) -> Result<bool> {
        let mut tx = self.db.read().await?;
        let state = store::search::state(&mut tx, tenant).await?;
        let (first, last) = store::event::bounds(&mut tx, tenant).await?;
        drop(tx);
        let state = state.filter(|state| state.log_seq + 1 >= first && state.log_seq <= last);
        let Some(state) = state else {
            // New, or so far behind that the log has forgotten what was missed.
            let mut tx = self.db.write().await?;
            store::search::begin(&mut tx, tenant).await?;
            tx.commit().await?;
            return Ok(true);
        };
        let behind = state.log_seq < last && self.follow(tenant, state).await?;
        let before = state.below > 1 && self.read_back(tenant, state).await?;
        Ok(behind || before)
    }

    async fn follow(&self, tenant: TenantId, state: State) -> Result<bool> {
        let mut tx = self.db.read().await?;
        let events = store::event::after(&mut tx, tenant, state.log_seq, ENTRIES).await?;
        let Some(end) = events.last().map(|event| event.seq) else { return Ok(false) };
        let (mut messages, mut named) = (BTreeSet::new(), BTreeSet::new());
        for event in &events {
            use EventKind::*;
            match (event.kind, event.conversation, event.message_seq, event.customer) {
                (MessageReceived | MessageSent | NoteAdded | MessageUpdated, Some(id), Some(seq), _) => {
                    messages.insert((id, seq));
                }
                (ConversationOpened | ConversationUpdated | ConversationReopened, Some(id), ..) => {
                    named.insert(id);
                }
                (ConversationMerged | ConversationSplit, Some(id), ..) => {
                    named.insert(id);
                }
                (CustomerUpdated | CustomerMerged, _, _, Some(customer)) => {
                    named.extend(store::search::of_customer(&mut tx, tenant, customer).await?);
                }
                _ => {}
            }
        }
        let mut entries = vec![];
        for id in named {
            if let Some(it) = store::conversation::find(&mut tx, tenant, id).await? {
                entries.push(named_entry(&mut tx, &it).await?);
            }
        }
        for (id, seq) in messages {
            let Some(it) = store::conversation::find(&mut tx, tenant, id).await? else { continue };
            entries.extend(store::message::at(&mut tx, tenant, id, seq).await?.map(|message| entry(&it, &message)));
        }
        drop(tx);
        self.keep_entries(tenant, entries).await?;
        let mut tx = self.db.write().await?;
        store::search::followed(&mut tx, tenant, end).await?;
        tx.commit().await?;
        Ok(events.len() as i64 == ENTRIES)
    }

    /// The next conversations from before, latest first.
    async fn read_back(&self, tenant: TenantId, state: State) -> Result<bool> {
        let mut below = state.below;
        let ids = store::search::before(&mut self.db.read().await?, tenant, below, BEFORE).await?;
        let done = (ids.len() as i64) < BEFORE;
        for id in ids {
            let mut tx = self.db.read().await?;
            let Some(it) = store::conversation::find(&mut tx, tenant, id).await? else { continue };
            let mut entries = vec![named_entry(&mut tx, &it).await?];
            drop(tx);
            let mut after = 0;
            loop {
                let window = store::message::Window::After(after);
                let mut tx = self.db.read().await?;
                let page = store::message::window(&mut tx, tenant, id, window, false, MESSAGES).await?;
                drop(tx);
                let Some(last) = page.last().map(|message| message.seq) else { break };
                after = last;
                entries.extend(page.iter().map(|message| entry(&it, message)));
                self.keep_entries(tenant, std::mem::take(&mut entries)).await?;
            }
            self.keep_entries(tenant, entries).await?;
            below = it.number;
        }
        let mut tx = self.db.write().await?;
        store::search::reached(&mut tx, tenant, if done { 1 } else { below }).await?;
        tx.commit().await?;
        Ok(!done)
    }

    async fn keep_entries(&self, tenant: TenantId, entries: Vec<Entry>) -> Result<()> {
        let mut entries = entries.into_iter().peekable();
        while entries.peek().is_some() {
            let (mut tx, mut rows) = (self.db.write().await?, 0);
            while let Some(it) = entries.next_if(|_| rows < ROWS) {
                rows += store::search::set(&mut tx, tenant, (it.number, it.seq), &it.tokens).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }
}

/// What the conversation itself is found by: number, tags, and whose it is.
async fn named_entry(tx: &mut Tx, it: &Conversation) -> Result<Entry> {
    let mut tokens = BTreeSet::from([words::number(it.number)]);
    tokens.extend(it.tags.iter().flat_map(|tag| words::tokens(tag)));
    if let Some(customer) = store::customer::find(tx, it.tenant, it.customer).await? {
        tokens.extend(customer.name.iter().flat_map(|name| words::tokens(name)));
        tokens.extend(customer.phone.iter().flat_map(|phone| words::phone(phone)));
        tokens.extend(customer.email.iter().flat_map(|email| words::email(email)));
    }
    Ok(Entry { number: it.number, seq: 0, tokens })
}

fn entry(it: &Conversation, message: &Message) -> Entry {
    Entry { number: it.number, seq: message.seq, tokens: words::tokens(&said(message)) }
}

/// What was said, and what is written on what came with it. Pills are not said by anybody.
pub(super) fn said(message: &Message) -> String {
    if message.direction == Direction::Event {
        return String::new();
    }
    let mut text = message.text.clone();
    let parts = &message.parts;
    let names = parts.attachments.iter().map(|file| file.name.as_str());
    for more in names.chain(parts.card.iter().map(Card::title)) {
        if !more.is_empty() {
            text.push('\n');
            text.push_str(more);
        }
    }
    text
}
