//! Work that is begun again from the start when another writer came between.
use crate::{Error, Result};

/// How often it may still be begun.
pub(crate) struct Tries(pub usize);

impl Tries {
    /// What came of it; `None`: begin again, somebody else changed meanwhile what it had read, or the store asks for it.
    /// [`Error::Busy`] when that was the last.
    pub fn ended<T>(&mut self, came: Result<T>) -> Option<Result<T>> {
        match came {
            Err(Error::Conflict) => self.next(),
            other => self.ended_unless_changed(other),
        }
    }

    /// The same, where a change meanwhile is the answer.
    pub fn ended_unless_changed<T>(&mut self, came: Result<T>) -> Option<Result<T>> {
        match came {
            Err(Error::Interrupted) => self.next(),
            Err(Error::Store(error)) if error.is_taken() => self.next(),
            other => Some(other),
        }
    }

    fn next<T>(&mut self) -> Option<Result<T>> {
        self.0 = self.0.saturating_sub(1);
        (self.0 == 0).then_some(Err(Error::Busy))
    }
}
