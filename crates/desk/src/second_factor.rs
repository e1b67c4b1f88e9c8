//! The second factor: begun, confirmed by a first code, asked for at each sign-in, given up with the password or taken away by an
//! administrator. Recovery codes stand in for a lost phone, each once.
use crate::seal::sha256_hex;
use crate::{Desk, Error, Result, SignedIn, Staff, Via, password, totp};
use model::*;
use store::Tx;

/// How long a sign-in waits for its code.
const CHALLENGE: Span = Span::minutes(5);
const PURPOSE: &str = "second-factor";
const RECOVERY_CODES: usize = 10;
/// Without look-alikes; 16 of them are 80 bits.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What an authenticator app is told.
pub struct Enrolment {
    /// Base 32.
    pub secret: Secret,
    /// `otpauth://totp/…`
    pub uri: Secret,
}

/// The codes for the day the phone is lost; shown once.
pub struct Confirmed {
    pub recovery_codes: Vec<Secret>,
}

impl Desk {
    /// A fresh secret that asks for nothing until a code of it is shown.
    pub async fn begin_second_factor(&self, who: &Staff) -> Result<Enrolment> {
        person(who)?;
        let secret = self.outside.chance.secret()[..totp::SECRET].to_vec();
        let nonce = self.outside.chance.secret()[..12].try_into().unwrap_or_default();
        let factor = SecondFactor {
            tenant: who.tenant,
            agent: who.agent.id,
            sealed: self.seal.hide(&label(who.agent.id), nonce, &secret),
            confirmed_at: None,
            last_step: 0,
            made_at: self.now(),
        };
        let company = self.tenant(who).await?.name;
        let mut tx = self.db.write().await?;
        if !store::second_factor::begin(&mut tx, &factor).await? {
            return Err(Error::Conflict);
        }
        tx.commit().await?;
        let (secret, issuer, email) = (totp::base32(&secret), escaped(&company), escaped(&who.agent.email));
        let uri = format!(
            "otpauth://totp/{issuer}:{email}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
        );
        Ok(Enrolment { secret: Secret::new(secret), uri: Secret::new(uri) })
    }

    /// The app shows the right code: from now on it is asked for.
    pub async fn confirm_second_factor(&self, who: &Staff, code: &str) -> Result<Confirmed> {
        person(who)?;
        let mut tx = self.db.write().await?;
        let factor = store::second_factor::find(&mut tx, who.tenant, who.agent.id).await?;
        let factor = factor.ok_or(Error::NotFound("second factor that was begun"))?;
        if factor.confirmed_at.is_some() {
            return Err(Error::Conflict);
        }
        let wrong = || Error::field("code", "wrong", "not the code that the app shows now");
        let step = totp::find(&self.opened_factor(&factor)?, code.trim(), self.now(), factor.last_step);
        let step = step.ok_or_else(wrong)?;
        if !store::second_factor::confirm(&mut tx, who.tenant, who.agent.id, step, self.now()).await? {
            return Err(wrong());
        }
        let mut recovery_codes = vec![];
        for _ in 0..RECOVERY_CODES {
            let code = recovery_code(&self.outside.chance.secret());
            store::second_factor::insert_code(&mut tx, who.tenant, who.agent.id, &kept(&code)).await?;
            recovery_codes.push(Secret::new(code));
        }
        self.audit(&mut tx, who, "second_factor.confirmed", &who.agent.id.to_string(), "").await?;
        tx.commit().await?;
        Ok(Confirmed { recovery_codes })
    }

    /// Given up by its owner, who says the password once more.
    pub async fn end_second_factor(&self, who: &Staff, password: &str) -> Result<()> {
        person(who)?;
        if !password::verify(password, Some(&who.agent.password)) {
            return Err(Error::field("password", "wrong", "not your password"));
        }
        self.remove_factor(who, who.agent.id, "second_factor.ended").await
    }

    /// Taken away by an administrator, as when phone and codes are lost.
    pub async fn remove_second_factor(&self, who: &Staff, agent: AgentId) -> Result<()> {
        who.must(who.agent.role.administers(), "only an administrator looks after people")?;
        self.remove_factor(who, agent, "second_factor.removed").await
    }

    async fn remove_factor(&self, who: &Staff, agent: AgentId, action: &str) -> Result<()> {
        let mut tx = self.db.write().await?;
        if !store::second_factor::delete(&mut tx, who.tenant, agent).await? {
            return Err(Error::NotFound("second factor"));
        }
        self.audit(&mut tx, who, action, &agent.to_string(), "").await?;
        Ok(tx.commit().await?)
    }

    /// Whether somebody's second factor is asked for, and how many recovery codes are left.
    pub async fn second_factor(&self, who: &Staff) -> Result<Option<i64>> {
        let mut tx = self.db.read().await?;
        let factor = store::second_factor::find(&mut tx, who.tenant, who.agent.id).await?;
        match factor.filter(|it| it.confirmed_at.is_some()) {
            Some(_) => Ok(Some(store::second_factor::codes(&mut tx, who.tenant, who.agent.id).await?)),
            None => Ok(None),
        }
    }

    /// Refuses with a challenge whoever has to show a code.
    pub(crate) async fn challenge(&self, agent: &Agent) -> Result<()> {
        let needs = self.needs_code(&mut self.db.read().await?, agent).await?;
        if needs { Err(self.challenge_of(agent)) } else { Ok(()) }
    }

    /// Whether a code is asked for.
    pub(crate) async fn needs_code(&self, tx: &mut Tx, agent: &Agent) -> Result<bool> {
        let factor = store::second_factor::find(tx, agent.tenant, agent.id).await?;
        Ok(factor.is_some_and(|it| it.confirmed_at.is_some()))
    }

    /// The refusal that goes with it.
    pub(crate) fn challenge_of(&self, agent: &Agent) -> Error {
        let until = (self.now() + CHALLENGE).0.to_be_bytes();
        let payload = [agent.tenant.0.as_bytes(), agent.id.0.as_bytes(), &until[..], &fingerprint(agent)].concat();
        Error::SecondFactorRequired { challenge: Secret::new(self.seal.sign(PURPOSE, b"", &payload)) }
    }

    /// Who is being asked for a code. A challenge lives five minutes, and dies with the password it stands for.
    pub async fn challenged(&self, challenge: &str) -> Result<Agent> {
        let payload = self.seal.open(PURPOSE, b"", challenge).ok_or(Error::Unauthenticated)?;
        let id = |from: usize| payload.get(from..from + 16).and_then(|id| Uuid::from_slice(id).ok());
        let until = payload.get(32..40).and_then(|until| until.try_into().ok()).map(i64::from_be_bytes);
        let (Some(tenant), Some(agent), Some(until)) = (id(0), id(16), until) else {
            return Err(Error::Unauthenticated);
        };
        if self.now().0 > until {
            return Err(Error::Unauthenticated);
        }
        let agent = store::agent::find(&mut self.db.read().await?, tenant.into(), agent.into()).await?;
        let same = |it: &Agent| it.is_active() && payload.get(40..) == Some(&fingerprint(it)[..]);
        agent.filter(same).ok_or(Error::Unauthenticated)
    }

    /// The challenge of a sign-in with a code of the app, or a recovery code.
    pub async fn answer_challenge(&self, challenge: &str, code: &str, user_agent: &str) -> Result<SignedIn> {
        let agent = self.challenged(challenge).await?;
        let (tenant, id) = (agent.tenant, agent.id);
        let mut tx = self.db.write().await?;
        let factor = store::second_factor::find(&mut tx, tenant, id).await?;
        let factor = factor.filter(|it| it.confirmed_at.is_some()).ok_or(Error::Unauthenticated)?;
        let how = match totp::find(&self.opened_factor(&factor)?, code.trim(), self.now(), factor.last_step) {
            Some(step) if store::second_factor::took(&mut tx, tenant, id, step).await? => "password and code",
            _ if store::second_factor::use_code(&mut tx, tenant, id, &kept(code)).await? => {
                "password and recovery code"
            }
            _ => return Err(Error::WrongCode),
        };
        let begun = self.begin_session(&mut tx, &agent, user_agent).await?;
        self.audit_of(&mut tx, tenant, id, "session.started", &begun.id.to_string(), how).await?;
        tx.commit().await?;
        self.signed_in(agent, begun).await
    }

    fn opened_factor(&self, it: &SecondFactor) -> Result<Vec<u8>> {
        let secret = self.seal.reveal(&label(it.agent), &it.sealed);
        secret.ok_or_else(|| Error::File("a second factor is sealed with another key than this installation's".into()))
    }
}

/// Programs have no second factor.
fn person(who: &Staff) -> Result<()> {
    if matches!(who.via, Via::Cookie { .. }) { Ok(()) } else { Err(Error::NotFound("session")) }
}

/// What a secret is sealed for.
fn label(agent: AgentId) -> String {
    format!("second-factor:{agent}")
}

/// Another password has another one.
fn fingerprint(agent: &Agent) -> [u8; 8] {
    let hash = sha256_hex(agent.password.expose().as_bytes());
    hash.as_bytes()[..8].try_into().unwrap_or_default()
}

/// Four by four, for paper.
fn recovery_code(secret: &[u8; 32]) -> String {
    let letters: Vec<char> = secret.iter().take(16).map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What is kept of a recovery code, however it is typed.
fn kept(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    sha256_hex(plain.to_ascii_lowercase().as_bytes())
}

/// Percent-encoded for the label and the parameters of an `otpauth` address.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
