//! The first start on an empty folder: a tenant, a brand with its queue and web chat, and an administrator.
use crate::clock::SystemChance;
use crate::config::Config;
use desk::{Desk, NewAccount, NewAgent};
use model::port::{Chance, Transport};
use model::{Locale, Role, Secret};
use std::collections::BTreeMap;

/// Makes what a first start needs; nothing when there is something already. Says the sign-in when it had to make one up.
pub async fn prepare(desk: &Desk, config: &Config, chance: &SystemChance) -> desk::Result<Option<(String, Secret)>> {
    if !desk.tenants().await?.is_empty() {
        return Ok(None);
    }
    let made_up = config.admin_email.is_empty() || config.admin_password.is_empty();
    let email = if config.admin_email.is_empty() { "admin@example.com".to_owned() } else { config.admin_email.clone() };
    let password = if config.admin_password.is_empty() { random(chance) } else { config.admin_password.clone() };
    let tenant = desk.make_tenant("我的企业").await?;
    let (brand, queue) = desk.make_brand(tenant, "默认品牌", "在线客服").await?;
    for channel in desk.channels().iter().filter(|channel| channel.manifest().transport == Transport::Hosted) {
        let manifest = channel.manifest();
        let settings: BTreeMap<String, String> = manifest
            .settings
            .iter()
            .filter(|it| !it.default.is_empty())
            .map(|it| (it.key.into(), it.default.into()))
            .collect();
        let account = NewAccount { kind: manifest.kind.into(), brand, queue, name: manifest.title.zh.into(), settings };
        desk.make_account(tenant, &account).await?;
    }
    let admin = NewAgent {
        name: "管理员".into(),
        email: email.clone(),
        password: password.clone(),
        role: Role::Administrator,
        locale: Locale::Zh,
        capacity: 800,
        cheap: false,
    };
    desk.make_agent(tenant, &admin).await?;
    Ok(made_up.then_some((email, password)))
}

/// Twenty letters and digits without look-alikes: over 100 bits.
fn random(chance: &SystemChance) -> Secret {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let text: String =
        chance.secret().iter().take(20).map(|byte| LETTERS[usize::from(*byte) % LETTERS.len()] as char).collect();
    Secret::new(text)
}
