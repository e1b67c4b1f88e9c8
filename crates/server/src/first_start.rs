//! The first start on an empty folder: a tenant, a brand with its queue and web chat, and an administrator.
use crate::clock::SystemChance;
use crate::config::Config;
use desk::{BrandPlan, Desk, Furnishing, NewAgent};
use model::port::Chance;
use model::{Locale, Role, Secret};

/// Makes what a first start needs, all at once; nothing when there is something already. Says the sign-in when it had to
/// make one up.
pub async fn prepare(desk: &Desk, config: &Config, chance: &SystemChance) -> desk::Result<Option<(String, Secret)>> {
    let made_up = config.admin_email.is_empty() || config.admin_password.is_empty();
    let email = if config.admin_email.is_empty() { "admin@example.com".to_owned() } else { config.admin_email.clone() };
    let password = if config.admin_password.is_empty() { random(chance) } else { config.admin_password.clone() };
    let admin = NewAgent {
        name: "管理员".into(),
        email: email.clone(),
        password: password.clone(),
        role: Role::Administrator,
        locale: Locale::Zh,
        capacity: 800,
        cheap: false,
    };
    let plan = Furnishing {
        tenant: "我的企业".into(),
        brands: vec![BrandPlan { name: "默认品牌".into(), queue: "在线客服".into(), ..BrandPlan::default() }],
        agents: vec![admin],
        ..Furnishing::default()
    };
    let fresh = desk.furnish(&plan).await?.is_some();
    Ok((fresh && made_up).then_some((email, password)))
}

/// Twenty letters and digits without look-alikes: over 100 bits.
fn random(chance: &SystemChance) -> Secret {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let text: String =
        chance.secret().iter().take(20).map(|byte| LETTERS[usize::from(*byte) % LETTERS.len()] as char).collect();
    Secret::new(text)
}
