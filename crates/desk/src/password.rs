//! Passwords: argon2id with the library's recommended cost, in PHC form.
use argon2::{Argon2, Params, PasswordHasher, PasswordVerifier};
use model::Secret;

/// `cheap`: only under test, where hundreds of agents are made at once.
pub fn hash(password: &str, salt: &[u8; 32], cheap: bool) -> Secret {
    let argon =
        if cheap { Argon2::from(Params::new(8, 1, 1, None).expect("small but valid")) } else { Argon2::default() };
    let hash = argon.hash_password_with_salt(password.as_bytes(), &salt[..16]).expect("salt and cost are valid");
    Secret::new(hash.to_string())
}

/// Constant work for a wrong address too: without a hash a stand-in is verified.
pub fn verify(password: &str, hash: Option<&Secret>) -> bool {
    const STAND_IN: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$3cPIqXhKp1bFeSwzxVZ9DSzGZqmrJCqZm6hbfSyDnbU";
    let known = hash.map(Secret::expose).filter(|hash| !hash.is_empty());
    let right = Argon2::default().verify_password(password.as_bytes(), known.unwrap_or(STAND_IN)).is_ok();
    right && known.is_some()
}
