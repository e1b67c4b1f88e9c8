//! Files: attached only by who uploaded them, within a day; fetched under addresses that are signed and run out.
use desk::ReplyDraft;
use model::*;
use serde_json::json;
use testkit::{Hand, World, refused, tell};

const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

async fn attaches(hand: &Hand, c: ConversationId, id: AttachmentId) -> desk::Result<Message> {
    let draft = hand.draft("").await;
    hand.says(c, &ReplyDraft { attachments: vec![id], ..draft }).await
}

async fn talk(world: &World) -> (Hand, ConversationId) {
    let wang = world.agent("王").await;
    wang.comes().await;
    let c = world.visitor("李").begins("灯不亮了").await;
    wang.accepts(c).await.unwrap();
    (wang, c)
}

#[tokio::test]
async fn a_picture_without_words_is_an_image_and_comes_back_byte_for_byte() {
    tell(async |world| {
        let (wang, c) = talk(world).await;
        let file = wang.uploads("../../裂痕\u{7}.png", PIXEL).await.unwrap();
        assert_eq!((file.name.as_str(), file.media_type.as_str(), file.width), ("裂痕.png", "image/png", Some(1)));
        let sent = attaches(&wang, c, file.id).await.unwrap();
        assert_eq!((sent.kind, sent.parts.attachments.len()), (MessageKind::Image, 1));
        let path = world.desk().file_path(world.shop().tenant, &sent.parts.attachments[0]);
        assert_eq!(world.fetches(&path).await.unwrap(), PIXEL);
    })
    .await;
}

#[tokio::test]
async fn a_visitor_attaches_what_they_uploaded() {
    tell(async |world| {
        let li = world.visitor("李");
        let file = li.uploads("说明.txt", "一行字".as_bytes()).await.unwrap();
        let frame = json!({ "t": "send", "client_id": "c1", "text": "", "attachments": [file.id.to_string()] });
        let c = li.sends(&frame).await.unwrap().conversation.unwrap();
        let wang = world.agent("王").await;
        assert_eq!(wang.thread(c).await.unwrap()[1].kind, MessageKind::File);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_uploaded_is_not_attached() {
    tell(async |world| {
        let (wang, c) = talk(world).await;
        let (zhao, li) = (world.agent("赵").await, world.visitor("李"));
        let foreign = world.another_shop("别家").await.hire("外人", Role::Agent).await;
        for id in [
            zhao.uploads("a.png", PIXEL).await.unwrap().id,
            li.uploads("a.png", PIXEL).await.unwrap().id,
            foreign.uploads("a.png", PIXEL).await.unwrap().id,
            AttachmentId(Uuid::nil()),
        ] {
            assert_eq!(refused(attaches(&wang, c, id).await), "invalid");
        }
        let mine = wang.uploads("a.png", PIXEL).await.unwrap();
        let frame = json!({ "t": "send", "client_id": "c1", "text": "", "attachments": [mine.id.to_string()] });
        assert_eq!(refused(li.sends(&frame).await), "invalid");
        assert_eq!(wang.thread(c).await.unwrap().len(), 4, "refused, and nothing was stored");
    })
    .await;
}

#[tokio::test]
async fn after_a_day_it_is_uploaded_again() {
    tell(async |world| {
        let (wang, c) = talk(world).await;
        let (old, kept) = (wang.uploads("a.png", PIXEL).await.unwrap(), wang.uploads("b.png", PIXEL).await.unwrap());
        world.clock().pass(Span::hours(24));
        attaches(&wang, c, kept.id).await.unwrap();
        world.clock().pass(Span::millis(1));
        assert_eq!(refused(attaches(&wang, c, old.id).await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn addresses_are_signed_for_one_file_and_run_out() {
    tell(async |world| {
        let (wang, _) = talk(world).await;
        let (one, two) = (wang.uploads("a.png", PIXEL).await.unwrap(), wang.uploads("b.png", b"other").await.unwrap());
        let path = |it: &Attachment| world.desk().file_path(world.shop().tenant, &Attached::from(it));
        let mine = path(&one);
        let swapped = mine.replace(&one.id.to_string(), &two.id.to_string());
        assert_eq!(refused(world.fetches(&swapped).await), "not_found");
        let forged = format!("/files/{}/{}/a.png", one.id, "A".repeat(54));
        assert_eq!(refused(world.fetches(&forged).await), "not_found");
        world.clock().pass(Span::hours(24));
        world.fetches(&mine).await.expect("good for a day at least");
        world.clock().pass(Span::hours(24));
        assert_eq!(refused(world.fetches(&mine).await), "not_found");
        world.fetches(&path(&one)).await.expect("a fresh address");
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_or_repeated_leaves_no_file_behind() {
    tell(async |world| {
        let li = world.visitor("李");
        let visiting = li.visiting().await.unwrap();
        let frame = |client_id: &str, padding: char, attachments: serde_json::Value| {
            let padding = padding.to_string().repeat(70_000);
            json!({ "t": "send", "client_id": client_id, "text": "看", "attachments": attachments, "padding": padding })
        };
        let nobodys = json!(["0197a000-0000-7000-8000-000000000001"]);
        assert_eq!(refused(li.sends_on(&visiting, &frame("c1", 'x', nobodys)).await), "invalid");
        assert_eq!(world.files_on_disk(), 0, "it was refused");
        li.sends_on(&visiting, &frame("c2", 'x', json!([]))).await.unwrap();
        assert_eq!(world.files_on_disk(), 1, "its row names it");
        li.sends_on(&visiting, &frame("c2", 'y', json!([]))).await.unwrap();
        assert_eq!(world.files_on_disk(), 1, "a repetition is answered and not kept");
        li.sends_on(&visiting, &frame("c2", 'x', json!([]))).await.unwrap();
        assert_eq!(world.files_on_disk(), 1, "what a row names stays");
    })
    .await;
}
