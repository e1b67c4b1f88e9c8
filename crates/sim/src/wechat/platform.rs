//! The running platform: its clock, its two doors, and what tests and the demo ask of it.
use super::account::Account;
use super::act::{self, Act};
use super::callback::{self, Delivery};
use super::crypto::{Envelope, random, word};
use super::fault::{Fault, FaultKind};
use super::world::{Call, Person, Shop, Shown, World, openid, unionid};
use super::{api, client, control, door};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use url::Url;

/// The platform's own times.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// How long a webhook may take.
    pub answer_within: Duration,
    /// Between two tries of a callback.
    pub between_tries: Duration,
    /// How often a callback is tried in total.
    pub tries: usize,
}

impl Default for Rules {
    /// As the provider has them.
    fn default() -> Rules {
        Rules { answer_within: Duration::from_secs(5), between_tries: Duration::from_secs(1), tries: 3 }
    }
}

/// What all handlers share.
pub(super) struct Inner {
    world: Mutex<World>,
    /// Counts changes of what phones show.
    pub(super) changed: watch::Sender<u64>,
    ahead: AtomicU64,
    pub(super) rules: Rules,
    pub(super) base: String,
    tasks: Mutex<JoinSet<()>>,
    open: watch::Sender<bool>,
    /// True when the platform ends: nobody waits any longer.
    pub(super) closing: watch::Sender<bool>,
}

impl Inner {
    /// Does something with the world; nobody waits inside.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut World) -> T) -> T {
        let before;
        let result = {
            let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
            before = world.shown.back().map(|it| it.seq);
            let result = work(&mut world);
            if before == world.shown.back().map(|it| it.seq) {
                return result;
            }
            result
        };
        self.tell();
        result
    }
    /// Wakes whoever looks at a phone.
    pub(super) fn tell(&self) {
        self.changed.send_modify(|count| *count += 1);
    }
    /// Unix milliseconds by the platform's clock.
    pub(super) fn millis(&self) -> u64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX) + self.ahead.load(Ordering::Relaxed)
    }
    /// Unix seconds by the platform's clock.
    pub(super) fn now(&self) -> u64 {
        self.millis() / 1_000
    }
    pub(super) fn advance(&self, by: Duration) {
        self.ahead.fetch_add(u64::try_from(by.as_millis()).unwrap_or_default(), Ordering::Relaxed);
        self.tell();
    }
    /// Runs something until the platform ends.
    pub(super) fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        while tasks.try_join_next().is_some() {}
        tasks.spawn(work);
    }

    /// Has a fault happen; false: there is no such account.
    pub(super) fn fault(self: &Arc<Self>, app_id: &str, fault: Fault) -> bool {
        if fault.kind == FaultKind::Refused {
            self.open.send_replace(false);
            let (inner, time) = (self.clone(), Duration::from_secs(fault.seconds.unwrap_or(1)));
            self.spawn(async move {
                tokio::time::sleep(time).await;
                inner.open.send_replace(true);
            });
            return true;
        }
        let now = self.now();
        self.with(|world| world.shops.get_mut(app_id).map(|shop| shop.faults.add(fault, now)).is_some())
    }

    /// Makes a person, or gives the one of this id another name.
    pub(super) fn person(&self, id: &str, name: &str) -> Person {
        let person = Person { id: id.to_owned(), name: name.to_owned(), unionid: unionid(id) };
        self.with(|world| world.people.insert(id.to_owned(), person.clone()));
        person
    }

    /// The provider's own check of a webhook: it must give the `echostr` back. The error says what came instead.
    pub(super) async fn verify(&self, app_id: &str) -> Result<(), String> {
        let (nonce, echo, stamp) = (word(10), word(19), self.now().to_string());
        let (webhook, signature) = self
            .with(|world| {
                let shop = world.shops.get(app_id)?;
                Some((shop.account.webhook.clone()?, shop.envelope.signature(&[&stamp, &nonce])))
            })
            .ok_or("the account has no webhook")?;
        let mut url = Url::parse(&webhook).map_err(|why| why.to_string())?;
        url.query_pairs_mut().extend_pairs([
            ("signature", signature.as_str()),
            ("timestamp", &stamp),
            ("nonce", &nonce),
            ("echostr", &echo),
        ]);
        match client::call(&url, None, self.rules.answer_within).await {
            Ok((200, text)) if text == echo => Ok(()),
            Ok((status, text)) => Err(format!("{status} {text:?} instead of the echostr")),
            Err(why) => Err(format!("{why:?}")),
        }
    }
}

/// The platform while it runs; it ends when this is dropped.
pub struct Platform {
    inner: Arc<Inner>,
    /// Where accounts' programs call: `base_url` is `http://{address}`.
    pub address: SocketAddr,
    /// Where people's phones and tests from outside call, under `/sim/`.
    pub control: SocketAddr,
}

impl Platform {
    /// Starts at this address (port 0: any), with the provider's own times. The control side gets a port of its own.
    pub async fn start(listen: SocketAddr) -> std::io::Result<Platform> {
        Platform::with_rules(listen, Rules::default()).await
    }

    /// Starts with other times.
    pub async fn with_rules(listen: SocketAddr, rules: Rules) -> std::io::Result<Platform> {
        let provider = TcpListener::bind(listen).await?;
        let other = TcpListener::bind(SocketAddr::new(listen.ip(), 0)).await?;
        let (address, control) = (provider.local_addr()?, other.local_addr()?);
        let inner = Arc::new(Inner {
            world: Mutex::default(),
            changed: watch::Sender::new(0),
            ahead: AtomicU64::new(0),
            rules,
            base: format!("http://{address}"),
            tasks: Mutex::default(),
            open: watch::Sender::new(true),
            closing: watch::Sender::new(false),
        });
        inner.spawn(door::serve(provider, api::router(inner.clone()), inner.open.subscribe()));
        let always = watch::Sender::new(true);
        let router = control::router(inner.clone());
        inner.spawn(async move { door::serve(other, router, always.subscribe()).await });
        Ok(Platform { inner, address, control })
    }

    /// The control side once more, for a program that serves it below an address of its own.
    pub fn phones(&self) -> axum::Router {
        control::router(self.inner.clone())
    }

    /// Opens an account; the error names a key that cannot be used.
    pub fn open(&self, account: Account) -> Result<(), String> {
        let envelope = Envelope::new(&account.token, &account.aes_key, &account.app_id)?;
        let shop = Shop {
            envelope,
            tokens: super::Tokens::default(),
            faults: super::fault::Faults::default(),
            followers: BTreeMap::new(),
            media: BTreeMap::new(),
            sent: [(0, 0); 2],
            repeats: BTreeMap::new(),
            passed: Arc::default(),
            account,
        };
        self.inner.with(|world| world.shops.insert(shop.account.app_id.clone(), shop));
        Ok(())
    }

    /// Says where an account's callbacks go; `verify` asks the address to prove itself.
    pub fn set_webhook(&self, app_id: &str, url: &str) {
        self.inner.with(|world| {
            if let Some(shop) = world.shops.get_mut(app_id) {
                shop.account.webhook = Some(url.to_owned());
            }
        });
    }

    /// Checks the webhook as the provider does when it is entered.
    pub async fn verify(&self, app_id: &str) -> Result<(), String> {
        self.inner.verify(app_id).await
    }

    /// Somebody with a phone; gives their unionid.
    pub fn person(&self, id: &str, name: &str) -> String {
        self.inner.person(id, name).unionid
    }

    /// The person as this account knows them.
    #[must_use]
    pub fn openid(&self, app_id: &str, person: &str) -> String {
        openid(app_id, person)
    }

    /// A person does something; the callback has come to its end when this returns.
    pub async fn act(&self, person: &str, app_id: &str, act: Act) -> Result<Delivery, String> {
        let callback = act::prepare(&self.inner, person, app_id, act)?;
        Ok(callback::deliver(&self.inner, callback).await)
    }

    /// What this person's phone shows of this account, oldest first.
    #[must_use]
    pub fn shown(&self, person: &str, app_id: &str) -> Vec<Shown> {
        let mine = |it: &&Shown| it.person == person && it.account == app_id;
        self.inner.with(|world| world.shown.iter().filter(mine).cloned().collect())
    }

    /// Waits until the phone shows what `found` looks for among everything of this account; false: not in time.
    pub async fn sees(&self, person: &str, app_id: &str, within: Duration, found: impl Fn(&[Shown]) -> bool) -> bool {
        let mut changed = self.inner.changed.subscribe();
        let look = async {
            while !found(&self.shown(person, app_id)) {
                if changed.changed().await.is_err() {
                    return;
                }
            }
        };
        tokio::time::timeout(within, look).await.is_ok()
    }

    /// Whether the phone shows 对方正在输入.
    #[must_use]
    pub fn types(&self, person: &str, app_id: &str) -> bool {
        let now = self.inner.now();
        self.inner.with(|world| world.follower(app_id, person).is_some_and(|it| it.typing_until > now))
    }

    /// Calls of this account's program, oldest first.
    #[must_use]
    pub fn calls(&self, app_id: &str) -> Vec<Call> {
        self.inner.with(|world| world.calls.iter().filter(|it| it.account == app_id).cloned().collect())
    }

    /// Has a fault happen to this account.
    pub fn fault(&self, app_id: &str, fault: Fault) {
        self.inner.fault(app_id, fault);
    }

    /// Forgets the account's faults that have not happened.
    pub fn heal(&self, app_id: &str) {
        self.inner.with(|world| world.shops.get_mut(app_id).map(|shop| shop.faults.clear()));
    }

    /// Takes back every token of the account.
    pub fn revoke_tokens(&self, app_id: &str) {
        self.inner.with(|world| world.shops.get_mut(app_id).map(|shop| shop.tokens.revoke()));
    }

    /// Moves the platform's clock forward.
    pub fn advance(&self, by: Duration) {
        self.inner.advance(by);
    }

    /// Bytes nobody has seen before, for a test's own envelope.
    #[must_use]
    pub fn random() -> [u8; 16] {
        random()
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        self.inner.closing.send_replace(true);
        self.inner.tasks.lock().unwrap_or_else(PoisonError::into_inner).abort_all();
    }
}
