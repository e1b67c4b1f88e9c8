//! What comes back: deleted entries of settings, deleted queues, archived brands.
use desk::{AccountChange, AgentChange, Error, QueueEdit, SettingEdit};
use model::*;
use testkit::{refused, tell};

fn why<T>(done: desk::Result<T>) -> &'static str {
    match done {
        Err(Error::Invalid(wrong)) => wrong[0].code,
        Err(other) => other.code(),
        Ok(_) => "done",
    }
}

#[tokio::test]
async fn a_deleted_entry_is_listed_and_restored_as_it_was() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("顾", Role::Operator).await, world.agent("王").await);
        let desk = world.desk();
        let edit = SettingEdit { name: Some("退货".into()), ..SettingEdit::default() };
        let made = desk.make_setting(&boss.staff, "disposition", Some(world.shop().brand), &edit).await.unwrap();
        desk.delete_setting(&boss.staff, "disposition", made.id).await.unwrap();
        let deleted = desk.deleted_settings(&boss.staff, "disposition").await.unwrap();
        assert_eq!(deleted.iter().map(|it| (it.id, it.version)).collect::<Vec<_>>(), [(made.id, 2)]);
        assert_eq!(refused(desk.deleted_settings(&wang.staff, "disposition").await), "forbidden");
        let back =
            desk.restore_setting(&boss.staff, "disposition", made.id, deleted[0].version - 1, None).await.unwrap();
        assert_eq!((back.name.as_str(), back.deleted), ("退货", false));
        assert!(desk.deleted_settings(&boss.staff, "disposition").await.unwrap().is_empty());

        let own = desk.make_setting(&wang.staff, "my_view", None, &edit).await.unwrap();
        desk.delete_setting(&wang.staff, "my_view", own.id).await.unwrap();
        assert_eq!(desk.deleted_settings(&wang.staff, "my_view").await.unwrap().len(), 1);
        assert!(desk.deleted_settings(&boss.staff, "my_view").await.unwrap().is_empty(), "everybody's own");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_queue_comes_back_by_its_name() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let (boss, wang) = (shop.hire("顾", Role::Operator).await.staff, world.agent("王").await);
        let called = |name: &str| QueueEdit { name: Some(name.into()), ..QueueEdit::default() };
        let queue = desk.open_queue(&boss, shop.brand, &called("投诉")).await.unwrap();
        desk.close_queue(&boss, queue.id).await.unwrap();
        let deleted = desk.deleted_queues(&boss).await.unwrap();
        assert_eq!(deleted.iter().map(|it| (it.id, it.name.as_str())).collect::<Vec<_>>(), [(queue.id, "投诉")]);
        assert!(desk.deleted_queues(&wang.staff).await.unwrap().is_empty());
        assert_eq!(refused(desk.restore_queue(&wang.staff, queue.id).await), "forbidden");
        let second = desk.open_queue(&boss, shop.brand, &called("投诉")).await.unwrap();
        assert_eq!(refused(desk.restore_queue(&boss, queue.id).await), "taken");
        desk.change_queue(&boss, second.id, &called("建议")).await.unwrap();
        assert_eq!(desk.restore_queue(&boss, queue.id).await.unwrap().name, "投诉");
        assert_eq!(desk.queues(&boss).await.unwrap().len(), 3);
        let foreign = world.another_shop("别家").await.hire("外人", Role::Operator).await.staff;
        assert_eq!(refused(desk.restore_queue(&foreign, queue.id).await), "not_found");
    })
    .await;
}

#[tokio::test]
async fn an_archived_brand_takes_nothing_new_and_is_still_found() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let other = shop.another_brand("团购").await;
        let (boss, keeper) = (shop.hire("管", Role::Administrator).await, shop.hire("顾", Role::Operator).await.staff);
        boss.comes().await;
        let admin = &boss.staff;
        let li = other.visitor("李");
        let c = li.begins("玻璃灯罩碎了").await;
        boss.accepts(c).await.unwrap();
        assert_eq!(refused(desk.archive_brand(&keeper, other.brand).await), "forbidden");
        let Err(Error::Invalid(wrong)) = desk.archive_brand(admin, other.brand).await else { panic!("it receives") };
        assert!(wrong[0].code == "in_use" && wrong[0].detail.contains("团购"), "names what to disable: {wrong:?}");
        let turned = |state| AccountChange { state: Some(state), ..AccountChange::default() };
        for account in [other.page.id, other.loft.id] {
            desk.change_account(admin, account, turned(AccountState::Disabled)).await.unwrap();
        }
        assert_eq!(why(desk.archive_brand(admin, other.brand).await), "not_empty");
        boss.closes_because(c, "测试").await.unwrap();
        let archived = desk.archive_brand(admin, other.brand).await.unwrap();
        assert!(archived.archived_at.is_some());
        assert_eq!(why(desk.archive_brand(admin, shop.brand).await), "in_use");

        assert!(li.writes("还在吗").await.is_err(), "nothing comes by it");
        assert_eq!(why(desk.change_account(admin, other.page.id, turned(AccountState::Active)).await), "archived");
        let added = desk.add_account(admin, testkit::PORCH, other.brand, None, "新", Default::default()).await;
        assert_eq!(why(added), "archived");
        assert_eq!(why(boss.reopens(c).await), "archived");
        let queue = QueueEdit { name: Some("新".into()), ..QueueEdit::default() };
        assert_eq!(why(desk.open_queue(admin, other.brand, &queue).await), "archived");
        world.settle().await;
        let asked = desk::SearchAsked { q: "玻璃".into(), limit: 5, ..desk::SearchAsked::default() };
        assert_eq!(desk.search(admin, &asked).await.unwrap().0.len(), 1, "it is still found");

        desk.restore_brand(admin, other.brand).await.unwrap();
        desk.change_account(admin, other.page.id, turned(AccountState::Active)).await.unwrap();
        li.writes("又来了").await.unwrap();
        let foreign = world.another_shop("别家").await.hire("外人", Role::Administrator).await.staff;
        assert_eq!(refused(desk.archive_brand(&foreign, other.brand).await), "not_found");
    })
    .await;
}

fn panel(n: i32) -> SettingEdit {
    let text = |it: String| Held::Text(it);
    let fields = [
        ("url".to_owned(), text(format!("https://crm{n}.example/panel"))),
        ("secret".to_owned(), text(format!("whsec_{}", "Q".repeat(44)))),
    ];
    SettingEdit { name: Some(format!("客户 {n}")), fields: Some(fields.into()), ..SettingEdit::default() }
}

#[tokio::test]
async fn what_comes_back_keeps_to_the_limits_and_its_secret_to_itself() {
    tell(async |world| {
        let (desk, boss) = (world.desk(), world.shop().hire("管", Role::Administrator).await.staff);
        let first = desk.make_setting(&boss, "side_panel", None, &panel(0)).await.unwrap();
        desk.delete_setting(&boss, "side_panel", first.id).await.unwrap();
        let deleted = desk.deleted_settings(&boss, "side_panel").await.unwrap();
        assert_eq!(deleted[0].fields.get("secret"), Some(&Held::Flag(true)), "not even sealed");
        let back = |ours: Option<&'static str>| desk.restore_setting(&boss, "side_panel", first.id, 1, ours);
        assert_eq!(why(back(Some("https://crm0.example")).await), "invalid", "it would lead into the house");
        for n in 1..=5 {
            desk.make_setting(&boss, "side_panel", None, &panel(n)).await.unwrap();
        }
        assert_eq!(why(back(None).await), "too_many");
        let last = desk.settings(&boss, "side_panel").await.unwrap().pop().unwrap();
        desk.delete_setting(&boss, "side_panel", last.id).await.unwrap();
        assert_eq!(back(None).await.unwrap().fields.get("secret"), Some(&Held::Flag(true)));

        let brand = Some(world.shop().brand);
        let named = |name: &str| SettingEdit { name: Some(name.into()), ..SettingEdit::default() };
        let one = desk.make_setting(&boss, "reception", brand, &named("甲")).await.unwrap();
        assert_eq!(one.name, "", "of what there is one has no name");
        desk.delete_setting(&boss, "reception", one.id).await.unwrap();
        desk.make_setting(&boss, "reception", brand, &named("乙")).await.unwrap();
        assert_eq!(why(desk.restore_setting(&boss, "reception", one.id, 1, None).await), "too_many");
        assert_eq!(desk.settings(&boss, "reception").await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_others_delete_hides_nothing_and_a_full_brand_takes_no_queue_back() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let other = shop.another_brand("团购").await.brand;
        let keeper = shop.hire("顾", Role::Operator).await;
        let boss = shop.hire("管", Role::Administrator).await.staff;
        let here = AgentChange { brands: Some(vec![shop.brand]), ..AgentChange::default() };
        desk.change_agent(&boss, keeper.id, &here).await.unwrap();
        let keeper = keeper.staff().await;
        let edit = |n: usize| SettingEdit { name: Some(format!("原因 {n}")), ..SettingEdit::default() };
        let queue = |n: usize| QueueEdit { name: Some(format!("队列 {n:03}")), ..QueueEdit::default() };
        for (brand, first, until) in [(shop.brand, 500, 501), (other, 0, 101)] {
            for n in first..until {
                let made = desk.make_setting(&boss, "disposition", Some(brand), &edit(n)).await.unwrap();
                desk.delete_setting(&boss, "disposition", made.id).await.unwrap();
            }
        }
        for (brand, first, until) in [(other, 0, 200), (shop.brand, 500, 501)] {
            for n in first..until {
                let made = desk.open_queue(&boss, brand, &queue(n)).await.unwrap();
                desk.close_queue(&boss, made.id).await.unwrap();
            }
        }
        assert_eq!(desk.deleted_settings(&keeper, "disposition").await.unwrap().len(), 1);
        let deleted = desk.deleted_queues(&keeper).await.unwrap();
        assert_eq!(deleted.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["队列 500"]);
        let beside = desk.queues(&keeper).await.unwrap().len();
        for n in beside..200 {
            desk.open_queue(&boss, shop.brand, &queue(n)).await.unwrap();
        }
        assert_eq!(why(desk.restore_queue(&keeper, deleted[0].id).await), "too_many");
    })
    .await;
}

#[tokio::test]
async fn a_brand_is_never_archived_while_an_account_of_it_comes_up() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let other = shop.another_brand("团购").await;
        let boss = shop.hire("管", Role::Administrator).await.staff;
        let turned = |state| AccountChange { state: Some(state), ..AccountChange::default() };
        for account in [other.page.id, other.loft.id] {
            desk.change_account(&boss, account, turned(AccountState::Disabled)).await.unwrap();
        }
        for _ in 0..20 {
            let (archived, active) = tokio::join!(
                desk.archive_brand(&boss, other.brand),
                desk.change_account(&boss, other.page.id, turned(AccountState::Active))
            );
            assert!(archived.is_ok() != active.is_ok(), "one of two: {archived:?}, {active:?}");
            desk.restore_brand(&boss, other.brand).await.unwrap();
            desk.change_account(&boss, other.page.id, turned(AccountState::Disabled)).await.unwrap();
        }
        let brands = [shop.brand, other.brand];
        for account in [shop.page.id, shop.loft.id] {
            desk.change_account(&boss, account, turned(AccountState::Disabled)).await.unwrap();
        }
        let (one, two) = tokio::join!(desk.archive_brand(&boss, brands[0]), desk.archive_brand(&boss, brands[1]));
        assert!(one.is_ok() != two.is_ok(), "a company needs one brand: {one:?}, {two:?}");
    })
    .await;
}
