//! Agents' screens: every entry of the log reaches the feed once and in order, and only whom it concerns.
use model::*;
use testkit::tell;

#[tokio::test]
async fn the_feed_has_what_the_log_has_in_order_without_gap() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.visitor("李"));
        let tenant = world.shop().tenant;
        let feed = world.desk().feed(tenant).await.unwrap();
        let from = feed.head();
        wang.comes().await;
        let c = li.begins("灯不亮了").await;
        world.settle().await;
        wang.accepts(c).await.unwrap();
        wang.replies(c, "请拔插一次").await.unwrap();
        world.settle().await;
        let heard: Vec<(i64, EventKind)> =
            feed.after(from, 1_000).unwrap().iter().map(|it| (it.event.seq, it.event.kind)).collect();
        let logged = world.desk().hear(tenant, from, 1_000).await.unwrap();
        assert_eq!(heard, logged.iter().map(|it| (it.event.seq, it.event.kind)).collect::<Vec<_>>());
        let seqs: Vec<i64> = heard.iter().map(|it| it.0).collect();
        assert_eq!(seqs, (from + 1..=feed.head()).collect::<Vec<_>>());
        let kinds: Vec<EventKind> = heard.iter().map(|it| it.1).collect();
        for kind in [
            EventKind::AgentUpdated,
            EventKind::ConversationOpened,
            EventKind::MessageReceived,
            EventKind::ConversationQueued,
            EventKind::ConversationOffered,
            EventKind::ConversationAssigned,
            EventKind::MessageSent,
        ] {
            assert!(kinds.contains(&kind), "{kind} in {kinds:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_mine_alone_is_heard_by_nobody_else() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        let c = world.visitor("李").begins("灯不亮了").await;
        wang.reads(c, 2).await.unwrap();
        world
            .desk()
            .save_quick_reply(&wang.staff, None, &testkit::quick(desk::QuickReplyScope::Personal, "hi", "问候", "您好"))
            .await
            .unwrap();
        let heard = world.desk().hear(world.shop().tenant, 0, 100).await.unwrap();
        let private = [EventKind::ReadMarked, EventKind::QuickRepliesChanged];
        let mine: Vec<_> = heard.iter().filter(|it| private.contains(&it.event.kind)).collect();
        assert_eq!(mine.len(), 2);
        assert!(mine.iter().all(|it| it.is_for(wang.id, &wang.staff.brands) && !it.event.public));
        assert!(mine.iter().all(|it| !it.is_for(zhao.id, &zhao.staff.brands)));
    })
    .await;
}

#[tokio::test]
async fn who_types_and_who_looks_is_told_and_never_stored() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.visitor("李"));
        wang.comes().await;
        let c = li.begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        let desk = world.desk();
        let mut moments = desk.push.live.listen();
        let line = li.comes().await.unwrap().line.unwrap();
        let before = desk.log_bounds(world.shop().tenant).await.unwrap();
        desk.agent_types(&wang.staff, c, true).await.unwrap();
        assert_eq!(line.take().typing, Some(("王".to_owned(), true)));
        desk.visitor_types(&li.visiting().await.unwrap(), true, Some("我想".into())).await.unwrap();
        desk.looks_at(&wang.staff, c, true).await.unwrap();
        let said: Vec<String> = std::iter::from_fn(|| moments.try_recv().ok()).map(|it| format!("{it:?}")).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[1].contains("我想") && said[2].contains("王"));
        assert_eq!(desk.log_bounds(world.shop().tenant).await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn two_devices_look_until_the_last_looks_away() {
    tell(async |world| {
        let (wang, desk) = (world.agent("王").await, world.desk());
        let c = world.visitor("李").begins("灯不亮了").await;
        let looked_at = || {
            let all = desk.push.live.looked_at(world.shop().tenant, &wang.staff.brands);
            all.iter().map(|it| (it.conversation, it.agents.len())).collect::<Vec<_>>()
        };
        desk.looks_at(&wang.staff, c, true).await.unwrap();
        desk.looks_at(&wang.staff, c, true).await.unwrap();
        desk.looks_at(&wang.staff, c, false).await.unwrap();
        assert_eq!(looked_at(), [(c, 1)], "the other device still shows it");
        assert!(desk.push.live.looked_at(world.shop().tenant, &[]).is_empty(), "only of brands one sees");
        desk.looks_at(&wang.staff, c, false).await.unwrap();
        desk.looks_at(&wang.staff, c, false).await.unwrap();
        assert_eq!(looked_at(), []);
    })
    .await;
}
