//! Four brands, their queues, the staff and the customers of a drawn past.
use crate::draw::Drawn;
use model::*;
use store::engine::{Result, Tx};

/// Who there is to hang the past on.
pub struct House {
    pub tenant: TenantId,
    pub brands: Vec<BrandId>,
    pub queues: Vec<QueueId>,
    pub account: AccountId,
    /// What the account speaks.
    pub channel: String,
    pub reader: AgentId,
    pub colleagues: Vec<AgentId>,
    pub customers: Vec<(CustomerId, IdentityId)>,
    pub now: At,
}

/// An id as it would have been made then; `n` keeps those of one moment apart.
pub fn id(at: At, n: usize) -> Uuid {
    let mut chance = crate::draw::Dice(at.0 as u64 ^ ((n as u64) << 20));
    let mut tail = [0; 10];
    tail[..8].copy_from_slice(&chance.draw().to_be_bytes());
    tail[8..].copy_from_slice(&(chance.draw() as u16).to_be_bytes());
    let milliseconds = (at.0 / 1_000) as u128;
    let random = u128::from_be_bytes([[0; 6].as_slice(), &tail].concat().try_into().unwrap_or([0; 16]));
    let version = 7 << 76;
    let variant = 2 << 62;
    Uuid::from_u128(milliseconds << 80 | version | variant | random & ((0xfff << 64) | 0x3fff_ffff_ffff_ffff))
}

/// Furnishes what the server's first start left: three more brands, rights, everybody on a break.
pub async fn house(tx: &mut Tx, reader: AgentId, now: At) -> Result<House> {
    let tenants = store::organisation::tenants(tx).await?;
    let tenant = tenants.first().expect("the server has made its first tenant").tenant;
    let accounts = store::account::all(tx, tenant).await?;
    let (account, channel) = accounts.first().map(|it| (it.id, it.kind.clone())).expect("and an account");
    let mut brands: Vec<_> = store::organisation::brands(tx, tenant).await?.iter().map(|it| it.id).collect();
    let mut queues: Vec<_> = store::organisation::queues(tx, tenant).await?.iter().map(|it| it.id).collect();
    for n in 1..4 {
        let (name, zone) = (format!("品牌 {n}"), "Asia/Shanghai".to_owned());
        let brand = Brand {
            tenant,
            id: BrandId(id(now, n)),
            name: name.clone(),
            zone,
            created_at: now,
            archived_at: None,
            version: 1,
        };
        let queue = Queue::new(tenant, QueueId(id(now, n)), brand.id, name);
        store::organisation::save_brand(tx, &brand).await?;
        store::organisation::save_queue(tx, &queue).await?;
        brands.push(brand.id);
        queues.push(queue.id);
    }
    let mut colleagues = vec![];
    for mut agent in store::agent::all(tx, tenant).await?.into_iter().filter(|it| it.role == Role::Agent) {
        for (_, brand) in brands.iter().enumerate().filter(|(n, _)| *n != 1 || agent.id != reader) {
            store::agent::grant(tx, tenant, agent.id, *brand).await?;
        }
        if agent.id != reader {
            colleagues.push(agent.id);
        }
        // On a break: they keep what they have and are offered nothing.
        (agent.presence, agent.presence_since, agent.load) = (Presence::Break, now, 100);
        agent.offered = if agent.id == reader { 300 } else { 0 };
        agent.version += 1;
        store::agent::save(tx, &agent).await?;
    }
    Ok(House { tenant, brands, queues, account, channel, reader, colleagues, customers: vec![], now })
}

/// Everybody who wrote in this past, in the order of their first conversation.
pub async fn people(tx: &mut Tx, house: &mut House, past: &[Drawn]) -> Result<()> {
    for drawn in past {
        let n = drawn.customer;
        if n < house.customers.len() {
            continue;
        }
        for n in house.customers.len()..=n {
            let (tenant, created_at) = (house.tenant, drawn.opened_at);
            let customer = Customer {
                tenant,
                id: CustomerId(id(created_at, n)),
                name: (n % 3 != 1).then(|| format!("顾客 {n}")),
                phone: n.is_multiple_of(5).then(|| format!("138{n:08}")),
                email: None,
                remark: None,
                locale: Locale::Zh,
                page_url: Some("https://shop.example/cup".into()),
                page_title: Some("拾光 · 手作陶杯".into()),
                company: None,
                merged_into: None,
                created_at,
                version: 1,
            };
            store::customer::save(tx, &customer).await?;
            let address = Address::visitor(house.account, Uuid::from_u128(n as u128));
            let Address { kind, scope, value, class, verified } = address;
            let identity = IdentityId(id(created_at, n));
            let it = Identity {
                tenant,
                id: identity,
                kind,
                scope,
                value,
                class,
                verified,
                customer: customer.id,
                created_at,
            };
            store::identity::insert(tx, &it).await?;
            house.customers.push((customer.id, identity));
        }
    }
    Ok(())
}
