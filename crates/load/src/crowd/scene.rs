//! Sets the scene through the public doors: an administrator signs in, agents are made, a key is cut, a web chat account is found.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::door::{Address, Hook, Rest, shape};
use crate::provider::Provider;

/// What a run needs to begin.
pub struct Scene {
    /// The administrator; reads everything back at the end.
    pub admin: Rest,
    pub address: Address,
    /// The web chat account's id, as visitors name it.
    pub account: String,
    pub queues: Vec<String>,
    /// Id and signed-in caller of each agent.
    pub agents: Vec<(String, Rest)>,
    /// A caller with an API key.
    pub program: Rest,
    /// A caller without credentials.
    pub anybody: Rest,
}

impl Scene {
    /// Sets the scene on a running server. The error is a sentence that says which step failed and what the server answered.
    pub async fn set(
        address: &Address,
        email: &str,
        password: &str,
        agents: usize,
        capacity: u32,
    ) -> Result<Self, String> {
        let anybody = Rest::new(address)?;
        let (admin, account) = first_sign_in(&anybody, email, password).await?;
        let queues = admin.list("/api/v1/queues").await?.iter().filter_map(|queue| shape::text(queue, "id")).collect();
        let made = admin.post("/test/agents", &json!({"n": agents, "capacity": capacity})).await;
        let made = made.done("POST /test/agents (is PARLOR_TEST=1 set?)")?;
        let mut signed_in = Vec::new();
        for agent in shape::items(&made) {
            let (email, password) =
                (shape::text(agent, "email").unwrap_or_default(), shape::text(agent, "password").unwrap_or_default());
            let (rest, session) = anybody.sign_in(&email, &password).await?;
            let id =
                session.get("agent").and_then(|agent| shape::text(agent, "id")).or_else(|| shape::text(agent, "id"));
            signed_in.push((id.unwrap_or_default(), rest));
        }
        if signed_in.len() != agents {
            return Err(format!("POST /test/agents made {} of {agents} agents", signed_in.len()));
        }
        let key = admin
            .post("/api/v1/api-keys", &json!({"name": format!("parlor-load {}", signed_in[0].0), "role": "supervisor"}))
            .await
            .done("POST /api/v1/api-keys")?;
        let key = shape::text(&key, "key")
            .or_else(|| shape::text(&key, "token"))
            .ok_or("POST /api/v1/api-keys: the answer shows no key")?;
        let program = anybody.with_authorization(&format!("Bearer {key}"));
        Ok(Self { admin, address: address.clone(), account, queues, agents: signed_in, program, anybody })
    }
}

/// What the second door needs.
#[derive(Clone)]
pub struct Doors {
    pub hook: Hook,
    pub provider: Provider,
    /// Signs users of the web chat account.
    pub secret: String,
}

/// Both sides sign pushes with it.
const PUSH_TOKEN: &str = "loadpushtoken";

impl Scene {
    /// Opens a WeChat account in the web chat's brand, which calls `provider`, and lets the web chat sign its users.
    pub async fn open_doors(&self, provider: &Provider) -> Result<Doors, String> {
        let path = format!("/api/v1/channel-accounts/{}", self.account);
        let web = self.admin.get(&path).await.done("GET channel-accounts")?;
        let secret = format!("secret-{}", uuid::Uuid::now_v7().simple());
        let body = json!({"settings": {"signing_secret": secret}});
        self.admin.call(reqwest::Method::PATCH, &path, Some(&body), None).await.done("PATCH channel-accounts")?;
        let settings = json!({
            "app_id": "wx0123456789abcdef", "app_secret": "load-app-secret", "token": PUSH_TOKEN, "mode": "plain",
            "base_url": format!("http://{}", provider.host()), "rate": "1000",
        });
        let body = json!({"kind": "wechat", "brand": shape::text(&web, "brand"), "name": "load", "settings": settings});
        let made = self.admin.post("/api/v1/channel-accounts", &body).await.done("POST channel-accounts (wechat)")?;
        let path = shape::text(&made, "webhook_path").ok_or("the WeChat account has no webhook_path")?;
        let hook = Hook::new(&self.address, &path, PUSH_TOKEN)?;
        Ok(Doors { hook, provider: provider.clone(), secret })
    }
}

/// Signs in and finds the account to write to; a server that has just begun gets some seconds to have both.
async fn first_sign_in(anybody: &Rest, email: &str, password: &str) -> Result<(Rest, String), String> {
    let until = Instant::now() + Duration::from_secs(5);
    loop {
        let found = match anybody.sign_in(email, password).await {
            Ok((admin, session)) => account(&admin, &session).await.map(|account| (admin, account)),
            Err(why) => Err(why),
        };
        match found {
            Err(_) if Instant::now() < until => sleep(Duration::from_millis(200)).await,
            done => return done,
        }
    }
}

/// The first active web chat account; makes one when there is none.
async fn account(admin: &Rest, session: &Value) -> Result<String, String> {
    let accounts = admin.list("/api/v1/channel-accounts").await?;
    let open = accounts.iter().find(|account| {
        shape::text(account, "kind").as_deref() == Some("webchat")
            && shape::text(account, "state").as_deref() == Some("active")
    });
    if let Some(id) = open.and_then(|account| shape::text(account, "id")) {
        return Ok(id);
    }
    let brands = admin.list("/api/v1/brands").await?;
    let brand =
        brands.first().or_else(|| shape::list(session, "brands").first()).and_then(|brand| shape::text(brand, "id"));
    let body = json!({"kind": "webchat", "brand": brand, "name": "load", "settings": {"allowed_origins": ""}});
    let made = admin.post("/api/v1/channel-accounts", &body).await.done("POST /api/v1/channel-accounts")?;
    shape::text(&made, "id").ok_or_else(|| "POST /api/v1/channel-accounts: the answer has no id".to_owned())
}
