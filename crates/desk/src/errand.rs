//! Errands: what a provider is asked beside sending. A channel names the steps, this makes the calls, gets the token, and
//! comes to an end. Harmless if done twice; nothing is kept in between.
use crate::Desk;
use crate::token::Bearer;
use model::port::{Channel, Errand, Fetched, Opened, Profile, Told};
use model::*;

/// Calls of one errand; more is a machine that runs in circles.
const STEPS: usize = 10;
/// Tokens asked for in one errand: the one that is kept, and one when that is refused.
const TOKENS: usize = 2;

/// Why an errand brought nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum Unmet {
    /// Not now; worth asking again from then on.
    #[error("{why}")]
    Later { at: At, why: String },
    /// Refused for good.
    #[error("{why}")]
    Never { fault: Fault, why: String },
    /// This channel runs no such errands.
    #[error("this channel does not do that")]
    Cannot,
}

impl Desk {
    /// Runs it to its end: `Token`, `Media`, `Person`, `Invite` or `Done`, as was asked for. Not inside a transaction.
    pub(crate) async fn errand(&self, account: &ChannelAccount, errand: &Errand) -> Result<Told, Unmet> {
        let told = self.run_errand(account, errand).await;
        let how = match &told {
            Ok(_) => "done",
            Err(Unmet::Later { .. }) => "later",
            Err(Unmet::Never { .. }) => "never",
            Err(Unmet::Cannot) => "cannot",
        };
        let kind = account.kind.clone();
        metrics::counter!("parlor_errands_total", "kind" => kind, "errand" => name(errand), "how" => how).increment(1);
        told
    }

    /// The file behind a reference of the provider's.
    pub(crate) async fn media_of(&self, account: &ChannelAccount, reference: &str) -> Result<Fetched, Unmet> {
        match self.errand(account, &Errand::Media { reference: reference.to_owned() }).await? {
            Told::Media(fetched) => Ok(fetched),
            other => Err(astray(&other)),
        }
    }

    /// Who is behind an address: further addresses of the same person, and what they are called.
    pub(crate) async fn person_at(
        &self,
        account: &ChannelAccount,
        value: &str,
    ) -> Result<(Vec<Address>, Profile), Unmet> {
        match self.errand(account, &Errand::Person { value: value.to_owned() }).await? {
            Told::Person { evidence, profile } => Ok((evidence, profile)),
            other => Err(astray(&other)),
        }
    }

    /// A link that brings `scene` back to us; what customers scan.
    pub(crate) async fn invite_link(
        &self,
        account: &ChannelAccount,
        scene: &str,
        lasts: Span,
    ) -> Result<String, Unmet> {
        match self.errand(account, &Errand::Invite { scene: scene.to_owned(), lasts }).await? {
            Told::Invite { link } => Ok(link),
            other => Err(astray(&other)),
        }
    }

    async fn run_errand(&self, account: &ChannelAccount, errand: &Errand) -> Result<Told, Unmet> {
        let channel = self.channel(&account.kind).ok_or(Unmet::Cannot)?;
        let mut opened = self.opened(account);
        opened.token = self.good_token(account);
        let mut machine = String::new();
        for _ in 0..=TOKENS {
            match self.errand_steps(channel, &opened, errand, machine).await {
                Told::NeedToken { machine: at, .. } => {
                    machine = at;
                    let Bearer { token, .. } = self.token(account, opened.token.as_ref()).await?;
                    opened.token = Some(token);
                }
                told => return ended(told),
            }
        }
        let why = "the provider takes no token, however fresh".to_owned();
        Err(Unmet::Later { at: self.now() + Span::minutes(1), why })
    }

    /// As far as it goes without a token.
    pub(crate) async fn errand_steps(
        &self,
        channel: &dyn Channel,
        opened: &Opened,
        errand: &Errand,
        mut machine: String,
    ) -> Told {
        self.outside.provider.introduce(opened.id, channel.manifest().kind);
        let mut last = None;
        for _ in 0..=STEPS {
            match channel.errand(opened, errand, &machine, last.take(), self.now()) {
                Told::Call { request, machine: next } => {
                    machine = next;
                    let answer = self.outside.provider.call(opened.id, request).await;
                    self.engine.health.answered(opened.id, &answer);
                    last = Some(answer);
                }
                told => return told,
            }
        }
        Told::Never { fault: Fault::Provider, why: format!("not done after {STEPS} calls") }
    }
}

/// The end of an errand that needs nothing more.
pub(crate) fn ended(told: Told) -> Result<Told, Unmet> {
    match told {
        Told::Later { at, why } => Err(Unmet::Later { at, why }),
        Told::Never { fault, why } => Err(Unmet::Never { fault, why }),
        Told::Cannot => Err(Unmet::Cannot),
        Told::Call { .. } | Told::NeedToken { .. } => Err(astray(&told)),
        told => Ok(told),
    }
}

/// The answer is to another question: a fault of the channel's file. It may hold a token, so it is not shown.
fn astray(_: &Told) -> Unmet {
    Unmet::Never { fault: Fault::Provider, why: "the channel answered something else than was asked".to_owned() }
}

/// For metrics.
fn name(errand: &Errand) -> &'static str {
    match errand {
        Errand::Token => "token",
        Errand::Media { .. } => "media",
        Errand::Person { .. } => "person",
        Errand::Invite { .. } => "invite",
        Errand::Typing { .. } => "typing",
        Errand::Check => "check",
    }
}
