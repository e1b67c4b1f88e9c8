//! `parlor demo`: the fictional shop 拾光 in a throw-away folder, with two brands, a small team, and customers who write.
mod orders;
mod phone;
mod shop;

use crate::config::Config;
use crate::serve::{Open, listen, tell, told_to_stop};
use crate::wire::House;
use channels::engine::signature::hmac_sha256_hex;
use desk::Rules;
use model::port::Chance;
use model::{ChannelAccount, Role, Span};
use phone::{CUSTOMER, Phone};
use serde_json::{Value, json};
use sim::{Crowd, Door};
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// A folder that goes when the demo ends.
struct Away(PathBuf);
impl Drop for Away {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Whoever looks around in the shop meanwhile must not be on a break when they come back to the console.
const UNHURRIED: Rules = Rules { offer: Span::seconds(60), missed_most: 10, ..Rules::DEFAULT };

/// Until told to stop; `crowded`: with customers who write.
pub async fn run(mut config: Config, crowded: bool) -> Result<(), String> {
    let listener = match listen(config.listen).await {
        Ok(listener) => listener,
        // Somebody has the usual port: a demo may stand anywhere, unless it was told where.
        Err(_) if !config.listen_chosen => {
            let port = config.listen.port();
            tell(&format!("\n  端口 {port} 已被占用，改用别的 port {port} is taken, here is another one\n"));
            listen(SocketAddr::new(config.listen.ip(), 0)).await?
        }
        Err(why) => return Err(why),
    };
    let folder = std::env::temp_dir().join(format!("parlor-demo-{}", std::process::id()));
    let _away = Away(folder.clone());
    config.data_dir = folder;
    let mut phone = Phone::start().await?;
    config.allow_hosts.push(phone.host());
    let orders = orders::start(&mut config).await?;
    let house = House::open(&config, UNHURRIED).await?;
    let secret: String = house.chance.secret().iter().map(|byte| format!("{byte:02x}")).collect();
    let accounts = house.desk.furnish(&shop::plan(&secret)).await.map_err(|why| why.to_string())?.unwrap_or_default();
    let called = match accounts.first() {
        Some(first) => phone.furnish(&house.desk, first).await?,
        None => vec![],
    };
    orders.furnish(&house.desk).await?;
    let ids = accounts.iter().map(|account| account.id.to_string()).collect();
    let sign: Arc<dyn Fn(&str) -> String + Send + Sync> =
        Arc::new(move |payload| hmac_sha256_hex(&secret, payload.as_bytes()));
    let page: api::Demo = {
        let (sign, beside, unionid) = (sign.clone(), phone.page(), phone.unionid.clone());
        Arc::new(move || page_config(&accounts, sign.as_ref(), &unionid, &beside))
    };
    let open = Open::start(&config, house, Some((page, phone.phones())), listener).await?;
    phone.connect(open.address, &called).await;
    let crowd = crowded.then(|| Crowd::start(&Door { host: open.address.to_string(), accounts: ids, sign }));
    welcome(open.address);
    told_to_stop().await;
    drop((crowd, phone, orders));
    tell("\nThe demo ends; its folder is removed.\n");
    open.close().await;
    Ok(())
}

fn welcome(at: SocketAddr) {
    let mut said = format!(
        "
  会客厅 Parlor · demo

  坐席工作台 Console      http://{at}/
  示例商店 Shop           http://{at}/demo      （在这里写第一句话 · write as a customer here）
  微信 WeChat             http://{at}/demo#phone   （商店旁的手机 · a phone beside the shop）

  登录 Sign in            密码 password: {}
",
        shop::PASSWORD
    );
    for (name, email, role) in shop::TEAM {
        let role = match role {
            Role::Agent => "坐席 agent",
            Role::Supervisor => "班长 supervisor",
            _ => "管理员 administrator",
        };
        let _ = writeln!(said, "    {email:<28} {name}  {role}"); // a text has room
    }
    said.push_str("\n  Ctrl-C 结束并清空 ends it and forgets everything.\n\n");
    tell(&said);
}

/// What the shop's page asks for: its accounts, a customer who is signed in there, and the phone beside it.
fn page_config(accounts: &[ChannelAccount], sign: &dyn Fn(&str) -> String, unionid: &str, beside: &Value) -> Value {
    let exp = jiff::Timestamp::now().as_second() + 12 * 3_600;
    let brand = |it: &ChannelAccount| it.name.split(" · ").next().unwrap_or_default().to_owned();
    let shown: Vec<Value> = accounts.iter().map(|it| json!({ "id": it.id, "brand": brand(it) })).collect();
    let who = json!({ "external_id": "sg-1001", "unionid": unionid, "name": CUSTOMER.1, "phone": "13800132046", "email": "xuqing@example.com", "exp": exp });
    let payload = who.to_string();
    json!({ "accounts": shown, "users": [{ "name": CUSTOMER.1, "signature": sign(&payload), "payload": payload }], "phone": beside })
}
