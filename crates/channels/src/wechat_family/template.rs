//! Template: the one message that may go out while no reply window is open. The provider knows it by a name of ours and
//! takes no repetition of it for ten minutes: so long a lost answer is asked for again, and after that it is in doubt.
use super::api;
use super::verdict::{self, Trouble};
use model::port::*;
use model::{At, Fault, Span};
use serde::{Deserialize, Serialize};

/// The provider forgets our name after 10 minutes; a minute of these is for clocks and the way there.
const REPEATABLE: Span = Span::minutes(9);
/// How often "busy" is taken for an answer.
const PATIENCE: u32 = 3;
/// After a fresh token was refused as well.
const REST: Span = Span::seconds(60);

/// Where it stands.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Machine {
    /// When the call was made whose answer nobody has read yet.
    called: Option<At>,
    /// When the first call was made of which nobody knows what came of it.
    unclear: Option<At>,
    /// How often it was busy.
    busy: u32,
    /// A new token was asked for because the last one was refused.
    renewed: bool,
}

/// The next step. `settings`: names of those with the template's id and the field for our text.
pub fn next(
    settings: [&str; 2],
    (account, what): (&Opened, &Sending),
    last: Option<Result<Response, TransportError>>,
    now: At,
) -> Step {
    let mut machine = match what.machine.as_str() {
        "" => Machine::default(),
        kept => match serde_json::from_str(kept) {
            Ok(machine) => machine,
            Err(_) => return Step::InDoubt("where it stood cannot be read".into()),
        },
    };
    let template = settings.map(|key| if key.is_empty() { "" } else { account.setting(key).trim() });
    if template.contains(&"") {
        return machine.never(Fault::Account, "template_id or template_field is not set".into());
    }
    let called = machine.called.take();
    // What was called, and whose answer does not tell what came of it.
    let lost = Machine { unclear: machine.unclear.or(called), ..machine.clone() };
    match last {
        None => lost.call(template, account, what, now),
        Some(Err(TransportError::Refused(why))) => machine.never(Fault::Account, why),
        Some(Err(TransportError::NotSent(why) | TransportError::Crowded(why))) => machine.later(now, now, why),
        Some(Err(error)) => lost.later(now, now, error.to_string()),
        Some(Ok(answer)) => match verdict::read(account, &answer, now) {
            Ok(body) if verdict::code(&body).is_some() => Step::Sent(api::text(&body, "msgid").into_iter().collect()),
            Ok(_) => lost.later(now, now, "an answer without errcode".into()),
            Err(Trouble::Unknown(why)) => lost.later(now, now, why),
            Err(trouble) => machine.trouble(trouble, now),
        },
    }
}

impl Machine {
    fn call(&self, template: [&str; 2], account: &Opened, what: &Sending, now: At) -> Step {
        if self.is_over(now) {
            return Step::InDoubt("nobody knows whether it was taken, and it is too late to ask again".into());
        }
        let Some(token) = &account.token else {
            return Step::NeedToken { machine: self.written(), why: "no access token".into() };
        };
        let (to, text) = (what.to.as_str(), what.text.as_str());
        let request = api::send_template(account, token.expose(), to, template, text, &name(what));
        let machine = Machine { called: Some(now), ..self.clone() };
        Step::Call { request, machine: machine.written(), repeatable: true }
    }

    /// This call was certainly not taken; others before it may have been.
    fn trouble(mut self, trouble: Trouble, now: At) -> Step {
        match trouble {
            Trouble::Unknown(why) => self.later(now, now, why),
            Trouble::Busy(why) if self.busy >= PATIENCE => self.never(Fault::Provider, why),
            Trouble::Busy(why) => {
                self.busy += 1;
                self.later(now, now, why)
            }
            Trouble::Renew(why) if self.renewed => {
                self.renewed = false;
                self.later(now, now + REST, why)
            }
            Trouble::Renew(why) => {
                self.renewed = true;
                Step::NeedToken { machine: self.written(), why }
            }
            Trouble::Wait(at, why) => self.later(now, at, why),
            Trouble::Never(fault, why, _) => self.never(fault, why),
        }
    }

    fn later(&self, now: At, at: At, why: String) -> Step {
        if self.is_over(at.max(now)) {
            return Step::InDoubt(why);
        }
        Step::RetryAt { at, why, machine: self.written() }
    }

    /// Refused for good, if it was never asked for before: of an earlier call nobody knows.
    fn never(&self, fault: Fault, why: String) -> Step {
        if self.unclear.or(self.called).is_some() { Step::InDoubt(why) } else { Step::never(fault, why) }
    }

    fn is_over(&self, at: At) -> bool {
        self.unclear.is_some_and(|since| at > since + REPEATABLE)
    }

    fn written(&self) -> String {
        serde_json::to_string(self).expect("a machine is plain JSON")
    }
}

/// Our name for it, at most 64 characters: of this message, sent since then. One that a person has sent again has another.
fn name(what: &Sending) -> String {
    format!("{}-{:x}", what.message.0.simple(), what.since.0)
}
