//! The link of an invitation lets somebody in: it lies sealed, and only who may work in the conversation sees it.
use model::*;
use testkit::tell;

#[tokio::test]
async fn a_link_lies_sealed_and_is_shown_while_it_is_good_to_who_may_work_there() {
    tell(async |world| {
        let (wang, auditor) = (world.agent("王").await, world.shop().hire("审计", Role::Auditor).await);
        wang.comes().await;
        let courier = world.shop().courier("").await;
        let c = world.visitor("林夏").begins("杯子裂了").await;
        wang.accepts(c).await.unwrap();
        let desk = world.desk();
        let make = async || desk.invite(&wang.staff, c, courier.account.id, "https://x.example").await.unwrap();
        let (one, two) = (make().await, make().await);
        let code = one.link.strip_prefix("courier:").expect("the maker sees it").to_owned();
        let mut tx = world.db().read().await.unwrap();
        let kept = store::invite::of(&mut tx, world.shop().tenant, c).await.unwrap();
        drop(tx);
        assert!(kept.iter().all(|it| !it.link.contains(&code) && !it.link.contains("courier")), "{kept:?}");
        let links = async |staff| {
            let all = desk.invites(staff, c).await.unwrap();
            let link = |id| all.iter().find(|it| it.id == id).unwrap().link.clone();
            (link(one.id), link(two.id))
        };
        assert_eq!(links(&wang.staff).await, (one.link.clone(), two.link.clone()));
        assert_eq!(links(&auditor.staff).await, (String::new(), String::new()), "who only reads");
        courier.rider("hua").comes(Some(&code)).await;
        assert_eq!(links(&wang.staff).await, (String::new(), two.link.clone()), "used");
        world.clock().pass(Span::minutes(31));
        assert_eq!(links(&wang.staff).await, (String::new(), String::new()), "too late");
    })
    .await;
}
