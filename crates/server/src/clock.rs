//! The clock and chance of the house; everything else is handed what they say.
use model::port::{Chance, Clock};
use model::{At, Uuid};
use ring::rand::{SecureRandom, SystemRandom};

/// The operating system's wall clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> At {
        At(jiff::Timestamp::now().as_microsecond())
    }
}

/// The operating system's randomness.
pub struct SystemChance(SystemRandom);

impl SystemChance {
    /// Nothing is read yet.
    pub fn new() -> SystemChance {
        SystemChance(SystemRandom::new())
    }
}

impl Chance for SystemChance {
    fn id(&self) -> Uuid {
        Uuid::now_v7()
    }
    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.0.fill(&mut bytes).expect("the operating system gives random bytes");
        bytes
    }
}
