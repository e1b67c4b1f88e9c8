//! Who may do what: auditors only read, leaders lead, operators keep what everybody uses, administrators keep people.
use desk::read::Edit;
use desk::{AccountChange, NewKey};
use model::*;
use std::collections::BTreeMap;
use testkit::{PORCH, refused, tell};

#[tokio::test]
async fn an_auditor_reads_everything_and_changes_nothing() {
    tell(async |world| {
        let auditor = world.shop().hire("审计", Role::Auditor).await;
        let wang = world.agent("王").await;
        wang.comes().await;
        let c = world.visitor("李").begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        let customer = auditor.sees(c).await.unwrap().customer;
        let (desk, who) = (world.desk(), auditor.staff().await);
        let before = wang.sees(c).await.unwrap();

        assert_eq!(auditor.thread(c).await.unwrap().len(), 4);
        assert_eq!(auditor.list("all").await, [c]);
        desk.person(&who, customer).await.unwrap();

        assert_eq!(refused(desk.set_presence(&who, Presence::Ready, None).await), "forbidden");
        assert_eq!(refused(auditor.accepts(c).await), "forbidden");
        assert_eq!(refused(auditor.declines(c).await), "forbidden");
        assert_eq!(refused(auditor.replies(c, "在").await), "forbidden");
        assert_eq!(refused(auditor.notes(c, "在").await), "forbidden");
        assert_eq!(refused(auditor.closes(c).await), "forbidden");
        assert_eq!(refused(auditor.reopens(c).await), "forbidden");
        assert_eq!(refused(auditor.pends(c, Span::hours(1)).await), "forbidden");
        assert_eq!(refused(auditor.resumes(c).await), "forbidden");
        assert_eq!(refused(auditor.hands_to(c, &wang).await), "forbidden");
        assert_eq!(refused(auditor.settles(c, 2, "不用").await), "forbidden");
        assert_eq!(refused(desk.tag(&who, c, vec!["急".into()]).await), "forbidden");
        assert_eq!(refused(desk.make_tag(&who, "急").await), "forbidden");
        assert_eq!(refused(desk.edit_person(&who, customer, Edit::default()).await), "forbidden");
        assert_eq!(refused(desk.reveal(&who, customer, "phone", "看看").await), "forbidden");
        assert_eq!(
            refused(
                desk.save_quick_reply(
                    &who,
                    None,
                    &testkit::quick(desk::QuickReplyScope::Personal, "hi", "你好", "您好")
                )
                .await
            ),
            "forbidden"
        );
        assert_eq!(refused(desk.save_draft(&who, c, DraftMode::Reply, "在").await), "forbidden");
        assert_eq!(wang.sees(c).await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn an_auditor_is_nobody_who_receives() {
    tell(async |world| {
        world.shop().hire("审计", Role::Auditor).await;
        let li = world.visitor("李");
        li.begins("在吗").await;
        world.settle().await;
        assert!(li.was_told().await.contains(&Happening::NobodyAvailable {}));
    })
    .await;
}

#[tokio::test]
async fn channel_accounts_are_the_operators() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let settings = || BTreeMap::from([("color".to_owned(), "#1d5fbf".to_owned())]);
        for role in [Role::Agent, Role::Supervisor, Role::Auditor] {
            let who = shop.hire(role.as_str(), role).await.staff;
            assert_eq!(refused(desk.accounts(&who).await), "forbidden");
            assert_eq!(
                refused(desk.add_account(&who, PORCH, shop.brand, None, "新页面", settings()).await),
                "forbidden"
            );
            assert_eq!(refused(desk.change_account(&who, shop.page.id, AccountChange::default()).await), "forbidden");
        }
        let operator = shop.hire("运营", Role::Operator).await.staff;
        desk.add_account(&operator, PORCH, shop.brand, None, "新页面", settings()).await.unwrap();
        assert_eq!(refused(desk.add_account(&operator, PORCH, shop.brand, None, "新页面", settings()).await), "taken");
        assert_eq!(desk.accounts(&operator).await.unwrap().len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_disabled_account_lets_nobody_in() {
    tell(async |world| {
        let operator = world.shop().hire("运营", Role::Operator).await.staff;
        let li = world.visitor("李");
        li.begins("在吗").await;
        let page = world.shop().page.id;
        world
            .desk()
            .change_account(
                &operator,
                page,
                AccountChange { state: Some(AccountState::Disabled), ..AccountChange::default() },
            )
            .await
            .unwrap();
        assert_eq!(refused(li.comes().await.map(|_| ())), "not_found");
    })
    .await;
}

#[tokio::test]
async fn keys_are_the_administrators_and_act_with_the_role_they_were_given() {
    tell(async |world| {
        let (desk, shop) = (world.desk(), world.shop());
        let operator = shop.hire("运营", Role::Operator).await.staff;
        assert_eq!(refused(desk.make_key(&operator, &NewKey::of("机器人", Role::Agent)).await), "forbidden");
        let admin = shop.hire("管理员", Role::Administrator).await.staff;
        let (key, text) = desk.make_key(&admin, &NewKey::of("机器人", Role::Supervisor)).await.unwrap();
        let program = desk.by_key(text.expose()).await.unwrap();
        assert_eq!((program.agent.role, program.tenant), (Role::Supervisor, shop.tenant));
        assert_eq!(refused(desk.by_key("pk_made_up").await), "unauthenticated");
        desk.revoke_key(&admin, key.key.id).await.unwrap();
        assert_eq!(refused(desk.by_key(text.expose()).await), "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn a_program_whose_key_is_revoked_is_off_duty_and_holds_nothing() {
    tell(async |world| {
        let chief = world.shop().hire("周", Role::Administrator).await;
        let (key, text) = world.desk().make_key(&chief.staff, &NewKey::of("机器人", Role::Agent)).await.unwrap();
        let program = world.desk().by_key(text.expose()).await.unwrap();
        let program = world.desk().set_presence(&program, Presence::Ready, None).await.map(|_| program).unwrap();
        let (li, sun) = (world.visitor("李"), world.visitor("孙"));
        let taken = li.begins("灯不亮了").await;
        world.settle().await;
        world.desk().accept(&program, taken).await.unwrap();
        let offered = sun.begins("在吗").await;
        world.settle().await;
        assert_eq!(chief.sees(offered).await.unwrap().offer().map(|it| it.agent), Some(program.agent.id));

        world.desk().revoke_key(&chief.staff, key.key.id).await.unwrap();
        world.settle().await;
        for c in [taken, offered] {
            let it = chief.sees(c).await.unwrap();
            assert!(matches!(it.place, Place::Queue { .. }) && it.offer().is_none(), "{:?}", it.place);
        }
        assert_eq!(world.desk().again(&program).await.unwrap().agent.presence, Presence::Offline);
        assert_eq!(refused(world.desk().by_key(text.expose()).await.map(|_| ())), "unauthenticated");
    })
    .await;
}
