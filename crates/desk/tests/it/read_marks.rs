//! How far each agent has read: climbs only, and the unread count follows.
use model::*;
use testkit::tell;

#[tokio::test]
async fn unread_counts_what_the_customer_said_since() {
    tell(async |world| {
        let (wang, zhao) = (world.agent("王").await, world.agent("赵").await);
        wang.comes().await;
        let li = world.visitor("李");
        let c = li.begins("灯不亮了").await;
        li.writes("急").await.unwrap();
        assert_eq!((wang.unread(c).await, zhao.unread(c).await), (2, 2));
        wang.reads(c, 2).await.unwrap();
        assert_eq!((wang.unread(c).await, zhao.unread(c).await), (1, 2));
        wang.reads(c, wang.sees(c).await.unwrap().last_seq).await.unwrap();
        assert_eq!(wang.unread(c).await, 0);
        wang.accepts(c).await.unwrap();
        zhao.notes(c, "老客户").await.unwrap();
        assert_eq!(wang.unread(c).await, 0, "only the customer's words count");
        li.writes("在吗").await.unwrap();
        assert_eq!(wang.unread(c).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_mark_never_goes_back_nor_past_the_end() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let li = world.visitor("李");
        let c = li.begins("一").await;
        li.writes("二").await.unwrap();
        wang.reads(c, 1_000).await.unwrap();
        assert_eq!(wang.unread(c).await, 0);
        wang.reads(c, 1).await.unwrap();
        wang.reads(c, -5).await.unwrap();
        assert_eq!(wang.unread(c).await, 0);
        li.writes("三").await.unwrap();
        assert_eq!(wang.unread(c).await, 1, "a mark past the end would hide it");
    })
    .await;
}

#[tokio::test]
async fn the_visitors_receipts_only_climb() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let li = world.visitor("李");
        let c = li.begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        let (one, two) = (wang.replies(c, "一").await.unwrap(), wang.replies(c, "二").await.unwrap());
        let receipts = async || {
            let thread = wang.thread(c).await.unwrap();
            thread.iter().filter_map(|it| it.receipt).collect::<Vec<_>>()
        };
        let visiting = li.visiting().await.unwrap();
        let desk = world.desk();
        desk.visitor_read(&visiting, c, two.seq, Receipt::Delivered).await.unwrap();
        assert_eq!(receipts().await, [Receipt::Delivered, Receipt::Delivered]);
        desk.visitor_read(&visiting, c, one.seq, Receipt::Read).await.unwrap();
        assert_eq!(receipts().await, [Receipt::Read, Receipt::Delivered]);
        desk.visitor_read(&visiting, c, two.seq, Receipt::Delivered).await.unwrap();
        assert_eq!(receipts().await, [Receipt::Read, Receipt::Delivered], "read stays read");
        desk.visitor_read(&visiting, c, 1_000, Receipt::Read).await.unwrap();
        let late = wang.replies(c, "三").await.unwrap();
        assert_eq!(late.receipt, Some(Receipt::Sent), "what was not there yet was not read");
    })
    .await;
}

#[tokio::test]
async fn a_mark_made_while_the_customer_writes_counts_what_it_saw() {
    testkit::tell_on_sqlite(async |world| {
        let wang = world.agent("王").await;
        for n in 0..12 {
            let li = world.visitor(&format!("李{n}"));
            let first = li.writes("一").await.unwrap();
            let (c, seq) = (first.conversation.unwrap(), first.seq.unwrap());
            let open = li.visiting().await.unwrap();
            li.writes("二").await.unwrap();
            let more = async |client_id: &str| {
                let frame = serde_json::json!({ "t": "send", "client_id": client_id, "text": "急", "attachments": [] });
                li.sends_on(&open, &frame).await.unwrap();
            };
            let read = async { wang.reads(c, seq).await.unwrap() };
            tokio::join!(more("a"), more("b"), more("c"), read, more("d"));
            assert_eq!(wang.unread(c).await, 5, "all but the first");
        }
    })
    .await;
}
