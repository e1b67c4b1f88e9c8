//! Walls: nothing of one tenant reaches another, whatever id is asked for; nothing of a brand reaches who has no right to it.
use desk::AccountChange;
use desk::read::{Edit, Window};
use model::*;
use std::collections::BTreeMap;
use testkit::{Hand, Shop, World, refused, tell};

const CANARY: &str = "CANARY-7f3a";

/// A shop full of canaries, with somebody of its own.
struct Foreign {
    shop: Shop,
    c: ConversationId,
    customer: CustomerId,
    message: MessageId,
    file: Attachment,
    quick: QuickReplyId,
    hand: Hand,
}

async fn foreign(world: &World) -> Foreign {
    let shop = world.another_shop(CANARY).await;
    let hand = shop.hire_for(CANARY, Role::Administrator, 800).await;
    hand.comes().await;
    let visitor = shop.visitor(CANARY);
    let acked = visitor.signs_in_as(CANARY).writes(CANARY).await.unwrap();
    let (c, message) = (acked.conversation.unwrap(), acked.message.unwrap());
    let customer = hand.sees(c).await.unwrap().customer;
    hand.accepts(c).await.unwrap();
    hand.replies(c, CANARY).await.unwrap();
    hand.notes(c, CANARY).await.unwrap();
    let (desk, staff) = (world.desk(), &hand.staff);
    desk.tag(staff, c, vec![CANARY.into()]).await.unwrap();
    desk.make_tag(staff, CANARY).await.unwrap();
    desk.save_draft(staff, c, DraftMode::Reply, CANARY).await.unwrap();
    let quick = desk
        .save_quick_reply(staff, None, &testkit::quick(desk::QuickReplyScope::Company, "hi", CANARY, CANARY))
        .await
        .unwrap()
        .id;
    let edit = Edit { phone: Some("13800138000".into()), remark: Some(CANARY.into()), ..Edit::default() };
    desk.edit_person(staff, customer, edit).await.unwrap();
    let file = hand.uploads(&format!("{CANARY}.txt"), CANARY.as_bytes()).await.unwrap();
    Foreign { shop, c, customer, message, file, quick, hand }
}

#[tokio::test]
async fn every_foreign_id_is_unknown() {
    tell(async |world| {
        let its = foreign(world).await;
        let mine = world.shop().hire("管理员", Role::Administrator).await;
        mine.comes().await;
        let (desk, who, c) = (world.desk(), mine.staff().await, its.c);
        let before = its.hand.sees(c).await.unwrap();

        assert_eq!(refused(mine.sees(c).await), "not_found");
        assert_eq!(refused(mine.thread(c).await), "not_found");
        assert_eq!(refused(mine.accepts(c).await), "not_found");
        assert_eq!(refused(mine.declines(c).await), "not_found");
        assert_eq!(refused(mine.replies(c, "在").await), "not_found");
        assert_eq!(refused(mine.notes(c, "在").await), "not_found");
        assert_eq!(refused(mine.closes_because(c, "广告").await), "not_found");
        assert_eq!(refused(mine.reopens(c).await), "not_found");
        assert_eq!(refused(mine.pends(c, Span::hours(1)).await), "not_found");
        assert_eq!(refused(mine.resumes(c).await), "not_found");
        assert_eq!(refused(mine.hands_to(c, &mine).await), "not_found");
        assert_eq!(refused(mine.settles(c, 2, "不用").await), "not_found");
        assert_eq!(refused(mine.reads(c, 2).await), "not_found");
        assert_eq!(refused(desk.tag(&who, c, vec![]).await), "not_found");
        assert_eq!(refused(desk.drafts(&who, c).await), "not_found");
        assert_eq!(refused(desk.save_draft(&who, c, DraftMode::Note, "在").await), "not_found");
        assert_eq!(refused(desk.agent_types(&who, c, true).await), "not_found");
        assert_eq!(refused(desk.looks_at(&who, c, true).await), "not_found");
        assert_eq!(refused(desk.person(&who, its.customer).await), "not_found");
        assert_eq!(refused(desk.conversations_of(&who, its.customer).await), "not_found");
        assert_eq!(refused(desk.edit_person(&who, its.customer, Edit::default()).await), "not_found");
        assert_eq!(refused(desk.reveal(&who, its.customer, "phone", "看看").await), "not_found");
        assert_eq!(refused(desk.raw(&who, its.message).await), "not_found");
        assert_eq!(refused(desk.delete_quick_reply(&who, its.quick).await), "not_found");
        assert_eq!(
            refused(
                desk.save_quick_reply(
                    &who,
                    Some(its.quick),
                    &testkit::quick(desk::QuickReplyScope::Company, "a", "b", "c")
                )
                .await
            ),
            "not_found"
        );
        let page = its.shop.page.id;
        assert_eq!(refused(desk.change_account(&who, page, AccountChange::default()).await), "not_found");
        let add = desk.add_account(&who, testkit::PORCH, its.shop.brand, None, "偷", BTreeMap::new()).await;
        assert_eq!(refused(add), "invalid");
        let cursor = desk.agent_cursor(&its.hand.staff, 1);
        assert_eq!(refused(desk.open_agent_cursor(&who, &cursor)), "bad_cursor");

        assert_eq!(its.hand.sees(c).await.unwrap(), before, "and nothing happened to it");
    })
    .await;
}

#[tokio::test]
async fn no_list_shows_a_foreign_canary() {
    tell(async |world| {
        let its = foreign(world).await;
        let mine = world.shop().hire("管理员", Role::Administrator).await;
        mine.comes().await;
        let c = world.visitor("李").begins("在吗").await;
        world.settle().await;
        let (desk, who) = (world.desk(), mine.staff().await);
        let mut seen = String::new();
        for view in ["mine", "queue", "all", "pending", "closed", "unanswered"] {
            seen += &format!("{:?}", desk.inbox(&who, view, None, None, 100).await.unwrap());
            let theirs = desk.inbox(&who, view, Some(its.shop.brand), None, 100).await.unwrap();
            assert!(theirs.0.is_empty(), "asked for by brand");
        }
        seen += &format!("{:?}", desk.thread(&who, c, Window::Latest, 100).await.unwrap());
        seen += &format!("{:?}", desk.agents(&who).await.unwrap());
        seen += &format!("{:?}", desk.brands(&who).await.unwrap());
        seen += &format!("{:?}", desk.queues(&who).await.unwrap());
        seen += &format!("{:?}", desk.tags(&who).await.unwrap());
        seen += &format!("{:?}", desk.quick_replies(&who).await.unwrap());
        seen += &format!("{:?}", desk.accounts(&who).await.unwrap());
        seen += &format!("{:?}", desk.keys(&who).await.unwrap());
        seen += &format!("{:?}", desk.hear(who.tenant, 0, 500).await.unwrap());
        seen += &format!("{:?}", desk.tenant(&who).await.unwrap());
        assert!(seen.contains("在吗") && !seen.contains(CANARY), "a canary sings");
        assert_eq!(desk.counts(&who).await.unwrap().all, 1);
    })
    .await;
}

#[tokio::test]
async fn a_visitor_reaches_nobody_elses_conversation() {
    tell(async |world| {
        let its = foreign(world).await;
        let li = world.visitor("李");
        li.begins("在吗").await;
        let visiting = li.visiting().await.unwrap();
        let read = world.desk().visitor_read(&visiting, its.c, 5, Receipt::Read).await;
        assert!(read.is_ok(), "an unknown conversation is nobody's: nothing happens");
        let neighbour = world.visitor("孙").begins("在吗").await;
        assert_eq!(refused(world.desk().visitor_read(&visiting, neighbour, 5, Receipt::Read).await), "not_found");
        let signed = world.visitor(CANARY);
        signed.signs_in_as(CANARY);
        assert!(signed.sees().await.is_empty(), "another tenant's number names nobody here");
        assert!(its.hand.thread(its.c).await.unwrap().iter().all(|it| it.receipt != Some(Receipt::Read)));
    })
    .await;
}

#[tokio::test]
async fn a_file_is_found_in_its_own_tenant_only() {
    tell(async |world| {
        let its = foreign(world).await;
        let path = world.desk().file_path(world.shop().tenant, &Attached::from(&its.file));
        assert_eq!(refused(world.fetches(&path).await), "not_found");
        let path = world.desk().file_path(its.shop.tenant, &Attached::from(&its.file));
        assert_eq!(world.fetches(&path).await.unwrap(), CANARY.as_bytes());
    })
    .await;
}

#[tokio::test]
async fn a_brand_without_the_right_to_it_is_invisible() {
    tell(async |world| {
        let (wang, boss) = (world.agent("王").await, world.leader("班长").await);
        let after_sales = world.shop().another_brand("售后").await;
        wang.may_not_see(after_sales.brand).await;
        wang.comes().await;
        let c = after_sales.visitor("李").begins(CANARY).await;
        world.settle().await;
        let (desk, who) = (world.desk(), wang.staff().await);
        for view in ["mine", "queue", "all", "unanswered"] {
            assert!(wang.list(view).await.is_empty(), "{view}");
        }
        assert_eq!(refused(wang.sees(c).await), "not_found");
        assert_eq!(refused(wang.accepts(c).await), "not_found");
        assert_eq!(refused(wang.thread(c).await), "not_found");
        assert_eq!(desk.counts(&who).await.unwrap().all, 0);
        assert_eq!((desk.brands(&who).await.unwrap().len(), desk.queues(&who).await.unwrap().len()), (1, 1));
        let customer = boss.sees(c).await.unwrap().customer;
        assert_eq!(refused(desk.person(&who, customer).await), "not_found");
        let heard = desk.hear(who.tenant, 0, 500).await.unwrap();
        assert!(heard.iter().filter(|it| it.is_for(wang.id, &who.brands)).all(|it| it.message.is_none()));
        assert_eq!(boss.sees(c).await.unwrap().offer(), None, "and is offered to nobody without the right");
    })
    .await;
}

#[tokio::test]
async fn a_brands_accounts_are_kept_by_those_who_may_see_it() {
    tell(async |world| {
        let operator = world.shop().hire("运营", Role::Operator).await;
        let after_sales = world.shop().another_brand("售后").await;
        operator.may_not_see(after_sales.brand).await;
        let (desk, who) = (world.desk(), operator.staff().await);
        assert_eq!(desk.accounts(&who).await.unwrap().len(), 2);
        let disabled = Some(AccountState::Disabled);
        assert_eq!(
            refused(
                desk.change_account(
                    &who,
                    after_sales.page.id,
                    AccountChange { state: disabled, ..AccountChange::default() }
                )
                .await
            ),
            "not_found"
        );
    })
    .await;
}

#[tokio::test]
async fn one_person_in_two_brands_has_two_conversations_and_one_name() {
    tell(async |world| {
        let boss = world.leader("班长").await;
        let after_sales = world.shop().another_brand("售后").await;
        let (here, there) = (world.visitor("李"), after_sales.visitor("李"));
        let one = here.signs_in_as("42").begins("买之前问问").await;
        let two = there.signs_in_as("42").begins("买之后问问").await;
        assert_ne!(one, two);
        assert_eq!(boss.sees(one).await.unwrap().customer, boss.sees(two).await.unwrap().customer);
        assert_eq!(here.sees().await.len() + there.sees().await.len(), 6, "each page shows its own brand");
    })
    .await;
}
