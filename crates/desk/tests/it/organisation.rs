//! The organisation: brands and queues that are kept, teams and skills that a queue asks for, and roles by brand.
use desk::{AccountChange, AgentChange, BrandChange, Error, NewBrand, QueueEdit, SettingEdit};
use model::*;
use testkit::{Hand, PORCH, World, refused, tell};

fn new_brand(name: &str) -> NewBrand {
    NewBrand { name: name.into(), zone: "Asia/Shanghai".into(), queue: "售后".into(), everybody: true }
}

fn called(name: &str) -> QueueEdit {
    QueueEdit { name: Some(name.into()), ..QueueEdit::default() }
}

async fn admin(world: &World) -> Hand {
    world.shop().hire("管理员", Role::Administrator).await
}

async fn named(world: &World, boss: &Hand, kind: &str, name: &str) -> SettingId {
    let edit = SettingEdit { name: Some(name.into()), ..SettingEdit::default() };
    world.desk().make_setting(&boss.staff, kind, None, &edit).await.expect("made").id
}

#[tokio::test]
async fn a_new_brand_receives_at_once() {
    tell(async |world| {
        let (desk, wang) = (world.desk(), world.agent("王").await);
        let boss = admin(world).await;
        let made = desk.open_brand(&boss.staff, &new_brand(" 海外店 ")).await.unwrap();
        assert_eq!((made.name.as_str(), made.version), ("海外店", 1));
        let staff = boss.staff().await;
        assert!(desk.accounts(&staff).await.unwrap().iter().any(|it| it.brand == made.id && it.kind == PORCH));
        assert!(desk.queues(&staff).await.unwrap().iter().any(|(it, _)| it.brand == made.id && it.name == "售后"));
        assert!(wang.staff().await.sees(made.id), "everybody receives for it");
        assert_eq!(refused(desk.open_brand(&staff, &new_brand("海外店")).await), "taken");
        let quiet = NewBrand { everybody: false, ..new_brand("内测") };
        let quiet = desk.open_brand(&staff, &quiet).await.unwrap();
        assert!(!wang.staff().await.sees(quiet.id) && boss.staff().await.sees(quiet.id));

        let change = BrandChange { zone: Some("Europe/Berlin".into()), version: Some(1), ..BrandChange::default() };
        assert_eq!(desk.change_brand(&staff, made.id, &change).await.unwrap().zone, "Europe/Berlin");
        assert_eq!(refused(desk.change_brand(&staff, made.id, &change).await), "conflict");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_named_and_who_may_not_is_refused() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let boss = admin(world).await.staff;
        let wrong = NewBrand { name: " ".into(), zone: "Mars".into(), queue: "a\u{7}".into(), everybody: true };
        let Err(Error::Invalid(fields)) = desk.open_brand(&boss, &wrong).await else { panic!("taken as it is") };
        assert_eq!(fields.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["name", "queue", "zone"]);
        let (operator, wang) = (shop.operator().await.staff, world.agent("王").await.staff);
        assert_eq!(refused(desk.open_brand(&operator, &new_brand("新店")).await), "forbidden");
        for who in [&wang, &shop.hire("班长", Role::Supervisor).await.staff] {
            assert_eq!(refused(desk.change_brand(who, shop.brand, &BrandChange::default()).await), "forbidden");
            assert_eq!(refused(desk.open_queue(who, shop.brand, &called("投诉")).await), "invalid");
        }
        let other = world.another_shop("别家").await;
        assert_eq!(refused(desk.change_brand(&operator, other.brand, &BrandChange::default()).await), "not_found");
        assert_eq!(refused(desk.open_queue(&operator, other.brand, &called("偷")).await), "invalid");
        let theirs = desk.queues(&other.operator().await.staff).await.unwrap()[0].0.id;
        assert_eq!(refused(desk.change_queue(&operator, theirs, &called("偷")).await), "not_found");
        assert_eq!(refused(desk.close_queue(&operator, theirs).await), "not_found");
        let elsewhere = AccountChange { queue: Some(theirs), ..AccountChange::default() };
        assert_eq!(refused(desk.change_account(&operator, shop.page.id, elsewhere).await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn a_queue_is_closed_when_nothing_leads_there() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let boss = shop.operator().await.staff;
        let second = desk.open_queue(&boss, shop.brand, &called("投诉")).await.unwrap();
        assert_eq!(refused(desk.open_queue(&boss, shop.brand, &called("投诉")).await), "taken");
        let lead = AccountChange { queue: Some(second.id), ..AccountChange::default() };
        let was = desk.account(&boss, shop.page.id).await.unwrap().queue;
        assert_eq!(desk.change_account(&boss, shop.page.id, lead).await.unwrap().queue, second.id);
        assert_eq!(refused(desk.close_queue(&boss, second.id).await), "invalid", "an account leads there");
        let li = world.visitor("李").begins("我要投诉").await;
        let back = AccountChange { queue: Some(was), ..AccountChange::default() };
        desk.change_account(&boss, shop.page.id, back).await.unwrap();
        assert_eq!(refused(desk.close_queue(&boss, second.id).await), "invalid", "somebody waits there");
        let wang = world.agent("王").await;
        wang.comes().await;
        world.settle().await;
        wang.accepts(li).await.unwrap();
        desk.close_queue(&boss, second.id).await.unwrap();
        assert_eq!(refused(desk.close_queue(&boss, second.id).await), "not_found");
        assert_eq!(refused(desk.close_queue(&boss, was).await), "invalid", "the last one");
        desk.open_queue(&boss, shop.brand, &called("投诉")).await.expect("the name is free again");
    })
    .await;
}

#[tokio::test]
async fn a_queue_is_served_by_its_team_and_by_who_is_good_enough() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let boss = admin(world).await;
        let (night, english) = (named(world, &boss, "team", "晚班").await, named(world, &boss, "skill", "英语").await);
        let (wang, chen) = (world.agent("王").await, world.agent("陈").await);
        let queue = desk.account(&boss.staff, shop.page.id).await.unwrap().queue;
        let asks =
            QueueEdit { team: Some(Some(night)), skill: Some(Some(english)), level: Some(3), ..QueueEdit::default() };
        desk.change_queue(&boss.staff, queue, &asks).await.unwrap();
        wang.comes().await;
        chen.comes().await;
        let li = world.visitor("李").begins("hello").await;
        world.settle().await;
        let offered = async || desk.listed(&boss.staff, li).await.unwrap().conversation.offer().map(|it| it.agent);
        assert_eq!(offered().await, None, "nobody is of the team");
        let level = |level| AgentChange {
            teams: Some(vec![night]),
            skills: Some(vec![(english, level)]),
            ..AgentChange::default()
        };
        desk.change_agent(&boss.staff, wang.id, &level(2)).await.unwrap();
        world.settle().await;
        assert_eq!(offered().await, None, "not good enough");
        let fitness = desk.change_agent(&boss.staff, chen.id, &level(3)).await.unwrap().fitness;
        assert_eq!((fitness.teams, fitness.skills), (vec![night], vec![(english, 3)]));
        world.settle().await;
        assert_eq!(offered().await, Some(chen.id));
        assert_eq!(chen.staff().await.agent.presence, Presence::Ready, "a skill sends nobody home");

        for wrong in [
            AgentChange { teams: Some(vec![english]), ..AgentChange::default() },
            AgentChange { skills: Some(vec![(english, 6)]), ..AgentChange::default() },
            AgentChange { skills: Some(vec![(english, 1), (english, 2)]), ..AgentChange::default() },
        ] {
            assert_eq!(refused(desk.change_agent(&boss.staff, wang.id, &wrong).await.map(|_| ())), "invalid");
        }
        let none = QueueEdit { team: Some(Some(english)), level: Some(9), ..QueueEdit::default() };
        assert_eq!(refused(desk.change_queue(&boss.staff, queue, &none).await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn who_leads_one_brand_only_answers_in_another() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let boss = admin(world).await;
        let other = desk.open_brand(&boss.staff, &new_brand("海外店")).await.unwrap();
        let gu = shop.hire("顾", Role::Operator).await;
        let lesser = AgentChange { roles: Some(vec![(shop.brand, Role::Agent)]), ..AgentChange::default() };
        let rights = desk.change_agent(&boss.staff().await, gu.id, &lesser).await.unwrap().rights;
        assert!(rights.contains(&Right { agent: gu.id, brand: shop.brand, role: Some(Role::Agent) }));
        let staff = gu.staff().await;
        assert_eq!((staff.role_in(shop.brand), staff.role_in(other.id)), (Role::Agent, Role::Operator));
        assert!(desk.accounts(&staff).await.unwrap().iter().all(|it| it.brand == other.id));
        assert_eq!(refused(desk.account(&staff, shop.page.id).await), "forbidden");
        let change = AccountChange::default();
        assert_eq!(refused(desk.change_account(&staff, shop.page.id, change).await), "forbidden");
        assert_eq!(refused(desk.change_brand(&staff, shop.brand, &BrandChange::default()).await), "forbidden");
        desk.change_brand(&staff, other.id, &BrandChange::default()).await.unwrap();
        let edit = SettingEdit { name: Some("退货".into()), ..SettingEdit::default() };
        let made = |brand| desk.make_setting(&staff, "disposition", Some(brand), &edit);
        assert_eq!((refused(made(shop.brand).await), made(other.id).await.is_ok()), ("forbidden", true));

        // What belongs to a colleague there is not theirs to close.
        let wang = world.agent("王").await;
        wang.comes().await;
        let li = world.visitor("李").begins("在吗").await;
        world.settle().await;
        wang.accepts(li).await.unwrap();
        let closed = desk.close(&staff, li, Some("误".into()), None).await;
        assert_eq!(refused(closed), "not_owner");
        let wrong = AgentChange { roles: Some(vec![(shop.brand, Role::Administrator)]), ..AgentChange::default() };
        assert_eq!(refused(desk.change_agent(&boss.staff().await, gu.id, &wrong).await.map(|_| ())), "invalid");
    })
    .await;
}
