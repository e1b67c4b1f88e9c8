//! Tags of the tenant.
use crate::{Desk, Error, Result, Staff};
use model::*;

impl Desk {
    /// The tenant's tags by name.
    pub async fn tags(&self, who: &Staff) -> Result<Vec<Tag>> {
        Ok(store::tag::all(&mut self.db.read().await?, who.tenant).await?)
    }

    /// At most 32 characters; `Taken` when it is there already.
    pub async fn make_tag(&self, who: &Staff, name: &str) -> Result<Tag> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > 32 || name.contains('\0') {
            return Err(Error::field("name", "length", "1 to 32 characters"));
        }
        let tag = Tag { tenant: who.tenant, id: TagId(self.id()), name: name.to_owned() };
        let mut tx = self.db.write().await?;
        if !store::tag::insert(&mut tx, &tag).await? {
            return Err(Error::Taken);
        }
        self.log(&mut tx, who.tenant, NewEvent::of(EventKind::TagsChanged)).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(tag)
    }
}
