//! Drafts are their writer's own; tags are everybody's.
use model::*;
use testkit::{refused, tell};

#[tokio::test]
async fn a_draft_is_the_same_on_every_device_of_its_writer_and_nobody_elses() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        let c = world.visitor("李").begins("灯不亮了").await;
        let desk = world.desk();
        desk.save_draft(&wang.staff, c, DraftMode::Reply, "请拔").await.unwrap();
        desk.save_draft(&wang.staff, c, DraftMode::Note, "老客户").await.unwrap();
        desk.save_draft(&wang.staff, c, DraftMode::Reply, "请拔插一次").await.unwrap();
        let mut drafts = desk.drafts(&wang.staff, c).await.unwrap();
        drafts.sort_by_key(|it| it.mode);
        let texts: Vec<_> = drafts.iter().map(|it| (it.mode, it.text.as_str())).collect();
        assert_eq!(texts, [(DraftMode::Reply, "请拔插一次"), (DraftMode::Note, "老客户")]);
        assert!(desk.drafts(&zhao.staff, c).await.unwrap().is_empty());
        let heard = desk.hear(world.shop().tenant, 0, 500).await.unwrap();
        let saved = heard.iter().filter(|it| it.event.kind == EventKind::DraftSaved);
        assert!(saved.clone().count() == 3 && saved.clone().all(|it| it.is_for(wang.id, &wang.staff.brands)));
        assert!(saved.clone().all(|it| !it.is_for(zhao.id, &zhao.staff.brands) && !it.event.public));
    })
    .await;
}

#[tokio::test]
async fn an_empty_draft_is_forgotten_and_a_long_one_refused() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let c = world.visitor("李").begins("灯不亮了").await;
        let desk = world.desk();
        desk.save_draft(&wang.staff, c, DraftMode::Reply, "请拔").await.unwrap();
        desk.save_draft(&wang.staff, c, DraftMode::Reply, "").await.unwrap();
        assert!(desk.drafts(&wang.staff, c).await.unwrap().is_empty());
        let long = "长".repeat(10_001);
        assert_eq!(refused(desk.save_draft(&wang.staff, c, DraftMode::Reply, &long).await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn tags_are_kept_in_order_without_repetition() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let c = world.visitor("李").begins("灯不亮了").await;
        let desk = world.desk();
        let tags = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        desk.tag(&wang.staff, c, tags(&["退换货", " 急 ", "退换货", ""])).await.unwrap();
        let it = wang.sees(c).await.unwrap();
        assert_eq!(it.tags, ["退换货", "急"]);
        desk.tag(&wang.staff, c, tags(&["退换货", "急"])).await.unwrap();
        assert_eq!(wang.sees(c).await.unwrap().version, it.version, "the same again changes nothing");
        assert_eq!(refused(desk.tag(&wang.staff, c, vec!["长".repeat(33)]).await), "invalid");
        let many = (0..21).map(|n| n.to_string()).collect();
        assert_eq!(refused(desk.tag(&wang.staff, c, many).await), "invalid");
        desk.tag(&wang.staff, c, vec![]).await.unwrap();
        assert!(wang.sees(c).await.unwrap().tags.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_tag_of_the_tenant_is_made_once() {
    tell(async |world| {
        let wang = world.agent("王").await.staff;
        world.desk().make_tag(&wang, "退换货").await.unwrap();
        assert!(world.desk().make_tag(&wang, " 退换货 ").await.is_err(), "its name is taken");
        assert_eq!(refused(world.desk().make_tag(&wang, " ").await), "invalid");
        let other = world.another_shop("别家").await.hire("外人", Role::Agent).await.staff;
        world.desk().make_tag(&other, "退换货").await.expect("another tenant's names are its own");
        assert_eq!(world.desk().tags(&wang).await.unwrap().len(), 1);
    })
    .await;
}
