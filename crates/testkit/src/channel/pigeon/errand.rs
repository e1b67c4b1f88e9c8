//! What a loft is asked beside flying: a pass, a feather, who lives where, a code to scan, whether it is there.
use super::PIGEON;
use model::port::*;
use model::{Address, At, Fault, IdentityClass, Secret, Span};
use serde_json::{Value, json};

/// What a call must carry: nothing, or the pass. `Err`: one is asked for and there is none.
pub fn pass(account: &Opened) -> Result<Value, ()> {
    match &account.token {
        _ if account.setting("pass") != "yes" => Ok(Value::Null),
        Some(pass) => Ok(pass.expose().into()),
        None => Err(()),
    }
}

/// One call for each; all but the asking for a pass need one where the account says so.
pub fn next(
    account: &Opened,
    errand: &Errand,
    machine: &str,
    last: Option<Result<Response, TransportError>>,
    now: At,
) -> Told {
    let pass = match errand {
        Errand::Token => Value::Null,
        _ => match pass(account) {
            Ok(pass) => pass,
            Err(()) => return Told::NeedToken { machine: String::new(), why: "a pass is asked for".into() },
        },
    };
    let answer = match last {
        None if machine.is_empty() => return ask(errand, &pass),
        None => return Told::Later { at: now, why: "nobody saw it return".into() },
        Some(Err(TransportError::Refused(why))) => return Told::Never { fault: Fault::Account, why },
        Some(Err(why)) => return Told::Later { at: now, why: why.to_string() },
        Some(Ok(answer)) => answer,
    };
    match answer.status {
        200 => {}
        401 => return Told::NeedToken { machine: String::new(), why: "the pass is not taken".into() },
        status @ (404 | 410) => return Told::Never { fault: Fault::Content, why: format!("status {status}") },
        status @ 400..500 => return Told::Never { fault: Fault::Account, why: format!("status {status}") },
        status => return Told::Later { at: now, why: format!("status {status}") },
    }
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    match errand {
        Errand::Token => {
            let value = Secret::new(body["pass"].as_str().unwrap_or_default());
            Told::Token(Token { value, lasts: Span::seconds(body["lasts"].as_i64().unwrap_or_default()) })
        }
        Errand::Media { reference } => Told::Media(Fetched { name: reference.clone(), bytes: answer.body }),
        Errand::Person { .. } => Told::Person { evidence: evidence(account, &body), profile: Profile::default() },
        Errand::Invite { scene, .. } => Told::Invite { link: format!("https://loft.example/q/{scene}") },
        Errand::Typing { .. } => Told::Done(vec![]),
        Errand::Check => Told::Done(vec![(Text::of("鸽子", "Pigeons"), "7".into())]),
    }
}

fn ask(errand: &Errand, pass: &Value) -> Told {
    let (path, body) = match errand {
        Errand::Token => ("pass", json!({})),
        Errand::Media { reference } => ("feather", json!({ "reference": reference, "pass": pass })),
        Errand::Person { value } => ("who", json!({ "value": value, "pass": pass })),
        Errand::Invite { scene, .. } => ("code", json!({ "scene": scene, "pass": pass })),
        Errand::Typing { value, on } => ("coo", json!({ "to": value, "on": on, "pass": pass })),
        Errand::Check => ("check", json!({ "pass": pass })),
    };
    let mut request = Request::new("POST", format!("https://loft.example/{path}"), body.to_string().into_bytes());
    request.most = 64 << 20;
    Told::Call { request, machine: "asked".into() }
}

/// The loft knows people by a number that other lofts know too.
fn evidence(account: &Opened, body: &Value) -> Vec<Address> {
    let address = |value: &str| Address {
        kind: "unionid".into(),
        scope: format!("{PIGEON}:{}", account.setting("dance")),
        value: value.to_owned(),
        class: IdentityClass::Personal,
        verified: true,
    };
    body["unionid"].as_str().map(address).into_iter().collect()
}
