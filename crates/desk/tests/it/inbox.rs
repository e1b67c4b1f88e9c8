//! The inbox: lists in the order of work, in pages, with figures that equal the lists.
use model::*;
use testkit::{Hand, World, refused, tell};

/// Five who wait, a second apart.
async fn line(world: &World) -> Vec<ConversationId> {
    let mut line = vec![];
    for _ in 0..5 {
        line.push(world.visitor("客").begins("在吗").await);
        world.clock().pass(Span::seconds(1));
    }
    line
}

async fn paged(hand: &Hand, view: &str, limit: i64) -> Vec<ConversationId> {
    let (mut all, mut after) = (vec![], None);
    loop {
        let who = hand.staff().await;
        let (rows, next) = hand.world.desk().inbox(&who, view, None, after.as_deref(), limit).await.unwrap();
        assert!(rows.len() as i64 <= limit);
        all.extend(rows.into_iter().map(|it| it.conversation.id));
        match next {
            Some(next) => after = Some(next),
            None => return all,
        }
    }
}

#[tokio::test]
async fn pages_show_everything_once_in_order() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let line = line(world).await;
        for view in ["queue", "all", "unanswered"] {
            world.clock().pass(Span::minutes(3));
            for limit in [1, 2, 5, 100] {
                assert_eq!(paged(&wang, view, limit).await, line, "{view} by {limit}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn lists_of_several_brands_are_one_list() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let shops = [world.shop(), world.shop().another_brand("木作").await, world.shop().another_brand("染坊").await];
        let mut line = vec![];
        for n in [2, 0, 1, 1, 2, 0, 0] {
            line.push(shops[n].visitor("客").begins("在吗").await);
            world.clock().pass(Span::seconds(1));
        }
        world.clock().pass(Span::minutes(3));
        for view in ["queue", "all", "unanswered"] {
            for limit in [1, 2, 3, 100] {
                assert_eq!(paged(&wang, view, limit).await, line, "{view} by {limit}");
            }
        }
        let (who, desk) = (wang.staff().await, world.desk());
        let (rows, _) = desk.inbox(&who, "all", Some(shops[1].brand), None, 10).await.unwrap();
        assert_eq!(rows.iter().map(|it| it.conversation.id).collect::<Vec<_>>(), [line[2], line[3]]);
        let elsewhere = world.another_shop("别处").await;
        assert_eq!(desk.inbox(&who, "all", Some(elsewhere.brand), None, 10).await.unwrap().0, []);
        for c in [line[0], line[3], line[5]] {
            wang.accepts(c).await.unwrap();
        }
        world.settle().await;
        assert_eq!(paged(&wang, "mine", 2).await, wang.list("mine").await);
        assert!(wang.list("mine").await.len() > 3, "what is offered is there too");
    })
    .await;
}

#[tokio::test]
async fn mine_shows_who_waits_longest_first_and_then_the_latest() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let line = line(world).await;
        for c in &line {
            wang.accepts(*c).await.unwrap();
        }
        wang.replies(line[0], "在").await.unwrap();
        world.clock().pass(Span::seconds(1));
        wang.replies(line[2], "在").await.unwrap();
        assert_eq!(wang.list("mine").await, [line[1], line[3], line[4], line[2], line[0]]);
        assert_eq!(paged(&wang, "mine", 2).await, [line[1], line[3], line[4], line[2], line[0]]);
    })
    .await;
}

#[tokio::test]
async fn the_figures_equal_the_lists() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let line = line(world).await;
        world.settle().await;
        wang.accepts(line[0]).await.unwrap();
        wang.replies(line[0], "明天回复您").await.unwrap();
        wang.pends(line[0], Span::hours(1)).await.unwrap();
        wang.accepts(line[1]).await.unwrap();
        world.settle().await; // two more are offered: never more at a time
        world.clock().pass(Span::minutes(3));
        let counts = world.desk().counts(&wang.staff).await.unwrap();
        let lengths = async |view: &str| wang.list(view).await.len() as i64;
        assert_eq!(counts.mine, lengths("mine").await);
        assert_eq!(counts.queue, lengths("queue").await);
        assert_eq!(counts.all, lengths("all").await);
        assert_eq!(counts.pending, lengths("pending").await);
        assert_eq!(counts.unanswered, lengths("unanswered").await);
        let oldest = wang.sees(line[1]).await.unwrap().waiting_since;
        assert_eq!((counts.mine, counts.pending, counts.longest_wait_since), (3, 1, oldest));
    })
    .await;
}

#[tokio::test]
async fn an_unknown_view_and_a_foreign_page_are_refused() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await.staff, world.agent("赵").await.staff);
        line(world).await;
        let desk = world.desk();
        assert_eq!(refused(desk.inbox(&wang, "everything", None, None, 10).await), "invalid");
        let next = desk.inbox(&wang, "queue", None, None, 2).await.unwrap().1.unwrap();
        assert_eq!(refused(desk.inbox(&zhao, "queue", None, Some(&next), 2).await), "bad_cursor");
        assert_eq!(refused(desk.inbox(&wang, "queue", None, Some("AAAA"), 2).await), "bad_cursor");
    })
    .await;
}
