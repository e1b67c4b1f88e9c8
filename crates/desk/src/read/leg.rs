//! Legs as the composer needs them: where a reply can go now, and what it can carry there.
use crate::{Desk, Result, Staff};
use model::port::Manifest;
use model::*;

/// A leg with its account's name and its channel's abilities.
#[derive(Clone, Debug)]
pub struct LegSeen {
    pub leg: Leg,
    pub account_name: String,
    /// What may be shown of the customer's address.
    pub address: String,
    /// A reply that names no leg goes here.
    pub default: bool,
    /// `None`: nobody speaks this channel any more.
    pub manifest: Option<&'static Manifest>,
    /// A template is set up.
    pub templates: bool,
}

impl Desk {
    /// Of a conversation, in the order they joined; those that went to another conversation are not among them.
    pub async fn legs(&self, who: &Staff, id: ConversationId) -> Result<Vec<LegSeen>> {
        self.may_see(who, id).await?;
        let mut tx = self.db.read().await?;
        let last_in = store::message::last_in(&mut tx, who.tenant, id).await?;
        let mut legs = store::leg::of(&mut tx, who.tenant, id).await?;
        legs.retain(|leg| leg.shown_in.is_none());
        let open = |it: LegId| legs.iter().any(|leg| leg.id == it && leg.open);
        let spoke = last_in.and_then(|it| it.leg).filter(|it| open(*it));
        let default = spoke.or_else(|| legs.iter().rev().find(|leg| leg.open).map(|leg| leg.id));
        let mut seen = vec![];
        for leg in legs {
            let account = store::account::find(&mut tx, who.tenant, leg.account).await?;
            let identity = store::identity::by_id(&mut tx, who.tenant, leg.identity).await?;
            let manifest = self.channel(&leg.channel).map(|channel| channel.manifest());
            let set_up = account.as_ref().is_some_and(|it| !self.account_setting(it, "template_id").is_empty());
            seen.push(LegSeen {
                account_name: account.map(|it| it.name).unwrap_or_default(),
                address: identity.map(|it| short(&it.value)).unwrap_or_default(),
                default: default == Some(leg.id),
                templates: manifest.is_some_and(|it| it.templates) && set_up,
                manifest,
                leg,
            });
        }
        Ok(seen)
    }
}

/// Enough to tell two addresses apart, and no more.
fn short(value: &str) -> String {
    let marks: Vec<char> = value.chars().collect();
    match marks.len() {
        0..=6 => value.to_owned(),
        n => format!("{}…{}", marks[..2].iter().collect::<String>(), marks[n - 4..].iter().collect::<String>()),
    }
}
