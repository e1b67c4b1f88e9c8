//! A tenant's feed: the latest entries of its log, hydrated, and the news that there are more.
use super::{Heard, held};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

/// Entries kept; whoever is further behind reads the log.
const RING: usize = 4_096;

/// The latest entries of one tenant's log, for its agents' sockets.
pub struct Feed {
    ring: Mutex<VecDeque<Arc<Heard>>>,
    head: watch::Sender<i64>,
}

/// Further behind than the ring reaches back.
#[derive(Debug, PartialEq, Eq)]
pub struct Behind;

impl Feed {
    pub(super) fn new(head: i64) -> Feed {
        Feed { ring: Mutex::default(), head: watch::Sender::new(head) }
    }

    /// The last number taken from the log.
    pub fn head(&self) -> i64 {
        *self.head.borrow()
    }

    /// Tells of every new head.
    pub fn watch(&self) -> watch::Receiver<i64> {
        self.head.subscribe()
    }

    pub(super) fn extend(&self, heard: Vec<Arc<Heard>>) {
        let Some(last) = heard.last().map(|it| it.event.seq) else { return };
        let mut ring = held(&self.ring);
        ring.extend(heard);
        let over = ring.len().saturating_sub(RING);
        ring.drain(..over);
        drop(ring);
        self.head.send_replace(last);
    }

    /// What comes after `seq`, at most `most`.
    pub fn after(&self, seq: i64, most: usize) -> Result<Vec<Arc<Heard>>, Behind> {
        if seq >= self.head() {
            return Ok(vec![]);
        }
        let ring = held(&self.ring);
        let first = ring.front().map_or(i64::MAX, |it| it.event.seq);
        if seq + 1 < first {
            return Err(Behind);
        }
        let from = ring.partition_point(|it| it.event.seq <= seq);
        Ok(ring.iter().skip(from).take(most).cloned().collect())
    }
}
