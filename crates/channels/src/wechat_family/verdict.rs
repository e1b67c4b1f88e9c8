//! Verdict: what an answer of the provider's means. HTTP is 200 whatever happens; the `errcode` in the body decides, and
//! only that. Codes that no table names are refusals of what was asked for.
use super::settings;
use model::port::{Opened, Response};
use model::{At, Fault, Span};
use serde_json::Value;

/// Characters of the provider's words that are kept.
const WORDS: usize = 300;
/// After so many calls in a minute that it complains.
const MINUTE: Span = Span::minutes(1);
/// Daily quotas begin anew at midnight in China, which has had one time and no summer time since 1991; a few minutes
/// forgive clocks.
const CHINA: Span = Span::hours(8);
const AFTER_MIDNIGHT: Span = Span::minutes(5);

/// Why it was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The answer does not tell whether it took effect.
    Unknown(String),
    /// It was not done; the provider is busy.
    Busy(String),
    /// It was not done; the token is no longer good.
    Renew(String),
    /// It was not done, and nothing will be until then.
    Wait(At, String),
    /// Refused, with the provider's code.
    Never(Fault, String, i64),
}

/// The answer as JSON, if it is neither a fault of HTTP nor one by its `errcode`. A body without `errcode` passes: uploads
/// and questions answer without one.
pub fn read(account: &Opened, answer: &Response, now: At) -> Result<Value, Trouble> {
    let status = answer.status;
    match status {
        200..300 => {}
        429 => return Err(Trouble::Wait(now + MINUTE, format!("the provider answers {status}"))),
        // Something before the API refuses: a proxy, a wrong base_url.
        300..500 => return Err(Trouble::Never(Fault::Account, format!("the provider answers {status}"), 0)),
        _ => return Err(Trouble::Unknown(format!("the provider answers {status}"))),
    }
    let body: Value = serde_json::from_slice(&answer.body)
        .ok()
        .filter(Value::is_object)
        .ok_or_else(|| Trouble::Unknown("the provider's answer is no JSON object".to_owned()))?;
    match code(&body) {
        None | Some(0) => Ok(body),
        Some(code) => Err(trouble(code, said(account, code, &body), now)),
    }
}

/// The body's `errcode`, if it has one.
pub fn code(body: &Value) -> Option<i64> {
    let code = body.get("errcode")?;
    code.as_i64().or_else(|| code.as_str()?.parse().ok())
}

fn trouble(code: i64, why: String, now: At) -> Trouble {
    match code {
        -1 => Trouble::Busy(why),
        40001 | 40014 | 42001 => Trouble::Renew(why),
        45011 => Trouble::Wait(now + MINUTE, why),
        45009 => Trouble::Wait(tomorrow(now), why),
        _ => Trouble::Never(fault(code), why, code),
    }
}

/// Who can do something about it.
fn fault(code: i64) -> Fault {
    match code {
        45015 | 45047 => Fault::Window,
        // Unknown openid, not following, on the black list, refuses messages; unknown user, refused the template.
        40003 | 43004 | 43019 | 48002 | 46004 | 43101 => Fault::Recipient,
        // IP not on the list, no token sent, no permission, restricted, wrong app id or secret.
        40164 | 41001 | 48001 | 50002 | 40013 | 40125 => Fault::Account,
        // App id or secret missing, secret frozen, unknown template.
        41002 | 41004 | 40243 | 40037 => Fault::Account,
        _ => Fault::Content,
    }
}

/// Five past midnight in China.
fn tomorrow(now: At) -> At {
    let day = Span::days(1).0;
    let midnight = (now + CHINA).0.div_euclid(day).saturating_add(1).saturating_mul(day);
    At(midnight) - CHINA + AFTER_MIDNIGHT
}

/// The provider's own words, without anything of ours that is secret: it likes to quote.
fn said(account: &Opened, code: i64, body: &Value) -> String {
    let words: String = body.get("errmsg").and_then(Value::as_str).unwrap_or_default().chars().take(WORDS).collect();
    let words = words.replace(char::is_control, " ");
    let token = account.token.as_ref().map(model::Secret::expose);
    let secrets = token.into_iter().chain([account.secret(settings::APP_SECRET)]).filter(|secret| !secret.is_empty());
    format!("errcode {code}: {}", secrets.fold(words, |words, secret| words.replace(secret, "***")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tomorrow_begins_in_china() {
        let at = |text: &str| text.parse::<At>().unwrap();
        assert_eq!(tomorrow(at("2026-11-22T00:00:00+08:00")), at("2026-11-23T00:05:00+08:00"));
        assert_eq!(tomorrow(at("2026-11-22T23:59:59.999999+08:00")), at("2026-11-23T00:05:00+08:00"));
        assert_eq!(tomorrow(at("2026-12-31T16:00:00Z")), at("2027-01-02T00:05:00+08:00"));
    }

    #[test]
    fn what_the_provider_quotes_of_ours_is_not_kept() {
        let mut account = Opened {
            id: model::AccountId(model::Uuid::from_u128(1)),
            settings: Default::default(),
            secrets: Default::default(),
            token: Some(model::Secret::new("T-0-K")),
        };
        account.secrets.insert("app_secret".into(), model::Secret::new("s3cret"));
        let body =
            serde_json::json!({"errcode": 40001, "errmsg": format!("token T-0-K\n of s3cret {}", "x".repeat(999))});
        let said = said(&account, 40001, &body);
        assert!(said.starts_with("errcode 40001: token ***  of *** xxx"), "{said}");
        assert!(said.chars().count() < 330);
    }
}
