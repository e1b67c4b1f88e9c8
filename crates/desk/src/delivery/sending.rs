//! One message through its channel's sending machine, one account's messages in turn.
use super::{Done, Line, file::misfit};
use crate::errand::Unmet;
use crate::token::Bearer;
use crate::{Desk, Error, Result};
use futures_util::stream::{self, StreamExt as _};
use model::port::{Channel, Opened, Response, Sending, Step, TransportError};
use model::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};

/// Messages of one account under way at once, each to another person.
const SIDE_BY_SIDE: usize = 4;
/// Steps of one sending machine; more is a machine that runs in circles.
const STEPS: usize = 40;
/// Tokens asked for in one run: the one that is kept, and one when that is refused.
const TOKENS: usize = 2;

/// What all messages of one account share.
struct Route<'a> {
    account: ChannelAccount,
    channel: &'a dyn Channel,
    /// The account rests or has its pace: what is left waits for another time.
    stopped: AtomicBool,
}

impl Desk {
    pub(super) async fn serve(&self, line: Line) -> Done {
        Done::Served(line.account, self.send_line(line).await)
    }

    async fn send_line(&self, line: Line) -> Result<()> {
        let account = store::account::find(&mut self.db.read().await?, line.tenant, line.account).await?;
        let found = account.and_then(|account| self.channel(&account.kind).map(|channel| (account, channel)));
        let Some((account, channel)) = found else {
            for it in line.first {
                self.dead(it, Fault::Provider, "its channel is gone".into()).await?;
            }
            return Ok(());
        };
        let route = Route { account, channel, stopped: AtomicBool::new(false) };
        let mut sending = stream::iter(line.first).map(|it| self.deliver(&route, it)).buffer_unordered(SIDE_BY_SIDE);
        let mut failed = Ok(());
        while let Some(done) = sending.next().await {
            failed = failed.and(done); // the others come to their end all the same
        }
        failed
    }

    async fn deliver(&self, route: &Route<'_>, mut it: Delivery) -> Result<()> {
        if route.stopped.load(Ordering::Relaxed) {
            return Ok(());
        }
        let (now, manifest) = (self.now(), route.channel.manifest());
        let opened = self.opened(&route.account);
        let rate = rate(&opened, manifest.rate);
        let rests = self.outside.provider.rests(it.account).filter(|_| !flow::is_over(it.first_at, now));
        let wait = rests.map_or_else(|| self.engine.paces.begin(it.account, rate, now), Err);
        if let Err(until) = wait {
            route.stopped.store(true, Ordering::Relaxed);
            return self.postpone(&it, until).await;
        }
        let Some((message, to)) = self.letter(&it).await? else {
            return self.dead(it, Fault::Recipient, "its address is gone".into()).await;
        };
        if it.machine.is_empty()
            && let Some(why) = misfit(manifest, &message.parts.attachments)
        {
            return self.dead(it, Fault::Content, why).await;
        }
        it.attempts += 1;
        let sending = Sending {
            message: message.id,
            since: it.first_at,
            to,
            text: message.text,
            attachments: message.parts.attachments,
            card: message.parts.card,
            template: message.parts.template,
            machine: it.machine.clone(),
        };
        self.drive(route, opened, sending, it).await
    }

    /// Until the machine comes to an end, or to a time when it is to be asked again.
    async fn drive(&self, route: &Route<'_>, mut opened: Opened, mut sending: Sending, mut it: Delivery) -> Result<()> {
        let (now, manifest) = (self.now(), route.channel.manifest());
        let rate = rate(&opened, manifest.rate);
        self.outside.provider.introduce(it.account, manifest.kind);
        opened.token = self.good_token(&route.account);
        let (mut last, mut calls, mut tokens, mut earliest) = (None, 0, 0, now);
        for _ in 0..STEPS {
            sending.machine.clone_from(&it.machine);
            match step(route.channel, &opened, &sending, last.take(), self.now()) {
                Step::Sent(ids) => {
                    it.provider_ids = ids;
                    return self.sent(it, route).await;
                }
                Step::Never { fault, why } => return self.refused(it, fault, why).await,
                Step::InDoubt(why) => {
                    self.engine.health.ill(it.account, self.now(), &why, false);
                    return self.settle_delivery(it, DeliveryState::InDoubt, Some(why)).await;
                }
                Step::RetryAt { at, why, machine } => {
                    it.machine = machine;
                    return self.later(it, at.max(earliest), why).await;
                }
                Step::NeedToken { machine, why } => {
                    self.stands(&mut it, machine).await?;
                    tokens += 1;
                    if tokens > TOKENS {
                        return self.later(it, earliest, why).await;
                    }
                    match self.token(&route.account, opened.token.as_ref()).await {
                        Ok(Bearer { token, .. }) => opened.token = Some(token),
                        Err(Unmet::Later { at, why }) => return self.later(it, at, why).await,
                        Err(Unmet::Never { fault, why }) => return self.refused(it, fault, why).await,
                        Err(why) => return self.refused(it, Fault::Account, why.to_string()).await,
                    }
                }
                Step::Call { request, machine, .. } => {
                    let Some(request) = self.with_file(it.tenant, request).await? else {
                        return self.dead(it, Fault::Content, "its file is gone".into()).await;
                    };
                    // Kept before the call: after a crash a step that must not be repeated is in doubt, never sent again.
                    self.stands(&mut it, machine).await?;
                    if calls > 0 {
                        self.engine.paces.spend(it.account, rate, self.now());
                    }
                    calls += 1;
                    let answer = self.outside.provider.call(it.account, request).await;
                    self.engine.health.answered(it.account, &answer);
                    if let Some(wish) = answer.as_ref().ok().and_then(flow::wish) {
                        earliest = self.now() + wish;
                    }
                    last = Some(answer);
                }
            }
        }
        self.dead(it, Fault::Provider, format!("not done after {STEPS} steps")).await
    }

    /// What is said and to whom; `None`: nobody is there to hear it.
    async fn letter(&self, it: &Delivery) -> Result<Option<(Message, String)>> {
        let mut tx = self.db.read().await?;
        let message = store::message::find(&mut tx, it.tenant, it.message).await?.ok_or(Error::NotFound("message"))?;
        let legs = store::leg::of(&mut tx, it.tenant, it.conversation).await?;
        let Some(leg) = legs.iter().find(|leg| leg.id == it.leg) else { return Ok(None) };
        let identity = store::identity::by_id(&mut tx, it.tenant, leg.identity).await?;
        Ok(identity.map(|identity| (message, identity.value)))
    }

    /// The machine stands here from now on, whatever happens to us.
    async fn stands(&self, it: &mut Delivery, machine: String) -> Result<()> {
        if machine != it.machine {
            it.machine = machine;
            self.keep(it).await?;
        }
        Ok(())
    }

    async fn sent(&self, it: Delivery, route: &Route<'_>) -> Result<()> {
        self.settle_delivery(it, DeliveryState::Sent, None).await?;
        self.is_back(&route.account).await
    }

    /// Definitely refused.
    async fn refused(&self, it: Delivery, fault: Fault, why: String) -> Result<()> {
        if matches!(fault, Fault::Account | Fault::Provider) {
            self.engine.health.ill(it.account, self.now(), &why, false);
        }
        self.dead(it, fault, why).await
    }

    pub(super) async fn dead(&self, mut it: Delivery, fault: Fault, why: String) -> Result<()> {
        it.fault = Some(fault);
        self.settle_delivery(it, DeliveryState::Dead, Some(why)).await
    }

    /// Tries again later, each time further apart, until it is given up.
    async fn later(&self, mut it: Delivery, earliest: At, why: String) -> Result<()> {
        let now = self.now();
        self.engine.health.ill(it.account, now, &why, true);
        match flow::again(it.attempts, it.first_at, earliest, now, self.outside.chance.secret()[0]) {
            None => self.dead(it, Fault::Provider, why).await,
            Some(at) => {
                it.next_at = at;
                it.last_error = Some(why);
                self.keep(&it).await?;
                self.bell.outbox.notify_one();
                Ok(())
            }
        }
    }

    /// Everything of this account waits until then.
    async fn postpone(&self, it: &Delivery, until: At) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::delivery::postpone(&mut tx, it.tenant, it.account, until).await?;
        tx.commit().await?;
        self.bell.outbox.notify_one();
        Ok(())
    }

    async fn keep(&self, it: &Delivery) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::delivery::save(&mut tx, it).await?;
        Ok(tx.commit().await?)
    }
}

/// The channel's next step. One that fails on it is our fault: that message goes no further, and all others do.
fn step(
    channel: &dyn Channel,
    opened: &Opened,
    sending: &Sending,
    last: Option<Result<Response, TransportError>>,
    now: At,
) -> Step {
    let begun = !sending.machine.is_empty();
    catch_unwind(AssertUnwindSafe(|| channel.next(opened, sending, last, now))).unwrap_or_else(|_| {
        let why = "the channel's machine failed on it: see the log";
        if begun { Step::InDoubt(why.into()) } else { Step::never(Fault::Provider, why) }
    })
}

/// Calls in a second: as the account says, else as its kind does.
pub(crate) fn rate(opened: &Opened, of_kind: u32) -> u32 {
    opened.setting("rate").parse().ok().filter(|rate| *rate > 0).unwrap_or(of_kind)
}
