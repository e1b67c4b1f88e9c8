//! Engine: what is remembered of accounts while the program runs, for all channels alike. Nothing of it is truth: after a
//! restart it is learnt again.
use crate::token::Tokens;

/// In memory only.
#[derive(Default)]
pub(crate) struct Engine {
    pub tokens: Tokens,
}
