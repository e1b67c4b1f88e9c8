//! The organisation: brands, that administrators make and operators look after, and the queues in them.
use crate::setup::taken;
use crate::{Desk, Error, FieldError, Result, Staff};
use jiff::tz::TimeZone;
use model::*;
use store::Tx;

/// Characters of a name.
const NAME: usize = 100;
/// Brands of a company, and queues of a brand, at most.
const MOST: usize = 200;
const BRANDS: &str = "brands are made by administrators";
const KEEPERS: &str = "brands and queues are kept by operators";

/// A brand to be made.
#[derive(Clone, Debug)]
pub struct NewBrand {
    pub name: String,
    /// As in the tz database.
    pub zone: String,
    /// What its first queue is called.
    pub queue: String,
    /// All colleagues may see it; else only administrators.
    pub everybody: bool,
}

/// What is to be changed of a brand; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct BrandChange {
    pub name: Option<String>,
    pub zone: Option<String>,
    /// The version the person saw: a later one is a conflict.
    pub version: Option<i64>,
}

/// What a queue is to be; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct QueueEdit {
    pub name: Option<String>,
    /// `Some(None)`: anybody of the brand.
    pub team: Option<Option<SettingId>>,
    pub skill: Option<Option<SettingId>>,
    /// 1 to [`TOP_LEVEL`].
    pub level: Option<i64>,
    pub version: Option<i64>,
}

impl Desk {
    /// A brand with one queue and an account of every channel that our own pages speak, so that it receives at once.
    pub async fn open_brand(&self, who: &Staff, new: &NewBrand) -> Result<Brand> {
        who.must(who.agent.role.administers(), BRANDS)?;
        let mut wrong = vec![];
        wrong.extend(named("name", &new.name).err());
        wrong.extend(named("queue", &new.queue).err());
        wrong.extend(zoned(&new.zone).err());
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let (name, queue) = (new.name.trim(), new.queue.trim());
        let mut tx = self.db.write().await?;
        if store::organisation::brands(&mut tx, who.tenant).await?.len() >= MOST {
            return Err(Error::field("name", "too_many", format!("at most {MOST} brands")));
        }
        let (id, queue) = self.brand_in(&mut tx, who.tenant, name, queue, &new.zone).await?;
        if !new.everybody {
            for agent in store::agent::all(&mut tx, who.tenant).await? {
                if !agent.role.administers() && agent.id != who.agent.id {
                    store::agent::revoke(&mut tx, who.tenant, agent.id, id).await?;
                }
            }
        }
        let plan = crate::BrandPlan { name: name.to_owned(), ..crate::BrandPlan::default() };
        for account in self.hosted_accounts(&plan, id, queue) {
            self.account_in(&mut tx, who.tenant, &account).await?;
        }
        self.audit(&mut tx, who, "brand.made", &id.to_string(), name).await?;
        let made = store::organisation::brand(&mut tx, who.tenant, id).await?.ok_or(Error::NotFound("brand"))?;
        self.organised(tx, who.tenant).await?;
        Ok(made)
    }

    /// Another name or zone.
    pub async fn change_brand(&self, who: &Staff, id: BrandId, change: &BrandChange) -> Result<Brand> {
        self.keeps_brand(who, id)?;
        let mut wrong = vec![];
        wrong.extend(change.name.as_deref().and_then(|name| named("name", name).err()));
        wrong.extend(change.zone.as_deref().and_then(|zone| zoned(zone).err()));
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let mut tx = self.db.write().await?;
        let before = store::organisation::brand(&mut tx, who.tenant, id).await?.ok_or(Error::NotFound("brand"))?;
        if change.version.is_some_and(|seen| seen != before.version) {
            return Err(Error::Conflict);
        }
        let after = Brand {
            name: change.name.as_deref().map_or(before.name.clone(), |name| name.trim().to_owned()),
            zone: change.zone.clone().unwrap_or(before.zone.clone()),
            version: before.version + 1,
            ..before.clone()
        };
        if !store::organisation::save_brand(&mut tx, &after).await.map_err(taken)? {
            return Err(Error::Conflict);
        }
        let said = format!("{} {} → {} {}", before.name, before.zone, after.name, after.zone);
        self.audit(&mut tx, who, "brand.changed", &id.to_string(), &said).await?;
        self.organised(tx, who.tenant).await?;
        Ok(after)
    }

    /// A further line in a brand.
    pub async fn open_queue(&self, who: &Staff, brand: BrandId, edit: &QueueEdit) -> Result<Queue> {
        self.keeps_brand(who, brand).map_err(|_| Error::field("brand", "unknown", "no brand that you operate"))?;
        let mut tx = self.db.write().await?;
        self.receiving(&mut tx, who.tenant, brand).await?;
        let blank = Queue { version: 0, ..Queue::new(who.tenant, QueueId(self.id()), brand, String::new()) };
        self.room_for_queue(&mut tx, who.tenant, brand).await?;
        self.edit_queue(tx, who, blank, edit, "queue.made").await
    }

    /// Refuses one more than a brand may have.
    pub(crate) async fn room_for_queue(&self, tx: &mut Tx, tenant: TenantId, brand: BrandId) -> Result<()> {
        let beside = store::organisation::queues(tx, tenant).await?;
        if beside.iter().filter(|it| it.brand == brand && !it.deleted).count() >= MOST {
            return Err(Error::field("name", "too_many", format!("at most {MOST} queues in a brand")));
        }
        Ok(())
    }

    /// Another name, or other demands on whoever takes from it.
    pub async fn change_queue(&self, who: &Staff, id: QueueId, edit: &QueueEdit) -> Result<Queue> {
        let mut tx = self.db.write().await?;
        let it = self.kept_queue(&mut tx, who, id).await?;
        self.edit_queue(tx, who, it, edit, "queue.changed").await
    }

    /// Out of the list. What once waited there keeps its name.
    ///
    /// # Errors
    /// `Invalid` on `queue` while an account leads there, somebody waits there, or it is the brand's last.
    pub async fn close_queue(&self, who: &Staff, id: QueueId) -> Result<()> {
        let mut tx = self.db.write().await?;
        let it = self.kept_queue(&mut tx, who, id).await?;
        let refused = |code, why: String| Err(Error::field("queue", code, why));
        let accounts = store::account::all(&mut tx, who.tenant).await?;
        if let Some(account) = accounts.iter().find(|account| account.queue == id) {
            return refused("in_use", format!("{} leads here: choose another queue for it first", account.name));
        }
        if store::organisation::waiting_in(&mut tx, who.tenant, id).await? > 0 {
            return refused("not_empty", "customers wait here: serve them, or transfer them, first".into());
        }
        let beside = store::organisation::queues(&mut tx, who.tenant).await?;
        if !beside.iter().any(|other| other.brand == it.brand && other.id != id && !other.deleted) {
            return refused("last", "a brand needs one queue".into());
        }
        // Its name is free for another; the lists do not show this one any more.
        let after =
            Queue { name: format!("{} · {id}", it.name), deleted: true, version: it.version + 1, ..it.clone() };
        if !store::organisation::save_queue(&mut tx, &after).await? {
            return Err(Error::Conflict);
        }
        self.audit(&mut tx, who, "queue.deleted", &id.to_string(), &it.name).await?;
        self.organised(tx, who.tenant).await
    }

    pub(crate) async fn kept_queue(&self, tx: &mut Tx, who: &Staff, id: QueueId) -> Result<Queue> {
        let found = store::organisation::queue(tx, who.tenant, id).await?;
        let it = found.filter(|it| who.sees(it.brand) && !it.deleted).ok_or(Error::NotFound("queue"))?;
        self.keeps_brand(who, it.brand)?;
        Ok(it)
    }

    pub(crate) fn keeps_brand(&self, who: &Staff, id: BrandId) -> Result<()> {
        who.must(who.agent.role.operates(), KEEPERS)?;
        if !who.sees(id) {
            return Err(Error::NotFound("brand"));
        }
        who.must(who.role_in(id).operates(), KEEPERS)
    }

    async fn edit_queue(&self, mut tx: Tx, who: &Staff, before: Queue, edit: &QueueEdit, how: &str) -> Result<Queue> {
        if edit.version.is_some_and(|seen| seen != before.version) {
            return Err(Error::Conflict);
        }
        let after = Queue {
            name: edit.name.as_deref().map_or(before.name.clone(), |name| name.trim().to_owned()),
            team: edit.team.unwrap_or(before.team),
            skill: edit.skill.unwrap_or(before.skill),
            level: edit.level.unwrap_or(before.level),
            version: before.version + 1,
            ..before
        };
        let mut wrong = vec![];
        wrong.extend(named("name", &after.name).err());
        if !(1..=TOP_LEVEL).contains(&after.level) {
            wrong.push(field("level", "out_of_range", format!("1 to {TOP_LEVEL}")));
        }
        for (key, asked) in [("team", after.team), ("skill", after.skill)] {
            if let Some(id) = asked
                && !self.is_setting(&mut tx, who.tenant, key, id).await?
            {
                wrong.push(field(key, "unknown", format!("no such {key}")));
            }
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        if !store::organisation::save_queue(&mut tx, &after).await.map_err(taken)? {
            return Err(Error::Conflict);
        }
        self.audit(&mut tx, who, how, &after.id.to_string(), &after.name).await?;
        self.organised(tx, who.tenant).await?;
        Ok(after)
    }

    /// Whether there is an entry of this kind with this id.
    pub(crate) async fn is_setting(&self, tx: &mut Tx, tenant: TenantId, kind: &str, id: SettingId) -> Result<bool> {
        let found = store::setting::find(tx, tenant, id).await?;
        Ok(found.is_some_and(|it| it.kind == kind && !it.deleted))
    }

    /// The queue that was named, if it is one of this brand, or the brand's first.
    pub(crate) async fn queue_for(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        brand: BrandId,
        named: Option<QueueId>,
    ) -> Result<QueueId> {
        let mut all = store::organisation::queues(tx, tenant).await?;
        all.retain(|it| it.brand == brand && !it.deleted);
        let found = match named {
            Some(id) => all.iter().find(|it| it.id == id),
            None => all.iter().min_by_key(|it| it.id),
        };
        Ok(found.ok_or_else(|| Error::field("queue", "unknown", "no such queue in this brand"))?.id)
    }

    /// Told to the screens, and durable.
    pub(crate) async fn organised(&self, mut tx: Tx, tenant: TenantId) -> Result<()> {
        self.log(&mut tx, tenant, NewEvent::of(EventKind::OrganisationChanged)).await?;
        tx.commit().await?;
        self.manuals.forget(tenant);
        self.bell.ring(tenant);
        Ok(())
    }
}

fn field(field: &str, code: &'static str, detail: impl Into<String>) -> FieldError {
    FieldError { field: field.to_owned(), code, detail: detail.into() }
}

fn named(of: &str, name: &str) -> Result<(), FieldError> {
    let length = name.trim().chars().count();
    if length == 0 || length > NAME || name.contains(char::is_control) {
        return Err(field(of, "length", format!("1 to {NAME} characters")));
    }
    Ok(())
}

fn zoned(zone: &str) -> Result<(), FieldError> {
    match TimeZone::get(zone) {
        Ok(_) => Ok(()),
        Err(_) => Err(field("zone", "unknown", "a zone of the tz database, as Asia/Shanghai")),
    }
}
