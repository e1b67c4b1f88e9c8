//! The invariants, verified on the data a story left: the store's own views, and a recount of what agents carry.
use crate::World;
use model::*;

impl World {
    /// Nothing is wrong with the data as it stands.
    pub async fn is_sound(&self) {
        let (checked, _) = self.desk().check().await.expect("the checker runs");
        for it in checked {
            assert_eq!(it.violations, 0, "{} {}: {:?}", it.id, it.name, it.examples);
        }
        for tenant in self.desk().tenants().await.expect("tenants") {
            self.recounts(tenant.tenant).await;
        }
    }

    /// How many rows there are of what the checker counts by this name.
    pub async fn count(&self, name: &str) -> i64 {
        let (_, counts) = self.desk().check().await.expect("the checker runs");
        counts.iter().find(|it| it.0 == name).map(|it| it.1).expect("counted by this name")
    }

    /// Each agent carries exactly what they own and are being offered, and never more than they have room for.
    async fn recounts(&self, tenant: TenantId) {
        let mut tx = self.db().read().await.expect("a view");
        for agent in store::agent::all(&mut tx, tenant).await.expect("agents") {
            let (mut load, mut offered) = (0, 0);
            for id in store::conversation::held_by(&mut tx, tenant, agent.id).await.expect("what they hold") {
                let it = store::conversation::find(&mut tx, tenant, id).await.expect("reads").expect("is there");
                let legs = store::leg::of(&mut tx, tenant, id).await.expect("legs");
                let weight = legs.iter().filter(|leg| leg.open).map(|leg| leg.weight).max().unwrap_or(100);
                if it.owner() == Some(agent.id) { load += weight } else { offered += weight }
            }
            assert_eq!((agent.load, agent.offered), (load, offered), "what {} carries", agent.name);
            assert!(load + offered <= agent.capacity, "{} carries too much", agent.name);
        }
    }
}
