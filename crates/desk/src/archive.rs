//! Archive: brands that take nothing new any more, and queues that were taken out of their list and come back.
use crate::setup::taken;
use crate::{Desk, Error, Result, Staff};
use model::*;
use store::Tx;

const BRANDS: &str = "brands are archived by administrators";

impl Desk {
    /// From now on nothing new comes by this brand; what was said stays, and is found.
    ///
    /// # Errors
    /// `Invalid` on `brand` while a conversation is open in it, an account receives for it, or no other brand is left.
    pub async fn archive_brand(&self, who: &Staff, id: BrandId) -> Result<Brand> {
        let (mut tx, it) = self.administered(who, id).await?;
        if it.archived_at.is_some() {
            return Ok(it);
        }
        let refused = |code, why: String| Err(Error::field("brand", code, why));
        let accounts = store::account::all(&mut tx, who.tenant).await?;
        let receives = |account: &&ChannelAccount| account.brand == id && account.state == AccountState::Active;
        let receiving: Vec<&str> = accounts.iter().filter(receives).map(|account| account.name.as_str()).collect();
        if !receiving.is_empty() {
            let names = receiving.join(", ");
            return refused("in_use", format!("it still receives by {names}: disable these channel accounts first"));
        }
        let open = store::organisation::open_in(&mut tx, who.tenant, id).await?;
        if open > 0 {
            return refused("not_empty", format!("{open} conversations are open in it: close or transfer them first"));
        }
        let brands = store::organisation::brands(&mut tx, who.tenant).await?;
        if !brands.iter().any(|other| other.id != id && other.archived_at.is_none()) {
            return refused("last", "a company needs one brand".into());
        }
        let now = self.now();
        self.save_archived(tx, who, Brand { archived_at: Some(now), ..it }, "brand.archived").await
    }

    /// It receives again, by the accounts that are made active.
    pub async fn restore_brand(&self, who: &Staff, id: BrandId) -> Result<Brand> {
        let (tx, it) = self.administered(who, id).await?;
        if it.archived_at.is_none() {
            return Ok(it);
        }
        self.save_archived(tx, who, Brand { archived_at: None, ..it }, "brand.restored").await
    }

    async fn administered(&self, who: &Staff, id: BrandId) -> Result<(Tx, Brand)> {
        who.must(who.agent.role.administers(), BRANDS)?;
        let mut tx = self.db.write().await?;
        // All brands first: of two that are archived at once, the second sees that it is the last.
        let found = store::organisation::lock_brands(&mut tx, who.tenant).await?.into_iter().find(|it| it.id == id);
        let it = found.filter(|it| who.sees(it.id)).ok_or(Error::NotFound("brand"))?;
        who.must(who.role_in(id).administers(), BRANDS)?;
        Ok((tx, it))
    }

    async fn save_archived(&self, mut tx: Tx, who: &Staff, it: Brand, action: &str) -> Result<Brand> {
        let it = Brand { version: it.version + 1, ..it };
        if !store::organisation::save_brand(&mut tx, &it).await? {
            return Err(Error::Conflict);
        }
        self.audit(&mut tx, who, action, &it.id.to_string(), &it.name).await?;
        self.organised(tx, who.tenant).await?;
        Ok(it)
    }

    /// Refuses what would let an archived brand receive; nobody archives it before the commit. Asked by writers only.
    pub(crate) async fn receiving(&self, tx: &mut Tx, tenant: TenantId, id: BrandId) -> Result<()> {
        let found = store::organisation::share_brand(tx, tenant, id).await?;
        if found.is_some_and(|it| it.archived_at.is_some()) {
            return Err(Error::field(
                "brand",
                "archived",
                "this brand is archived: an administrator restores it first",
            ));
        }
        Ok(())
    }

    /// Queues that were deleted, of brands that this person keeps.
    pub async fn deleted_queues(&self, who: &Staff) -> Result<Vec<Queue>> {
        let brands = who.brands_where(Role::operates);
        let mut all = store::organisation::deleted_queues(&mut self.db.read().await?, who.tenant, &brands).await?;
        for it in &mut all {
            it.name = bare(it);
        }
        Ok(all)
    }

    /// Back into its brand's list, by its name.
    ///
    /// # Errors
    /// `Taken` when another has the name meanwhile; `Invalid` on `name` when the brand has as many as it may.
    pub async fn restore_queue(&self, who: &Staff, id: QueueId) -> Result<Queue> {
        let mut tx = self.db.write().await?;
        let found = store::organisation::queue(&mut tx, who.tenant, id).await?;
        let it = found.filter(|it| who.sees(it.brand)).ok_or(Error::NotFound("queue"))?;
        self.keeps_brand(who, it.brand)?;
        if !it.deleted {
            return Ok(it);
        }
        self.receiving(&mut tx, who.tenant, it.brand).await?;
        self.room_for_queue(&mut tx, who.tenant, it.brand).await?;
        let it = Queue { name: bare(&it), deleted: false, version: it.version + 1, ..it };
        if !store::organisation::save_queue(&mut tx, &it).await.map_err(taken)? {
            return Err(Error::Conflict);
        }
        self.audit(&mut tx, who, "queue.restored", &id.to_string(), &it.name).await?;
        self.organised(tx, who.tenant).await?;
        Ok(it)
    }
}

/// What a deleted queue was called: its id was put behind, so that its name was free.
fn bare(it: &Queue) -> String {
    it.name.strip_suffix(&format!(" · {}", it.id)).unwrap_or(&it.name).to_owned()
}
