//! What the desk has no verb for: rights that are taken away, a disk that is full. Straight into the database.
use crate::{Hand, World};
use model::BrandId;
use store::sql;

impl Hand {
    /// From now on they have no right to this brand.
    pub async fn may_not_see(&self, brand: BrandId) {
        let mut tx = self.world.db().write().await.expect("the pen");
        let forget = sql!("DELETE FROM agent_brand WHERE tenant = $1 AND agent = $2 AND brand = $3");
        tx.run(forget.with([&self.staff.tenant, &self.id, &brand])).await.expect("forgotten");
        tx.commit().await.expect("kept");
    }

    /// Off duty, and nothing else was done: as when the program stops right there.
    pub async fn is_gone_without_a_word(&self) {
        let mut tx = self.world.db().write().await.expect("the pen");
        let gone = sql!("UPDATE agent SET presence = 'offline', version = version + 1 WHERE tenant = $1 AND id = $2");
        tx.run(gone.with([&self.staff.tenant, &self.id])).await.expect("gone");
        tx.commit().await.expect("kept");
    }

    /// Without a screen, says their row: as when a goodbye is written after the next hello.
    pub async fn is_marked_as_gone(&self) {
        let mut tx = self.world.db().write().await.expect("the pen");
        let gone = sql!("UPDATE agent SET gone_at = $3, version = version + 1 WHERE tenant = $1 AND id = $2");
        tx.run(gone.with([&self.staff.tenant, &self.id, &self.world.now()])).await.expect("gone");
        tx.commit().await.expect("kept");
    }
}

impl World {
    /// Who may see what cannot be read: a failure of ours at each look at whether anybody is there.
    pub async fn loses_rights(&self) {
        let mut tx = self.db().write().await.expect("the pen");
        let lose = sql!("ALTER TABLE agent_brand RENAME TO lost /* every tenant */");
        tx.run(lose).await.expect("lost");
        tx.commit().await.expect("kept");
    }
    /// They can be read again.
    pub async fn finds_rights(&self) {
        let mut tx = self.db().write().await.expect("the pen");
        let find = sql!("ALTER TABLE lost RENAME TO agent_brand /* every tenant */");
        tx.run(find).await.expect("found");
        tx.commit().await.expect("kept");
    }
    /// The database may not become larger than it is; `false`: this engine has no such limit. SQLite keeps the limit with
    /// the connection that writes, and never cuts what is there.
    pub async fn fills_the_disk(&self) -> bool {
        if self.db().engine() != "sqlite" {
            return false;
        }
        let mut tx = self.db().write().await.expect("the pen");
        let _: i64 = tx.one(sql!("PRAGMA max_page_count = 1")).await.expect("a limit");
        tx.commit().await.expect("the limit holds");
        true
    }
    /// There is room again.
    pub async fn makes_room(&self) {
        let mut tx = self.db().write().await.expect("the pen");
        let _: i64 = tx.one(sql!("PRAGMA max_page_count = 1000000")).await.expect("a limit");
        tx.commit().await.expect("the limit holds");
    }
}
