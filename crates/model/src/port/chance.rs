//! Time and chance are handed in: only `server` reads a clock or a source of randomness; tests hold their own.
use crate::{At, Uuid};

pub trait Clock: Send + Sync {
    /// UTC wall clock.
    fn now(&self) -> At;
}

pub trait Chance: Send + Sync {
    /// A UUIDv7, later ones sort after earlier ones of the same process.
    fn id(&self) -> Uuid;
    /// 256 unguessable bits.
    fn secret(&self) -> [u8; 32];
}
