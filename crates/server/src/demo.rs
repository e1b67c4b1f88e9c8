//! `parlor demo`: the fictional shop 拾光 in a throw-away folder, with two brands, a small team, and customers who write.
use crate::config::Config;
use crate::serve::{Open, listen, told_to_stop};
use axum::routing::get;
use axum::{Json, Router};
use channels::engine::signature::hmac_sha256_hex;
use desk::{Desk, NewAccount, NewAgent};
use model::port::{Chance, Transport};
use model::{ChannelAccount, Locale, Role, Secret, TenantId};
use serde_json::{Value, json};
use sim::{Crowd, Door};
use std::collections::BTreeMap;
use std::sync::Arc;

const PASSWORD: &str = "shiguang2026";
const TEAM: &[(&str, &str, Role)] = &[
    ("林小满", "agent@shiguang.example", Role::Agent),
    ("江月", "agent2@shiguang.example", Role::Agent),
    ("沈知秋", "supervisor@shiguang.example", Role::Supervisor),
    ("顾南", "admin@shiguang.example", Role::Administrator),
];
const SECRET: &str = "signing_secret";

/// A folder that goes when the demo ends.
struct Away(std::path::PathBuf);
impl Drop for Away {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Until told to stop; `crowded`: with customers who write.
pub async fn run(mut config: Config, crowded: bool) -> Result<(), String> {
    let listener = match listen(config.listen).await {
        Ok(listener) => listener,
        // Somebody has the usual port: a demo may stand anywhere.
        Err(_) if config.listen.port() == 8080 => listen(std::net::SocketAddr::new(config.listen.ip(), 0)).await?,
        Err(why) => return Err(why),
    };
    let folder = std::env::temp_dir().join(format!("parlor-demo-{}", std::process::id()));
    let _away = Away(folder.clone());
    config.data_dir = folder;
    let secret = Arc::new(std::sync::OnceLock::new());
    let shop = Arc::new(std::sync::OnceLock::new());
    let more = Router::new().route(
        "/demo/config.json",
        get({
            let (shop, secret) = (shop.clone(), secret.clone());
            move || {
                let it = page_config(shop.get(), secret.get());
                async move { Json(it) }
            }
        }),
    );
    let open = Open::start(&config, Some(more), listener).await?;
    let accounts =
        furnish(&open.house.desk, open.house.chance.as_ref(), &secret).await.map_err(|why| why.to_string())?;
    let ids: Vec<String> = accounts.iter().map(|account| account.id.to_string()).collect();
    let _ = shop.set(accounts);
    let key = secret.get().cloned().unwrap_or_default();
    let sign = Arc::new(move |payload: &str| hmac_sha256_hex(&key, payload.as_bytes()));
    let door = Door { host: open.address.to_string(), accounts: ids, sign };
    let crowd = crowded.then(|| Crowd::start(&door));
    welcome(&open);
    told_to_stop().await;
    drop(crowd);
    println!("\nThe demo ends; its folder is removed.");
    open.close().await;
    Ok(())
}

fn welcome(open: &Open) {
    let at = open.address;
    println!(
        "
  会客厅 Parlor · demo

  坐席工作台 Console      http://{at}/
  示例商店 Shop           http://{at}/demo      （在这里写第一句话 · write as a customer here）

  登录 Sign in            密码 password: {PASSWORD}"
    );
    for (name, email, role) in TEAM {
        let role = match role {
            Role::Agent => "坐席 agent",
            Role::Supervisor => "班长 supervisor",
            _ => "管理员 administrator",
        };
        println!("    {email:<28} {name}  {role}");
    }
    println!("\n  Ctrl-C 结束并清空 ends it and forgets everything.\n");
}

/// The shop: a tenant with two brands, its team, web chat in both, quick replies and tags.
async fn furnish(
    desk: &Desk,
    chance: &dyn Chance,
    secret: &std::sync::OnceLock<String>,
) -> desk::Result<Vec<ChannelAccount>> {
    let tenant = desk.make_tenant("拾光").await?;
    let mut accounts = vec![];
    let key = secret.get_or_init(|| chance.secret().iter().map(|byte| format!("{byte:02x}")).collect()).clone();
    for (brand, queue, color, greeting) in [
        (
            "旗舰店",
            "售前咨询",
            "#1d5fbf",
            ("您好，这里是拾光旗舰店，想看点什么？", "Welcome to Shiguang. What are you looking for?"),
        ),
        (
            "售后",
            "售后服务",
            "#0f6b5c",
            (
                "您好，售后为您服务，请告诉我们订单号或问题。",
                "Hello, this is after-sales. Tell us your order or what is wrong.",
            ),
        ),
    ] {
        let (id, line) = desk.make_brand(tenant, brand, queue).await?;
        for channel in desk.channels().iter().filter(|channel| channel.manifest().transport == Transport::Hosted) {
            let manifest = channel.manifest();
            let mut settings: BTreeMap<String, String> = manifest
                .settings
                .iter()
                .filter(|it| !it.default.is_empty())
                .map(|it| (it.key.into(), it.default.into()))
                .collect();
            for (name, value) in
                [("color", color), ("greeting_zh", greeting.0), ("greeting_en", greeting.1), (SECRET, key.as_str())]
            {
                if manifest.settings.iter().any(|it| it.key == name) {
                    settings.insert(name.into(), value.into());
                }
            }
            let new = NewAccount {
                kind: manifest.kind.into(),
                brand: id,
                queue: line,
                name: format!("{brand} · {}", manifest.title.zh),
                settings,
            };
            accounts.push(desk.make_account(tenant, &new).await?);
        }
    }
    people(desk, tenant).await?;
    Ok(accounts)
}

async fn people(desk: &Desk, tenant: TenantId) -> desk::Result<()> {
    for (name, email, role) in TEAM {
        let new = NewAgent {
            name: (*name).into(),
            email: (*email).into(),
            password: Secret::new(PASSWORD),
            role: *role,
            locale: Locale::Zh,
            capacity: 800,
            cheap: false,
        };
        desk.make_agent(tenant, &new).await?;
    }
    let admin = desk.sign_in("admin@shiguang.example", PASSWORD, "demo").await?;
    for (shortcut, title, text) in [
        ("你好", "问候", "{{customer.name}}您好，我是{{agent.name}}，很高兴为您服务。"),
        ("换新", "15 天换新", "签收 15 天内出现质量问题可以直接换新，上门取件免运费。请问明天下午 2 点到 4 点方便吗？"),
        ("发票", "发票说明", "电子发票会在确认收货后 24 小时内发到您的邮箱，抬头有误可以重开一次。"),
        ("物流", "查物流", "我帮您联系快递核实，2 小时内给您答复，请留意这里的消息。"),
        ("hi", "Greeting", "Hello {{customer.name}}, this is {{agent.name}}. How can I help?"),
    ] {
        desk.save_quick_reply(&admin.staff, None, true, shortcut, title, text).await?;
    }
    for tag in ["退换货", "物流", "发票", "售前", "VIP"] {
        desk.make_tag(&admin.staff, tag).await?;
    }
    desk.sign_out(admin.cookie.expose()).await
}

/// What the shop's page asks for: its accounts and a signed-in customer.
fn page_config(accounts: Option<&Vec<ChannelAccount>>, secret: Option<&String>) -> Value {
    let exp = jiff::Timestamp::now().as_second() + 12 * 3_600;
    let accounts: Vec<Value> = accounts
        .into_iter()
        .flatten()
        .map(|it| {
            let brand = it.name.split(" · ").next().unwrap_or_default();
            json!({ "id": it.id, "brand": brand })
        })
        .collect();
    let payload = json!({ "external_id": "sg-1001", "name": "许青", "phone": "13800132046", "email": "xuqing@example.com", "exp": exp }).to_string();
    let users: Vec<Value> = secret.iter().map(|secret| {
        json!({ "name": "许青", "payload": payload, "signature": hmac_sha256_hex(secret, payload.as_bytes()) })
    }).collect();
    json!({ "accounts": accounts, "users": users })
}
