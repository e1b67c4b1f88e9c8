//! Holds: between the moment a file is on the disk and the commit of the row that refers to it, nobody forgets it.
use std::sync::Arc;
use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard, RwLock};

/// One lock for all files whose names begin with the same byte. They are held for a commit, not for an upload.
#[derive(Clone)]
pub(super) struct Holds(Arc<[Arc<RwLock<()>>]>);

/// While this lives the file stays. Let it go when the row that refers to the file is committed, or will never be.
#[derive(Debug)]
pub struct Hold(#[expect(dead_code, reason = "it holds by being there")] OwnedRwLockReadGuard<()>);

impl Holds {
    pub fn new() -> Holds {
        Holds((0..=255).map(|_| Arc::default()).collect())
    }
    /// Waits while somebody forgets a file of this part.
    pub async fn hold(&self, sha256: &str) -> Hold {
        Hold(self.part(sha256).read_owned().await)
    }
    /// Waits until nobody holds a file of this part; then nobody does before this is let go.
    pub async fn alone(&self, sha256: &str) -> OwnedRwLockWriteGuard<()> {
        self.part(sha256).write_owned().await
    }
    fn part(&self, sha256: &str) -> Arc<RwLock<()>> {
        let byte = sha256.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or_default();
        self.0[usize::from(byte)].clone()
    }
}
