//! Access tokens: two independent kinds, each with its own life, overlap and limits.

/// How long a replaced token still works, in seconds.
const OVERLAP: u64 = 300;
/// How many forced renewals a day, and how far apart in seconds.
const FORCED: (usize, u64) = (20, 30);
const DAY: u64 = 86_400;

/// Why a token was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// The day's forced renewals are used up.
    Spent,
    /// The last forced renewal was a moment ago.
    TooSoon,
}

/// What a token is worth now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    /// It opens the door.
    Good,
    /// It did once.
    Expired,
    /// Never given, or taken back.
    Unknown,
}

#[derive(Clone, Debug)]
struct Issued {
    word: String,
    /// In unix seconds.
    until: u64,
}

/// The tokens of one account. Times are unix seconds; `word` is the new token's text, should one be needed.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    plain: Option<Issued>,
    stable: Option<Issued>,
    /// Replaced ones, kept so that expired and unknown can be told apart.
    past: Vec<Issued>,
    forced: Vec<u64>,
    /// How many were made so far.
    pub made: u64,
}

impl Tokens {
    /// `/cgi-bin/token`: a new one each time; the one before works a little longer. Gives the token and its seconds left.
    pub fn issue(&mut self, word: String, life: u64, now: u64) -> (String, u64) {
        if let Some(old) = self.plain.take() {
            self.retire(old, now + OVERLAP);
        }
        self.plain = Some(Issued { word: word.clone(), until: now + life });
        self.made += 1;
        (word, life)
    }

    /// `/cgi-bin/stable_token`: the same one until its last five minutes, unless forced.
    pub fn stable(&mut self, word: String, life: u64, force: bool, now: u64) -> Result<(String, u64), Denied> {
        if force {
            self.forced.retain(|at| at + DAY > now);
            if self.forced.len() >= FORCED.0 {
                return Err(Denied::Spent);
            }
            if self.forced.last().is_some_and(|last| last + FORCED.1 > now) {
                return Err(Denied::TooSoon);
            }
            self.forced.push(now);
        }
        let overlap = OVERLAP.min(life / 2);
        if let Some(old) = self.stable.take() {
            if !force && now + overlap < old.until {
                let given = (old.word.clone(), old.until - now);
                self.stable = Some(old);
                return Ok(given);
            }
            // A forced renewal ends the old one at once.
            self.retire(old, if force { now } else { u64::MAX });
        }
        self.stable = Some(Issued { word: word.clone(), until: now + life });
        self.made += 1;
        Ok((word, life))
    }

    /// What this token opens now.
    #[must_use]
    pub fn worth(&self, word: &str, now: u64) -> Worth {
        let known = self.plain.iter().chain(&self.stable).chain(&self.past).find(|it| it.word == word);
        match known {
            None => Worth::Unknown,
            Some(it) if it.until <= now => Worth::Expired,
            Some(_) => Worth::Good,
        }
    }

    /// Takes every token back.
    pub fn revoke(&mut self) {
        (self.plain, self.stable) = (None, None);
        self.past.clear();
    }

    fn retire(&mut self, mut old: Issued, at_latest: u64) {
        old.until = old.until.min(at_latest);
        self.past.push(old);
        if self.past.len() > 64 {
            self.past.remove(0);
        }
    }
}
