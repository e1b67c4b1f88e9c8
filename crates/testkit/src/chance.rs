//! Chance with a seed: ids that ascend like UUIDv7 of one process, secrets that are the same in every run.
use model::Uuid;
use model::port::Chance;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts; each number makes one id or one secret.
pub struct Seeded {
    seed: u64,
    next: AtomicU64,
}

impl Seeded {
    /// Two worlds with the same seed throw the same.
    pub fn new(seed: u64) -> Seeded {
        Seeded { seed, next: AtomicU64::new(1) }
    }

    fn number(&self) -> u64 {
        self.next.fetch_add(1, Ordering::SeqCst)
    }
}

/// SplitMix64: every bit of the answer hangs on every bit of the question.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Chance for Seeded {
    /// The number stands where a UUIDv7 has its milliseconds, so that later ids sort after earlier ones.
    fn id(&self) -> Uuid {
        let number = self.number();
        let tail = mixed(number ^ mixed(self.seed));
        let high = (u128::from(number) << 80) | (0x7 << 76) | (u128::from(tail >> 52) << 64);
        Uuid::from_u128(high | (0b10 << 62) | u128::from(tail & (u64::MAX >> 2)))
    }

    fn secret(&self) -> [u8; 32] {
        let number = self.number();
        let mut secret = [0; 32];
        for (part, bytes) in (0_u64..).zip(secret.chunks_exact_mut(8)) {
            bytes.copy_from_slice(&mixed(mixed(number ^ mixed(self.seed)) ^ part).to_be_bytes());
        }
        secret
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_ascend_and_look_like_those_of_the_house() {
        let chance = Seeded::new(7);
        let ids: Vec<Uuid> = (0..1_000).map(|_| chance.id()).collect();
        assert!(ids.is_sorted() && ids.iter().all(|id| id.get_version_num() == 7));
        assert!(ids.iter().all(|id| id.get_variant() == uuid::Variant::RFC4122));
    }

    #[test]
    fn the_same_seed_throws_the_same_and_no_secret_twice() {
        let (one, two, other) = (Seeded::new(7), Seeded::new(7), Seeded::new(8));
        let secrets: std::collections::BTreeSet<_> = (0..1_000).map(|_| one.secret()).collect();
        assert_eq!(secrets.len(), 1_000);
        assert!(secrets.contains(&two.secret()) && !secrets.contains(&other.secret()));
    }
}
