//! Who asks, and whether somebody of that role may. Deny by default: what the desk does takes a `Staff`, and a handler only gets one
//! through `By<…>`, which names the right it needs.
use crate::{
    app::App,
    guard::site::Site,
    problem::{Code, Problem},
    scope,
};
use axum::{
    extract::{FromRequestParts, MatchedPath},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header, request::Parts},
};
use desk::{Staff, Via};
use model::{Role, Secret, Span};
use std::marker::PhantomData;

/// The token that writes by cookie carry.
const CSRF: HeaderName = HeaderName::from_static("x-parlor-csrf");

/// A right, as a type, so that a handler's signature says who may call it.
pub trait Right: Send {
    /// Whether this role has it.
    fn has(role: Role) -> bool;
    /// Who has it, for the refusal.
    const WHO: &'static str;
}

macro_rules! rights { ($($(#[$doc:meta])* $name:ident = $role:ident => $has:expr, $who:literal;)*) => { $(
    $(#[$doc])*
    #[derive(Clone, Copy, Debug)]
    pub struct $name;
    impl Right for $name {
        fn has($role: Role) -> bool { $has }
        const WHO: &'static str = $who;
    }
)* } }

rights! {
    /// Everybody of the staff, auditors too: reading.
    Reads = _role => true, "anybody signed in";
    /// Who answers customers.
    Works = role => role.receives(), "agents, supervisors, operators and administrators";
    /// Who looks after what others own, and what went wrong.
    Leads = role => role.leads(), "supervisors, operators and administrators";
    /// Who looks after channels and what all share.
    Operates = role => role.operates(), "operators and administrators";
    /// Who reads what was done with privilege.
    Audits = role => role.audits(), "administrators and auditors";
    /// Who looks after people and keys.
    Administers = role => role.administers(), "administrators";
}

/// Somebody of the staff who has the right.
#[derive(Clone, Debug)]
pub struct By<R>(pub Staff, pub PhantomData<R>);

impl<R: Right> FromRequestParts<App> for By<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<By<R>, Problem> {
        let staff = staff(parts, app).await?;
        app.limits.staff.count(staff.agent.id)?;
        if !R::has(staff.agent.role) {
            let said = format!("this is for {}; you are {}", R::WHO, staff.agent.role);
            return Err(Problem::new(Code::Forbidden, said));
        }
        Ok(By(staff, PhantomData))
    }
}

/// What somebody shows to prove who they are.
#[derive(Clone, Debug)]
pub enum Proof {
    /// The value of a session cookie.
    Cookie(Secret),
    /// An API key.
    Key(Secret),
}

impl Proof {
    /// Whatever the head carries; a key goes before a cookie.
    ///
    /// # Errors
    /// `unauthenticated` when there is neither; `forbidden` for a cookie over an unsafe line.
    pub fn of(headers: &HeaderMap, site: &Site) -> Result<Proof, Problem> {
        if let Some(said) = headers.get(header::AUTHORIZATION) {
            let key = said.to_str().ok().and_then(|said| said.strip_prefix("Bearer ")).map(str::trim);
            let key = key.filter(|key| (8..=256).contains(&key.len())).ok_or_else(nobody)?;
            return Ok(Proof::Key(Secret::new(key)));
        }
        let cookie = cookie(headers, site).ok_or_else(nobody)?;
        check_safe(site)?;
        Ok(Proof::Cookie(Secret::new(cookie)))
    }

    /// Whom it proves, now.
    pub async fn staff(&self, app: &App) -> Result<Staff, Problem> {
        Ok(match self {
            Proof::Cookie(cookie) => app.desk.by_cookie(cookie.expose()).await?,
            Proof::Key(key) => app.desk.by_key(key.expose()).await?,
        })
    }
}

async fn staff(parts: &Parts, app: &App) -> Result<Staff, Problem> {
    let site = Site::of_parts(parts, app);
    let proof = Proof::of(&parts.headers, &site)?;
    let staff = proof.staff(app).await?;
    let reads = matches!(parts.method, Method::GET | Method::HEAD);
    let is_socket = parts.headers.contains_key(header::SEC_WEBSOCKET_KEY);
    // A browser sends its cookie whoever wrote the page; only our own page has our origin and knows the token.
    if matches!(proof, Proof::Cookie(_)) && (is_socket || !reads) {
        site.check_origin(&parts.headers)?;
    }
    if staff.is_program() {
        let path = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str);
        scope::check(&staff, parts.method.as_str(), path)?;
    }
    if !reads {
        check_csrf(&parts.headers, &staff)?;
    }
    Ok(staff)
}

fn nobody() -> Problem {
    Problem::new(Code::Unauthenticated, "sign in, or send an API key as `Authorization: Bearer pk_…`")
}

fn check_csrf(headers: &HeaderMap, staff: &Staff) -> Result<(), Problem> {
    let Via::Cookie { csrf, .. } = &staff.via else { return Ok(()) };
    let sent = headers.get(CSRF).map(HeaderValue::as_bytes).unwrap_or_default();
    if is_same(sent, csrf.as_bytes()) {
        return Ok(());
    }
    Err(Problem::new(Code::BadCsrf, "send the session's `csrf` as X-Parlor-CSRF"))
}

/// In a time that tells nothing of where they differ.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |different, (one, other)| different | (one ^ other)) == 0
}

/// Refuses to carry a session over plain HTTP that leaves the machine.
pub fn check_safe(site: &Site) -> Result<(), Problem> {
    if site.is_safe() {
        return Ok(());
    }
    Err(Problem::new(Code::Forbidden, "a session needs HTTPS, or HTTP on localhost; put a TLS proxy in front"))
}

/// The value of our session cookie, if one was sent.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, site: &Site) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|list| list.to_str().ok());
    let mut pairs = all.flat_map(|list| list.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(name, _)| *name == site.cookie())
        .map(|(_, value)| value)
        .filter(|value| (1..=128).contains(&value.len()))
}

/// `Set-Cookie` for a session that ends after `lives`.
pub fn set_cookie(site: &Site, value: &str, lives: Span) -> HeaderValue {
    let secure = if site.https { "; Secure" } else { "" };
    let name = site.cookie();
    let seconds = lives.0 / 1_000_000;
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

/// The token of `Authorization: Visitor …`.
pub fn visitor_token(headers: &HeaderMap) -> Result<&str, Problem> {
    let said = headers.get(header::AUTHORIZATION).and_then(|said| said.to_str().ok());
    let token = said.and_then(|said| said.strip_prefix("Visitor ")).map(str::trim).filter(|token| !token.is_empty());
    token.ok_or_else(|| Problem::new(Code::Unauthenticated, "send `Authorization: Visitor <token>`"))
}
