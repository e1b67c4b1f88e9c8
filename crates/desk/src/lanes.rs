//! Lanes: work that is leased and done side by side, of many owners, none of whom takes all places; what takes its time holds up
//! nothing that comes meanwhile.
use crate::Result;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use model::port::Soon;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// How many are done side by side, and how many of them for one owner.
pub(crate) const AT_ONCE: usize = 32;
const OF_ONE: usize = 4;

/// One worker's work: `J`, of an owner `K`.
pub(crate) struct Lanes<'a, J, K> {
    /// What may be done beside what is under way for these owners; nothing more while it answers nothing.
    pub lease: &'a (dyn Fn(Vec<K>) -> Soon<'a, Result<Vec<J>>> + Sync),
    pub owner: fn(&J) -> K,
    pub work: &'a (dyn Fn(J) -> Soon<'a, Result<()>> + Sync),
    /// Something new may be there.
    pub bell: &'a Notify,
    /// Nothing is begun any more.
    pub ends: &'a AtomicBool,
}

/// What came to its end.
enum Done<J, K> {
    Leased(Result<Vec<J>>),
    Worked(K, Result<()>),
}

/// So many are under way for this owner that the others wait.
pub(crate) fn is_full<K: PartialEq>(doing: &[K], owner: &K) -> bool {
    doing.iter().filter(|it| *it == owner).count() >= OF_ONE
}

impl<'a, J: Send + 'a, K: Clone + PartialEq + Send + 'a> Lanes<'a, J, K> {
    /// Until nothing is left to do. The first failure, once everything under way has ended; nothing is leased after it.
    pub async fn run(self) -> Result<()> {
        let mut under_way: FuturesUnordered<Soon<'a, Done<J, K>>> = FuturesUnordered::new();
        let (mut doing, mut failed): (Vec<K>, _) = (vec![], None);
        let (mut look, mut looking) = (true, false);
        loop {
            let may = doing.len() < AT_ONCE && failed.is_none() && !self.ends.load(Ordering::Relaxed);
            if look && !looking && may {
                (look, looking) = (false, true);
                let leasing = (self.lease)(doing.clone());
                under_way.push(Box::pin(async move { Done::Leased(leasing.await) }));
            }
            if under_way.is_empty() {
                break;
            }
            tokio::select! {
                Some(done) = under_way.next() => match done {
                    Done::Leased(leased) => {
                        looking = false;
                        for it in leased.unwrap_or_else(|why| { failed = Some(why); vec![] }) {
                            let owner = (self.owner)(&it);
                            doing.push(owner.clone());
                            let working = (self.work)(it);
                            under_way.push(Box::pin(async move { Done::Worked(owner, working.await) }));
                        }
                    }
                    Done::Worked(owner, worked) => {
                        look = true;
                        if let Some(at) = doing.iter().position(|it| *it == owner) {
                            doing.swap_remove(at);
                        }
                        failed = failed.or(worked.err());
                    }
                },
                () = self.bell.notified() => look = true,
            }
        }
        failed.map_or(Ok(()), Err)
    }
}
