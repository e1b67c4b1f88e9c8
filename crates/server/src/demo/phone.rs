//! The phone beside the demo's shop: a simulated platform on this machine, the first brand's accounts on it, two people.
use desk::{Desk, NewAccount};
use model::ChannelAccount;
use serde_json::{Value, json};
use sim::wechat::{Account, Key, Kind, Platform};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};

/// The shop's customer who is signed in on its page, and holds the first phone.
pub const CUSTOMER: (&str, &str) = ("xuqing", "许青");
/// Somebody whom no shop knows.
const STRANGER: (&str, &str) = ("stranger", "路人");

/// The platform while the demo runs.
pub struct Phone {
    platform: Platform,
    accounts: Vec<Account>,
    /// The customer's id across the platform's accounts.
    pub unionid: String,
}

impl Phone {
    /// Starts the platform at a free port of this machine.
    pub async fn start() -> Result<Phone, String> {
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let platform = Platform::start(anywhere).await.map_err(|why| format!("the simulated platform: {why}"))?;
        let unionid = platform.person(CUSTOMER.0, CUSTOMER.1);
        platform.person(STRANGER.0, STRANGER.1);
        Ok(Phone { platform, accounts: vec![], unionid })
    }

    /// `host:port` that the house must be allowed to call.
    pub fn host(&self) -> String {
        self.platform.address.to_string()
    }

    /// Opens the accounts on both sides, for the brand of `first`; the house's, in the same order as ours.
    pub async fn furnish(&mut self, desk: &Desk, first: &ChannelAccount) -> Result<Vec<ChannelAccount>, String> {
        let brand = first.name.split(" · ").next().unwrap_or_default();
        let mut made = vec![];
        for kind in [Kind::Official, Kind::Mini] {
            let Some(channel) = channels::find(kind.channel()) else { continue };
            let manifest = channel.manifest();
            let shown = if kind == Kind::Official { format!("拾光{brand}") } else { "拾光小程序".to_owned() };
            let mut account = Account::new(kind, &shown, &format!("shiguang{}", made.len()));
            if kind == Kind::Official {
                account.menu = vec![
                    Key { name: "人工客服".into(), key: "desk".into(), is_view: false },
                    Key { name: "查订单".into(), key: "order".into(), is_view: false },
                ];
            }
            let given = settings(&account, &format!("http://{}", self.platform.address));
            let defaults = manifest.settings.iter().filter(|it| !it.default.is_empty());
            let mut settings: BTreeMap<String, String> =
                defaults.map(|it| (it.key.to_owned(), it.default.to_owned())).collect();
            settings.extend(given.into_iter().filter(|(key, _)| manifest.settings.iter().any(|it| it.key == key)));
            let name = format!("{brand} · {}", manifest.title.zh);
            let new = NewAccount { kind: manifest.kind.into(), brand: first.brand, queue: first.queue, name, settings };
            made.push(desk.make_account(first.tenant, &new).await.map_err(|why| why.to_string())?);
            self.platform.open(account.clone())?;
            self.accounts.push(account);
        }
        Ok(made)
    }

    /// Says to the platform where the house, which listens at `at`, takes its callbacks.
    pub async fn connect(&self, at: SocketAddr, made: &[ChannelAccount]) {
        for (account, ours) in self.accounts.iter().zip(made) {
            let url = format!("http://{}:{}/hooks/{}/{}", loopback(at), at.port(), ours.kind, ours.hook);
            self.platform.set_webhook(&account.app_id, &url);
            if let Err(why) = self.platform.verify(&account.app_id).await {
                tracing::warn!(account = account.name, %why, "the simulated platform could not verify a webhook");
            }
        }
    }

    /// What the shop's page is told of it.
    pub fn page(&self) -> Value {
        let people = json!([
            { "id": CUSTOMER.0, "name": CUSTOMER.1 },
            { "id": STRANGER.0, "name": STRANGER.1, "is_stranger": true },
        ]);
        json!({ "base": "/demo", "people": people })
    }

    /// What the phone asks, for below `/demo`: a page reaches its own host from anywhere, another port only at home.
    pub fn phones(&self) -> axum::Router {
        self.platform.phones()
    }
}

fn settings(account: &Account, base: &str) -> BTreeMap<String, String> {
    let pairs = [
        ("base_url", base),
        ("app_id", &account.app_id),
        ("app_secret", &account.app_secret),
        ("token", &account.token),
        ("aes_key", &account.aes_key),
        ("mode", "safe"),
        ("original_id", &account.original_id),
        ("template_id", "shiguang-reply"),
        ("template_field", "thing2"),
    ];
    pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).into()
}

/// Where programs of this machine reach a door that may be open to all.
fn loopback(at: SocketAddr) -> String {
    if at.ip().is_unspecified() { Ipv4Addr::LOCALHOST.to_string() } else { at.ip().to_string() }
}
