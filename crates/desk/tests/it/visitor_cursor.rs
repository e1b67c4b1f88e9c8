//! A visitor's page goes on where it stopped: nothing twice, nothing missing, nothing of anybody else.
use model::*;
use testkit::{Visitor, World, refused, tell, texts};

async fn answered(world: &World, li: &Visitor) -> (testkit::Hand, ConversationId) {
    let wang = world.agent("王").await;
    wang.comes().await;
    let c = li.begins("灯不亮了").await;
    wang.accepts(c).await.unwrap();
    (wang, c)
}

#[tokio::test]
async fn after_a_gap_the_page_hears_exactly_what_it_missed() {
    tell(async |world| {
        let li = world.visitor("李");
        let (wang, c) = answered(world, &li).await;
        let cursor = li.cursor().await;
        wang.replies(c, "请拔插一次").await.unwrap();
        wang.notes(c, "老客户").await.unwrap();
        wang.replies(c, "亮了吗").await.unwrap();
        let welcome = li.comes_back(&cursor).await.unwrap();
        assert!(welcome.resumed && welcome.messages.is_empty());
        let missed: Vec<Message> = welcome.missed.iter().filter_map(|it| it.message.clone()).collect();
        assert_eq!(texts(&missed), ["请拔插一次", "亮了吗"]);
        let again = world.desk().visitor_cursor(welcome.visiting.visitor, welcome.seq);
        assert!(li.comes_back(&again).await.unwrap().missed.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_receipt_reaches_the_page_too() {
    tell(async |world| {
        let li = world.visitor("李");
        let (wang, c) = answered(world, &li).await;
        let sent = wang.replies(c, "请拔插一次").await.unwrap();
        let cursor = li.cursor().await;
        let visiting = li.visiting().await.unwrap();
        world.desk().visitor_read(&visiting, c, sent.seq, Receipt::Read).await.unwrap();
        let welcome = li.comes_back(&cursor).await.unwrap();
        let updated = welcome.missed.iter().find(|it| it.event.kind == EventKind::MessageUpdated).unwrap();
        assert_eq!(updated.message.as_ref().unwrap().receipt, Some(Receipt::Read));
    })
    .await;
}

#[tokio::test]
async fn a_cursor_older_than_the_log_gets_the_whole_page_again() {
    tell(async |world| {
        let li = world.visitor("李");
        let (wang, c) = answered(world, &li).await;
        let cursor = li.cursor().await;
        wang.replies(c, "请拔插一次").await.unwrap();
        world.later(Span::days(15)).await;
        wang.notes(c, "很久以后").await.unwrap();
        world.settle().await;
        let welcome = li.comes_back(&cursor).await.unwrap();
        assert!(!welcome.resumed && welcome.missed.is_empty());
        let all: Vec<Message> = welcome.messages.into_iter().map(|(_, it)| it).collect();
        assert_eq!(texts(&all)[..2], ["灯不亮了", "请拔插一次"]);
    })
    .await;
}

#[tokio::test]
async fn forged_and_foreign_cursors_are_refused() {
    tell(async |world| {
        let (li, sun) = (world.visitor("李"), world.visitor("孙"));
        li.begins("灯不亮了").await;
        sun.begins("在吗").await;
        let foreign = sun.cursor().await;
        for cursor in [foreign.as_str(), "AAAA", "不是游标", &"A".repeat(2_000)] {
            assert_eq!(refused(li.comes_back(cursor).await.map(|_| ())), "bad_cursor", "{cursor}");
        }
    })
    .await;
}

#[tokio::test]
async fn forged_and_foreign_tokens_are_refused() {
    tell(async |world| {
        let li = world.visitor("李");
        li.begins("灯不亮了").await;
        let elsewhere = world.another_shop("别家").await.visitor("李");
        elsewhere.with(|hello| hello.token = li.hello().token);
        assert_eq!(refused(elsewhere.comes().await.map(|_| ())), "unauthenticated");
        li.with(|hello| hello.token = Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".into()));
        assert_eq!(refused(li.comes().await.map(|_| ())), "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn the_past_comes_in_pages_without_gap_over_conversations() {
    tell(async |world| {
        let li = world.visitor("李");
        let (wang, c) = answered(world, &li).await;
        for n in 0..60 {
            li.writes(&format!("甲{n}")).await.unwrap();
        }
        wang.closes_because(c, "已解决").await.unwrap();
        world.clock().pass(Span::hours(25));
        for n in 0..60 {
            li.writes(&format!("乙{n}")).await.unwrap();
        }
        let welcome = li.comes().await.unwrap();
        let (mut all, mut before) = (welcome.messages, welcome.before);
        while let Some(place) = before {
            let (mut page, next) = world.desk().past_before(&welcome.visiting, &place).await.unwrap();
            assert!(page.len() <= 50);
            page.extend(all);
            (all, before) = (page, next);
        }
        let said: Vec<Message> = all.into_iter().map(|(_, it)| it).collect();
        let expected: Vec<String> = std::iter::once("灯不亮了".to_owned())
            .chain((0..60).map(|n| format!("甲{n}")))
            .chain((0..60).map(|n| format!("乙{n}")))
            .collect();
        assert_eq!(texts(&said), expected);
        let sun = world.visitor("孙").visiting().await.unwrap();
        let mine = li.comes().await.unwrap().before.unwrap();
        assert_eq!(refused(world.desk().past_before(&sun, &mine).await), "bad_cursor");
    })
    .await;
}

#[tokio::test]
async fn an_open_page_hears_the_first_word_after_a_restart() {
    tell(async |world| {
        let li = world.visitor("李");
        let (wang, c) = answered(world, &li).await;
        world.settle().await;
        world.restarts().await;
        let line = li.comes().await.unwrap().line.expect("a known customer has a line");
        wang.replies(c, "请拔插一次").await.unwrap();
        world.settle().await;
        let heard = line.take().heard;
        let said: Vec<Message> = heard.iter().filter_map(|it| it.message.clone()).collect();
        assert_eq!(texts(&said), ["请拔插一次"]);
    })
    .await;
}

#[tokio::test]
async fn a_page_too_slow_for_its_line_is_told_to_read_the_log() {
    tell(async |world| {
        let li = world.visitor("李");
        let (wang, c) = answered(world, &li).await;
        let line = li.comes().await.unwrap().line.unwrap();
        for n in 0..70 {
            wang.replies(c, &n.to_string()).await.unwrap();
        }
        world.settle().await;
        assert!(line.take().behind);
        wang.replies(c, "最后一句").await.unwrap();
        world.settle().await;
        let after = line.take();
        assert!(!after.behind && after.heard.len() == 1, "{}", after.heard.len());
    })
    .await;
}
