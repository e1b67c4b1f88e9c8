//! Online: whether anybody is there to answer in a brand, for the pages of those who may want to write. A page hears when
//! the first agent comes and when the last one goes.
use crate::{Desk, Result};
use model::*;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use store::Tx;
use tokio::sync::watch;

/// The brands whose pages were ever open here. Nothing in it is truth.
#[derive(Default)]
pub(crate) struct Online {
    brands: Mutex<BTreeMap<BrandId, (TenantId, watch::Sender<bool>)>>,
    /// Who looks also tells before the next one looks: the last word is the latest.
    turn: tokio::sync::Mutex<()>,
}

impl Online {
    fn brands<T>(&self, look: impl FnOnce(&mut BTreeMap<BrandId, (TenantId, watch::Sender<bool>)>) -> T) -> T {
        look(&mut self.brands.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Desk {
    /// Changes when the first agent of the account's brand comes or the last one goes.
    pub async fn online(&self, account: &ChannelAccount) -> Result<watch::Receiver<bool>> {
        let known = |brands: &mut BTreeMap<BrandId, (TenantId, watch::Sender<bool>)>| {
            brands.get(&account.brand).map(|(_, told)| told.subscribe())
        };
        if let Some(known) = self.online.brands(known) {
            return Ok(known);
        }
        self.online.brands(|brands| {
            brands.entry(account.brand).or_insert_with(|| (account.tenant, watch::Sender::new(false)));
        });
        self.tell_online(account.tenant).await?;
        Ok(self.online.brands(known).unwrap_or_else(|| watch::Sender::new(false).subscribe()))
    }

    /// Somebody of the tenant came or left: pages hear of it if it makes a difference to them.
    pub(crate) async fn tell_online(&self, tenant: TenantId) -> Result<()> {
        let _turn = self.online.turn.lock().await;
        let open = self.online.brands(|brands| {
            let of_tenant = brands.iter().filter(|(_, (of, _))| *of == tenant);
            of_tenant.map(|(brand, _)| *brand).collect::<Vec<_>>()
        });
        for brand in open {
            let anybody = self.anybody(&mut self.db.read().await?, tenant, brand).await?;
            self.online.brands(|brands| {
                if let Some((_, told)) = brands.get(&brand) {
                    told.send_if_modified(|before| std::mem::replace(before, anybody) != anybody);
                }
            });
        }
        Ok(())
    }

    /// Whether the brand receives now and somebody is there to do it.
    pub(crate) async fn anybody(&self, tx: &mut Tx, tenant: TenantId, brand: BrandId) -> Result<bool> {
        let open = self.manual(tx, tenant).await?.of(brand, self.rules).hours.is_open(self.now());
        Ok(open && store::agent::anybody(tx, tenant, brand).await?)
    }

    /// Pages hear when a brand opens or closes.
    pub(crate) async fn tick_hours(&self) -> Result<Option<At>> {
        let now = self.now();
        let mut next = now + flow::LOOK_AGAIN;
        for tenant in self.tenants().await? {
            let mut tx = self.db.read().await?;
            let manual = self.manual(&mut tx, tenant.tenant).await?;
            drop(tx);
            next = manual.hours().filter_map(|hours| hours.next_change(now)).fold(next, At::min);
            self.tell_online(tenant.tenant).await?;
        }
        Ok(Some(next))
    }
}
