//! Chance that can be told again: one small generator, seeded, and handed to everybody who needs it.
//!
//! The same `--seed` makes every client decide the same things in the same order. What the machine does between two
//! decisions (which packet comes first) is not ours to fix, so two runs are alike, not identical.

/// SplitMix64 (Steele, Lea, Flood 2014): 64 bits of state, good enough to choose what a customer does next.
#[derive(Clone, Debug)]
pub struct Seed(u64);

impl Seed {
    /// A generator for this seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A generator of its own for a client, so that adding a client does not change what the others do.
    pub fn child(&self, name: &str) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ self.0;
        for byte in name.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        let mut child = Self(hash);
        child.draw();
        child
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n == 0 { 0 } else { self.draw() % n }
    }

    /// A number between `low` and `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of these; None of nothing.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or(0);
        from.get(at)
    }

    /// So many bytes.
    pub fn bytes(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| self.draw().to_le_bytes()[0]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Seed;

    #[test]
    fn the_same_seed_says_the_same() {
        let (mut one, mut two) = (Seed::new(7).child("c1"), Seed::new(7).child("c1"));
        assert!((0..100).all(|_| one.draw() == two.draw()));
        assert_ne!(Seed::new(7).child("c1").draw(), Seed::new(7).child("c2").draw());
        assert_ne!(Seed::new(7).child("c1").draw(), Seed::new(8).child("c1").draw());
    }

    #[test]
    fn numbers_stay_in_their_bounds() {
        let mut seed = Seed::new(1);
        assert!((0..1000).all(|_| (3..=5).contains(&seed.between(3, 5))));
        assert_eq!(seed.below(0), 0);
        assert!(seed.pick::<u8>(&[]).is_none());
    }
}
