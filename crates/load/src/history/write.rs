//! Writes a history while it happens.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use super::{Answer, Call, Record, Standing, What};

/// The pen of a run. Everybody writes through it, one after another.
pub struct Recorder {
    page: Mutex<Page>,
    began: Instant,
    ops: AtomicU64,
    views: AtomicU64,
    open: AtomicI64,
}

struct Page {
    out: BufWriter<File>,
    n: u64,
    standings: HashSet<Standing>,
    /// Who was acknowledged at least once.
    spoke: HashSet<String>,
    failure: Option<String>,
    touched: Instant,
}

impl Recorder {
    /// Begins a history in this file, replacing what was there.
    pub fn create(path: &Path) -> std::io::Result<Self> {
        let page = Page {
            out: BufWriter::new(File::create(path)?),
            n: 0,
            standings: HashSet::new(),
            spoke: HashSet::new(),
            failure: None,
            touched: Instant::now(),
        };
        Ok(Self {
            page: Mutex::new(page),
            began: Instant::now(),
            ops: AtomicU64::new(1),
            views: AtomicU64::new(1),
            open: AtomicI64::new(0),
        })
    }

    /// Writes one record.
    pub fn note(&self, who: &str, what: What) {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if let What::State(standing) = &what
            && !page.standings.insert(standing.clone())
        {
            return;
        }
        if matches!(what, What::Ok { .. }) && !page.spoke.contains(who) {
            page.spoke.insert(who.to_owned());
        }
        let us = u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX);
        let record = Record { n: page.n, us, who: who.to_owned(), what };
        page.n += 1;
        page.touched = Instant::now();
        let written = serde_json::to_vec(&record).map_err(std::io::Error::other).and_then(|mut line| {
            line.push(b'\n');
            page.out.write_all(&line)
        });
        if let Err(error) = written {
            page.failure.get_or_insert(error.to_string());
        }
    }

    /// A client asks for something; the number it gets names the operation until it ends.
    pub fn invoke(&self, who: &str, call: Call) -> u64 {
        let op = self.ops.fetch_add(1, Ordering::Relaxed);
        self.open.fetch_add(1, Ordering::Relaxed);
        self.note(who, What::Invoke { op, call });
        op
    }

    /// The operation was acknowledged.
    pub fn ok(&self, who: &str, op: u64, answer: Answer) {
        self.open.fetch_sub(1, Ordering::Relaxed);
        self.note(who, What::Ok { op, answer });
    }

    /// The operation was refused.
    pub fn fail(&self, who: &str, op: u64, code: &str) {
        self.open.fetch_sub(1, Ordering::Relaxed);
        self.note(who, What::Fail { op, code: code.to_owned() });
    }

    /// Nobody knows whether the operation happened.
    pub fn info(&self, who: &str, op: u64, why: &str) {
        self.open.fetch_sub(1, Ordering::Relaxed);
        self.note(who, What::Info { op, why: why.to_owned() });
    }

    /// Whether this client was acknowledged anything.
    pub fn has_spoken(&self, who: &str) -> bool {
        self.page.lock().unwrap_or_else(PoisonError::into_inner).spoke.contains(who)
    }

    /// A number for a new view.
    pub fn view(&self) -> u64 {
        self.views.fetch_add(1, Ordering::Relaxed)
    }

    /// How many views there are so far.
    pub fn views(&self) -> u64 {
        self.views.load(Ordering::Relaxed) - 1
    }

    /// How many operations have not ended, and for how long nothing was written.
    pub fn activity(&self) -> (i64, std::time::Duration) {
        let page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        (self.open.load(Ordering::Relaxed), page.touched.elapsed())
    }

    /// Brings everything to the file; says what went wrong with writing, if anything did.
    pub fn finish(&self) -> Result<u64, String> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = &page.failure {
            return Err(failure.clone());
        }
        page.out.flush().map_err(|error| error.to_string())?;
        Ok(page.n)
    }
}
