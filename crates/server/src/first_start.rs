//! The first start on an empty folder: with a sign-in in the configuration a tenant, a brand with its queue and web chat, and
//! that administrator; else whoever opens the link that is printed sets the house up.
use crate::config::Config;
use desk::{BrandPlan, Desk, Furnishing, NewAgent};
use model::{Locale, Role, Secret};

/// Makes what a first start needs, all at once; nothing when there is something already. The code of the set-up link where
/// the house waits for somebody to use it.
pub async fn prepare(desk: &Desk, config: &Config) -> desk::Result<Option<Secret>> {
    if config.admin_email.is_empty() || config.admin_password.is_empty() {
        return Ok(desk.tenants().await?.is_empty().then(|| desk.setup_code()));
    }
    let admin = NewAgent {
        name: "管理员".into(),
        email: config.admin_email.clone(),
        password: config.admin_password.clone(),
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
    desk.furnish(&plan).await?;
    Ok(None)
}
