//! Many at once: each by itself, what is refused is told of that one.
use desk::Deed;
use model::*;
use testkit::{Hand, refused, tell};

async fn does(hand: &Hand, ids: &[ConversationId], deed: Deed) -> Vec<(ConversationId, String)> {
    let done = hand.world.desk().bulk(&hand.staff().await, ids, &deed).await.unwrap();
    done.into_iter()
        .map(|(id, done)| (id, done.map_or_else(|why| why.code().to_owned(), |()| "ok".to_owned())))
        .collect()
}

fn tags(all: &[&str]) -> Vec<String> {
    all.iter().map(|it| (*it).to_owned()).collect()
}

#[tokio::test]
async fn each_is_done_by_itself_and_what_is_refused_says_why() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        wang.comes().await;
        let mut all = vec![];
        for n in 0..3 {
            all.push(world.visitor("客").begins(&format!("在吗 {n}")).await);
            wang.accepts(all[n]).await.unwrap();
        }
        zhao.comes().await;
        let foreign = world.visitor("客").begins("别人的").await;
        zhao.accepts(foreign).await.unwrap();
        let elsewhere = world.another_shop("别家").await.visitor("客").begins("你好").await;
        wang.replies(all[0], "好的").await.unwrap();
        let close = Deed::Close { no_reply_needed: None, disposition: None };
        let asked = [all[0], all[0], all[1], foreign, elsewhere];
        let said =
            |all: &[(ConversationId, &str)]| all.iter().map(|(id, it)| (*id, (*it).to_owned())).collect::<Vec<_>>();
        assert_eq!(
            does(&wang, &asked, close).await,
            said(&[(all[0], "ok"), (all[1], "unanswered"), (foreign, "not_owner"), (elsewhere, "not_found")])
        );
        assert!(!wang.sees(all[0]).await.unwrap().is_open() && wang.sees(all[1]).await.unwrap().is_open());
        assert_eq!(does(&wang, &[all[0]], Deed::Reopen).await, said(&[(all[0], "ok")]));
        assert!(wang.sees(all[0]).await.unwrap().is_open(), "what was closed with many opens again");
        let until = world.now() + Span::hours(1);
        assert_eq!(
            does(&wang, &all, Deed::Pend { until, reason: None }).await.iter().filter(|it| it.1 == "ok").count(),
            3
        );
        assert_eq!(does(&wang, &all, Deed::Resume).await.iter().filter(|it| it.1 == "ok").count(), 3);
        assert!(wang.unread(all[1]).await > 0);
        does(&wang, &all, Deed::Read).await;
        assert_eq!(wang.unread(all[1]).await, 0);
        let hand = Deed::Transfer { agent: Some(zhao.id), queue: None, note: Some("午休".into()) };
        assert_eq!(does(&wang, &all, hand).await, said(&[(all[0], "ok"), (all[1], "ok"), (all[2], "ok")]));
        assert_eq!(zhao.sees(all[2]).await.unwrap().owner(), Some(zhao.id));
    })
    .await;
}

#[tokio::test]
async fn tags_are_added_and_taken_away_and_the_others_stay() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (one, two) = (world.visitor("客").begins("一").await, world.visitor("客").begins("二").await);
        let desk = world.desk();
        desk.tag(&wang.staff, one, tags(&["急", "退换货"])).await.unwrap();
        does(&wang, &[one, two], Deed::Tag { add: tags(&[" VIP ", "急"]), remove: tags(&["退换货"]) }).await;
        assert_eq!(wang.sees(one).await.unwrap().tags, ["急", "VIP"]);
        assert_eq!(wang.sees(two).await.unwrap().tags, ["VIP", "急"]);
        desk.tag(&wang.staff, two, (0..20).map(|n| n.to_string()).collect()).await.unwrap();
        let done = does(&wang, &[one, two], Deed::Tag { add: tags(&["满"]), remove: vec![] }).await;
        assert_eq!(done.iter().map(|it| it.1.as_str()).collect::<Vec<_>>(), ["ok", "invalid"]);
    })
    .await;
}

#[tokio::test]
async fn a_deed_that_cannot_be_is_refused_as_a_whole() {
    tell(async |world| {
        let (wang, shop) = (world.agent("王").await, world.shop());
        let c = world.visitor("客").begins("在吗").await;
        let auditor = shop.hire("审", Role::Auditor).await;
        let desk = world.desk();
        let many: Vec<ConversationId> =
            (0..101).map(|_| ConversationId(Uuid::from_u128(world.now().0 as u128))).collect();
        let different: Vec<ConversationId> = (0..101u128).map(|n| ConversationId(Uuid::from_u128(n))).collect();
        assert_eq!(refused(desk.bulk(&auditor.staff, &[c], &Deed::Read).await), "forbidden");
        assert_eq!(refused(desk.bulk(&wang.staff, &[], &Deed::Read).await), "invalid");
        assert_eq!(refused(desk.bulk(&wang.staff, &different, &Deed::Read).await), "invalid");
        assert_eq!(does(&wang, &many, Deed::Read).await.len(), 1);
        let nobody = Deed::Transfer { agent: None, queue: None, note: None };
        assert_eq!(refused(desk.bulk(&wang.staff, &[c], &nobody).await), "invalid");
        let nothing = Deed::Tag { add: tags(&[" "]), remove: vec![] };
        assert_eq!(refused(desk.bulk(&wang.staff, &[c], &nothing).await), "invalid");
        let long = Deed::Tag { add: vec!["长".repeat(33)], remove: vec![] };
        assert_eq!(refused(desk.bulk(&wang.staff, &[c], &long).await), "invalid");
    })
    .await;
}
