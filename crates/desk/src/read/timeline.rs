//! A customer's timeline, across brands by right: conversations, merges and splits, invitations, edits of the record. What
//! belongs to a brand that the reader has no right to is neither shown nor counted.
use super::merge::name_of;
use crate::{Desk, Error, Result, Staff};
use model::*;
use std::collections::BTreeMap;
use store::Tx;
pub use store::timeline::{Place, Talk};

/// The kinds of entries, as they are asked for.
pub const KINDS: [&str; 5] = ["conversation", "merge", "split", "invite", "edit"];

/// One entry.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: Uuid,
    pub at: At,
    pub what: Told,
}

/// What happened, with the names of whoever was in it.
#[derive(Clone, Debug)]
pub enum Told {
    Talk {
        talk: Box<Talk>,
        agent: Option<String>,
        disposition: Option<String>,
    },
    /// Also of a split: the merge that was undone.
    Merge {
        merge: Box<Merge>,
        winner: Option<String>,
        loser: Option<String>,
        by: Option<String>,
    },
    Split {
        merge: Box<Merge>,
        winner: Option<String>,
        loser: Option<String>,
        by: Option<String>,
    },
    Invite {
        invite: Box<Invite>,
        channel: Option<String>,
        by: Option<String>,
    },
    Edit {
        row: Box<Audit>,
        by: Option<String>,
    },
}

/// Names that were looked up already.
#[derive(Default)]
struct Names {
    agents: BTreeMap<AgentId, Option<String>>,
    customers: BTreeMap<CustomerId, Option<String>>,
}

impl Desk {
    /// Latest first, at most `limit`, behind where the page before ended. Edits only for who may read the audit.
    pub async fn timeline(
        &self,
        who: &Staff,
        id: CustomerId,
        kinds: &[&str],
        after: Option<Place>,
        limit: i64,
    ) -> Result<Vec<Entry>> {
        if let Some(odd) = kinds.iter().find(|kind| !KINDS.contains(kind)) {
            return Err(Error::field("kinds", "unknown", format!("{odd:.32} is none of {}", KINDS.join(", "))));
        }
        let wants = |kind: &str| kinds.is_empty() || kinds.contains(&kind);
        let id = self.person(who, id).await?.customer.id;
        let after = after.unwrap_or(store::timeline::LATEST);
        let (tenant, mut all, mut names) = (who.tenant, vec![], Names::default());
        let mut tx = self.db.read().await?;
        if wants("conversation") {
            for talk in store::timeline::talks(&mut tx, tenant, id, &who.brands, &after, limit).await? {
                let agent = names.agent(&mut tx, tenant, talk.agent).await?;
                let disposition = match talk.disposition {
                    Some(setting) => store::setting::find(&mut tx, tenant, setting).await?.map(|it| it.name),
                    None => None,
                };
                let what = Told::Talk { agent, disposition, talk: Box::new(talk.clone()) };
                all.push(Entry { id: talk.id.0, at: talk.opened_at, what });
            }
        }
        if wants("merge") {
            for merge in store::timeline::merges(&mut tx, tenant, id, &after, limit).await? {
                let (winner, loser) = (merge.winner, merge.loser);
                let (winner, loser) =
                    (names.customer(&mut tx, who, winner).await?, names.customer(&mut tx, who, loser).await?);
                let by = names.agent(&mut tx, tenant, merge.actor).await?;
                let (id, at, merge) = (merge.id.0, merge.at, Box::new(merge));
                all.push(Entry { id, at, what: Told::Merge { merge, winner, loser, by } });
            }
        }
        if wants("split") {
            for merge in store::timeline::splits(&mut tx, tenant, id, &after, limit).await? {
                let (winner, loser) = (merge.winner, merge.loser);
                let (winner, loser) =
                    (names.customer(&mut tx, who, winner).await?, names.customer(&mut tx, who, loser).await?);
                let by = names.agent(&mut tx, tenant, merge.undone_by).await?;
                let (id, at, merge) = (merge.id.0, merge.undone_at.unwrap_or(merge.at), Box::new(merge));
                all.push(Entry { id, at, what: Told::Split { merge, winner, loser, by } });
            }
        }
        if wants("invite") {
            for invite in store::timeline::invites(&mut tx, tenant, id, &who.brands, &after, limit).await? {
                let channel = store::account::find(&mut tx, tenant, invite.account).await?.map(|it| it.kind);
                let by = names.agent(&mut tx, tenant, Some(invite.made_by)).await?;
                let (id, at, invite) = (invite.id.0, invite.made_at, Box::new(invite));
                all.push(Entry { id, at, what: Told::Invite { invite, channel, by } });
            }
        }
        if wants("edit") && who.agent.role.audits() {
            let mut subjects = vec![id.to_string()];
            subjects.extend(store::customer::family(&mut tx, tenant, id).await?.iter().map(ToString::to_string));
            for row in store::timeline::edits(&mut tx, tenant, &subjects, &after, limit).await? {
                let by = names.agent(&mut tx, tenant, row.actor).await?;
                let (id, at, row) = (row.id.0, row.at, Box::new(row));
                all.push(Entry { id, at, what: Told::Edit { row, by } });
            }
        }
        all.sort_by_key(|it| std::cmp::Reverse((it.at, it.id)));
        all.truncate(usize::try_from(limit).unwrap_or(0));
        Ok(all)
    }

    /// Everybody whom this person may see, those who came latest first; at most `limit`, behind where the page before ended.
    pub async fn people_list(&self, who: &Staff, after: Option<Place>, limit: i64) -> Result<Vec<crate::read::Person>> {
        let after = after.unwrap_or(store::timeline::LATEST);
        let mut tx = self.db.read().await?;
        let found = store::customer::latest(&mut tx, who.tenant, &who.brands, &after, limit).await?;
        drop(tx);
        let mut people = vec![];
        for id in found {
            match self.person(who, id).await {
                Ok(person) => people.push(person),
                Err(Error::NotFound(_)) => {} // just merged into another
                Err(why) => return Err(why),
            }
        }
        Ok(people)
    }
}

impl Names {
    async fn agent(&mut self, tx: &mut Tx, tenant: TenantId, id: Option<AgentId>) -> Result<Option<String>> {
        let Some(id) = id else { return Ok(None) };
        if let Some(name) = self.agents.get(&id) {
            return Ok(name.clone());
        }
        let name = store::agent::find(tx, tenant, id).await?.map(|it| it.name);
        self.agents.insert(id, name.clone());
        Ok(name)
    }

    /// `None` also for somebody whom the reader may not see (any more).
    async fn customer(&mut self, tx: &mut Tx, who: &Staff, id: CustomerId) -> Result<Option<String>> {
        if let Some(name) = self.customers.get(&id) {
            return Ok(name.clone());
        }
        let name = name_of(tx, who, id).await?;
        self.customers.insert(id, name.clone());
        Ok(name)
    }
}
