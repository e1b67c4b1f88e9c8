//! The order system of the demo's shop: a simulated one on this machine, asked by both brands.
use super::shop::{ADMINISTRATOR, PASSWORD};
use crate::clock::SystemChance;
use crate::config::Config;
use desk::{Desk, SettingEdit};
use model::port::Chance as _;
use model::{Fields, Held};
use sim::shop::Shop;
use std::net::{Ipv4Addr, SocketAddr};

/// The shop while the demo runs.
pub struct Orders {
    shop: Shop,
    secret: String,
}

/// Opens it at a free port of this machine, and lets the house call it.
pub async fn start(config: &mut Config) -> Result<Orders, String> {
    let secret = sim::shop::secret(&SystemChance::new().secret());
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let shop = Shop::start(anywhere, &secret).await.map_err(|why| format!("the simulated shop: {why}"))?;
    config.allow_hosts.push(shop.address.to_string());
    Ok(Orders { shop, secret })
}

impl Orders {
    /// Says to the house where orders are asked for, as an administrator does.
    pub async fn furnish(&self, desk: &Desk) -> Result<(), String> {
        let staff = desk.sign_in(ADMINISTRATOR, PASSWORD, "parlor demo").await.map_err(|why| why.to_string())?.staff;
        let fields: Fields = [("url", self.shop.url()), ("secret", self.secret.clone())]
            .map(|(key, value)| (key.to_owned(), Held::Text(value)))
            .into();
        let edit = SettingEdit { name: Some("拾光商城".into()), fields: Some(fields), ..SettingEdit::default() };
        desk.make_setting(&staff, "order_source", None, &edit).await.map_err(|why| why.to_string())?;
        Ok(())
    }
}
