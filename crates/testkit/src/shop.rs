//! A shop: one tenant with its brands, accounts and people.
use crate::{Hand, PIGEON, PORCH, Sender, Visitor, World};
use desk::{NewAccount, NewAgent};
use model::*;
use std::collections::BTreeMap;

/// A tenant with one brand, one queue, a page of its own and a loft for letters.
#[derive(Clone)]
pub struct Premises {
    pub tenant: TenantId,
    pub brand: BrandId,
    pub queue: QueueId,
    /// The account behind its page.
    pub page: ChannelAccount,
    /// The account behind its webhook.
    pub loft: ChannelAccount,
}

/// Premises in their world.
#[derive(Clone)]
pub struct Shop {
    pub world: World,
    pub(crate) premises: Premises,
}

impl std::ops::Deref for Shop {
    type Target = Premises;
    fn deref(&self) -> &Premises {
        &self.premises
    }
}

impl Shop {
    pub(crate) async fn open(world: World, name: &str) -> Shop {
        let tenant = world.desk().make_tenant(name).await.expect("a tenant");
        Shop::under(world, tenant, name).await
    }

    /// A further brand of the same tenant, with a queue and accounts of its own. Whoever works here already sees it.
    pub async fn another_brand(&self, name: &str) -> Shop {
        Shop::under(self.world.clone(), self.tenant, name).await
    }

    async fn under(world: World, tenant: TenantId, name: &str) -> Shop {
        let (brand, queue) = world.desk().make_brand(tenant, name, &format!("{name}客服")).await.expect("a brand");
        let page = account(&world, tenant, PORCH, brand, queue, name).await;
        let loft = account(&world, tenant, PIGEON, brand, queue, name).await;
        Shop { world, premises: Premises { tenant, brand, queue, page, loft } }
    }

    /// A further page of the same brand.
    pub async fn another_page(&self, name: &str) -> Shop {
        let page = account(&self.world, self.tenant, PORCH, self.brand, self.queue, name).await;
        Shop { world: self.world.clone(), premises: Premises { page, ..self.premises.clone() } }
    }

    /// Somebody of the staff with room for eight chats; offline until they come.
    pub async fn hire(&self, name: &str, role: Role) -> Hand {
        self.hire_for(name, role, 800).await
    }

    /// With room for `capacity` hundredths of a chat.
    pub async fn hire_for(&self, name: &str, role: Role, capacity: i64) -> Hand {
        let email = format!("{}-{}@shop.example", hex(name), self.tenant);
        let new = NewAgent {
            name: name.to_owned(),
            email: email.clone(),
            password: Secret::new("open sesame"),
            role,
            locale: Locale::Zh,
            capacity,
            cheap: true,
        };
        self.world.desk().make_agent(self.tenant, &new).await.expect("an agent");
        let staff = self.world.desk().sign_in(&email, "open sesame", "story").await.expect("signs in").staff;
        Hand { world: self.world.clone(), name: name.to_owned(), id: staff.agent.id, staff }
    }

    /// Somebody in a browser on this shop's page.
    pub fn visitor(&self, name: &str) -> Visitor {
        Visitor::new(self.clone(), name)
    }
    /// Somebody who writes by the webhook channel.
    pub fn sender(&self, name: &str) -> Sender {
        Sender { shop: self.clone(), name: name.to_owned(), letters: Default::default() }
    }
}

async fn account(
    world: &World,
    tenant: TenantId,
    kind: &str,
    brand: BrandId,
    queue: QueueId,
    name: &str,
) -> ChannelAccount {
    let secret = if kind == PIGEON { ("mark", "ring") } else { ("signing_secret", "porch-secret") };
    let settings = BTreeMap::from([(secret.0.to_owned(), secret.1.to_owned())]);
    let new = NewAccount { kind: kind.to_owned(), brand, queue, name: name.to_owned(), settings };
    world.desk().make_account(tenant, &new).await.expect("an account")
}

fn hex(name: &str) -> String {
    name.bytes().map(|byte| format!("{byte:02x}")).collect()
}
