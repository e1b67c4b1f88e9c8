//! Furnishing an empty house in one transaction: all of it is there, or nothing. The first start and the demo use it.
use crate::setup::ZONE;
use crate::{Desk, NewAccount, NewAgent, Result};
use model::port::Transport;
use model::*;
use std::collections::BTreeMap;

/// What an empty house is given.
#[derive(Clone, Debug, Default)]
pub struct Furnishing {
    pub tenant: String,
    pub brands: Vec<BrandPlan>,
    pub agents: Vec<NewAgent>,
    /// (shortcut, title, text), for the whole company.
    pub quick_replies: Vec<(&'static str, &'static str, &'static str)>,
    pub tags: Vec<&'static str>,
}

/// A brand with its queue and an account of every channel that our own pages speak.
#[derive(Clone, Debug, Default)]
pub struct BrandPlan {
    pub name: String,
    pub queue: String,
    /// Settings beside the manifest's defaults; those a channel does not know are left out for it.
    pub settings: BTreeMap<String, String>,
}

impl Desk {
    /// Furnishes the house if it is empty; the accounts made, in the order of the brands. `None`: somebody lives here.
    pub async fn furnish(&self, plan: &Furnishing) -> Result<Option<Vec<ChannelAccount>>> {
        let mut tx = self.db.write().await?;
        if !store::organisation::begin(&mut tx, self.now()).await? {
            return Ok(None);
        }
        let tenant = self.tenant_in(&mut tx, &plan.tenant).await?;
        let mut accounts = vec![];
        for brand in &plan.brands {
            let (id, queue) = self.brand_in(&mut tx, tenant, &brand.name, &brand.queue, ZONE).await?;
            for new in self.hosted_accounts(brand, id, queue) {
                accounts.push(self.account_in(&mut tx, tenant, &new).await?);
            }
        }
        for agent in &plan.agents {
            self.agent_in(&mut tx, tenant, agent).await?;
        }
        for (shortcut, title, text) in &plan.quick_replies {
            let reply = QuickReply {
                tenant,
                id: QuickReplyId(self.id()),
                owner: None,
                team: None,
                expires_at: None,
                shortcut: (*shortcut).into(),
                title: (*title).into(),
                text: (*text).into(),
                updated_at: self.now(),
            };
            store::quick_reply::save(&mut tx, &reply).await?;
        }
        for name in &plan.tags {
            store::tag::insert(&mut tx, &Tag { tenant, id: TagId(self.id()), name: (*name).into() }).await?;
        }
        tx.commit().await?;
        Ok(Some(accounts))
    }

    pub(crate) fn hosted_accounts(&self, plan: &BrandPlan, brand: BrandId, queue: QueueId) -> Vec<NewAccount> {
        let hosted =
            self.channels().iter().map(|channel| channel.manifest()).filter(|it| it.transport == Transport::Hosted);
        hosted
            .map(|manifest| {
                let known = |key: &str| manifest.settings.iter().any(|it| it.key == key);
                let defaults = manifest.settings.iter().filter(|it| !it.default.is_empty());
                let mut settings: BTreeMap<String, String> =
                    defaults.map(|it| (it.key.to_owned(), it.default.to_owned())).collect();
                settings.extend(plan.settings.clone().into_iter().filter(|(key, _)| known(key)));
                let name = format!("{} · {}", plan.name, manifest.title.zh);
                NewAccount { kind: manifest.kind.into(), brand, queue, name, settings }
            })
            .collect()
    }
}
