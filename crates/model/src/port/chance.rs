//! Time and chance are handed in: only `server` reads a clock or a source of randomness; tests hold their own.
use crate::{At, Uuid};

/// The time, as `server` reads it or a test moves it.
pub trait Clock: Send + Sync {
    /// UTC wall clock.
    fn now(&self) -> At;
}

/// Ids and secrets.
pub trait Chance: Send + Sync {
    /// A UUIDv7, later ones sort after earlier ones of the same process.
    fn id(&self) -> Uuid;
    /// 256 unguessable bits.
    fn secret(&self) -> [u8; 32];
}
