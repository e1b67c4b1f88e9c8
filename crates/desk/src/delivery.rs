//! Delivery: the outbox. Each queued message is led through its channel's sending machine until it is sent, refused for
//! good, or in doubt; each step is kept, so that a restart goes on where it stood and never blindly repeats. One account's
//! provider holds up no other's.
mod answering;
mod ending;
mod file;
mod pace;
mod receipt;
mod sending;
mod stuck;

pub(crate) use pace::Paces;
pub use stuck::Outcome;

use crate::{Desk, Result};
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use model::port::Soon;
use model::*;
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

/// How many are looked up at once.
const AT_ONCE: i64 = 50;
/// Accounts that are served at once.
const LINES: usize = 64;

/// What of one account is due: the first to each person.
struct Line {
    tenant: TenantId,
    account: AccountId,
    first: Vec<Delivery>,
}

/// What came to its end.
enum Done {
    Looked(Result<Vec<Line>>),
    Served(AccountId, Result<()>),
}

impl Desk {
    /// Works until nothing is due and nothing under way. While one account's provider keeps us waiting, what comes for
    /// others begins when the bell rings.
    pub(crate) async fn tick_delivery(&self) -> Result<Option<At>> {
        let mut under_way: FuturesUnordered<Soon<'_, Done>> = FuturesUnordered::new();
        let (mut busy, mut failed) = (vec![], None);
        let (mut look, mut looking) = (true, false);
        loop {
            if look && !looking && failed.is_none() && !self.engine.ends.load(Ordering::Relaxed) {
                (look, looking) = (false, true);
                let busy = busy.clone();
                under_way.push(Box::pin(async move { Done::Looked(self.lines(&busy).await) }));
            }
            if under_way.is_empty() {
                break;
            }
            // Nothing is given up half-way: a line stands between a call and its record.
            tokio::select! {
                Some(done) = under_way.next() => match done {
                    Done::Looked(found) => {
                        looking = false;
                        for line in found.unwrap_or_else(|why| { failed = Some(why); vec![] }) {
                            busy.push(line.account);
                            under_way.push(Box::pin(self.serve(line)));
                        }
                    }
                    Done::Served(account, Ok(())) => {
                        busy.retain(|it| *it != account);
                        look = true;
                    }
                    Done::Served(_, Err(why)) => failed = Some(why),
                },
                () = self.bell.delivery.notified() => look = true,
            }
        }
        match failed {
            Some(why) => Err(why),
            None => Ok(store::delivery::next_due(&mut self.db.read().await?).await?),
        }
    }

    /// While lines are under way, whose time has come meanwhile would go unseen: rings for it.
    pub(crate) async fn tick_outbox(&self) -> Result<Option<At>> {
        let (now, next) = (self.now(), store::delivery::next_due(&mut self.db.read().await?).await?);
        if next.is_some_and(|at| at <= now) {
            self.bell.delivery.notify_one();
            return Ok(Some(now + Span::millis(200)));
        }
        Ok(next)
    }

    /// From now on no worker begins anything new: the program is about to end.
    pub fn ends(&self) {
        self.engine.ends.store(true, Ordering::Relaxed);
        self.bell.delivery.notify_one();
    }

    async fn lines(&self, busy: &[AccountId]) -> Result<Vec<Line>> {
        if busy.len() >= LINES {
            return Ok(vec![]);
        }
        let due = store::delivery::due(&mut self.db.read().await?, self.now(), busy, AT_ONCE).await?;
        let mut lines: BTreeMap<AccountId, Line> = BTreeMap::new();
        for it in due {
            let (tenant, account) = (it.tenant, it.account);
            let line = lines.entry(account).or_insert_with(|| Line { tenant, account, first: vec![] });
            line.first.push(it);
        }
        Ok(lines.into_values().take(LINES - busy.len()).collect())
    }
}

/// Whoever has the thread open looks at this message again; the customer too.
fn updated(conversation: ConversationId, seq: i64) -> NewEvent {
    NewEvent {
        conversation: Some(conversation),
        message_seq: Some(seq),
        public: true,
        ..NewEvent::of(EventKind::MessageUpdated)
    }
}

/// Whoever looks after what was given up or is in doubt looks again.
fn changed(it: &Delivery) -> NewEvent {
    NewEvent {
        conversation: Some(it.conversation),
        message_seq: Some(it.seq),
        ..NewEvent::of(EventKind::DeliveryChanged)
    }
}
