//! A gallery reads the messages that have files, and passes by all the others.
use crate::both::{each, file, folder};
use model::*;
use store::engine::{Db, Room};
use store::message::{insert, with_files};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

async fn fill(db: &Db, conversations: &[ConversationId]) {
    let mut tx = db.write().await.unwrap();
    for (place, conversation) in conversations.iter().enumerate() {
        for seq in 1..=500_i64 {
            let file = Attached {
                id: AttachmentId(id(7)),
                name: "裂痕.jpg".into(),
                media_type: "image/jpeg".into(),
                size: 1,
                width: None,
                height: None,
            };
            let attachments = if seq % 250 == 0 { vec![file] } else { vec![] };
            let message = Message {
                tenant: TenantId(id(1)),
                id: MessageId(id(place as u128 * 1_000 + seq as u128)),
                conversation: *conversation,
                seq,
                leg: None,
                channel: None,
                direction: Direction::In,
                author: Author::SYSTEM,
                kind: MessageKind::Text,
                text: "\"attachments\":[{".into(),
                parts: Parts { attachments, ..Parts::default() },
                client_id: None,
                public: true,
                receipt: None,
                settled: None,
                settled_reason: None,
                at: At(seq * 10 + place as i64),
            };
            insert(&mut tx, &message).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn pages_of_files_are_those_of_these_conversations_latest_first() {
    each("gallery", async |db| {
        let all: Vec<ConversationId> = (10..14).map(|n| ConversationId(id(n))).collect();
        fill(&db, &all).await;
        let mut tx = db.read().await.unwrap();
        let latest = store::timeline::LATEST;
        let page = with_files(&mut tx, TenantId(id(1)), &all[..2], &latest, 3).await.unwrap();
        let seen: Vec<i64> = page.iter().map(|it| it.at.0).collect();
        assert_eq!(seen, [5_001, 5_000, 2_501]);
        let place = (page[2].at, page[2].id.0);
        let rest = with_files(&mut tx, TenantId(id(1)), &all[..2], &place, 3).await.unwrap();
        assert_eq!(rest.iter().map(|it| it.at.0).collect::<Vec<_>>(), [2_500]);
        assert!(with_files(&mut tx, TenantId(id(2)), &all, &latest, 3).await.unwrap().is_empty(), "of this tenant");
    })
    .await;
}

#[tokio::test]
async fn what_has_no_file_is_not_visited() {
    let file = file(&folder("gallery_visits"));
    let all: Vec<ConversationId> = (10..14).map(|n| ConversationId(id(n))).collect();
    let db = Db::sqlite(&file, Room::default()).await.unwrap();
    fill(&db, &all).await;
    db.close().await;
    let (db, visits) = Db::counted(&file, Room::default()).await.unwrap();
    let mut tx = db.read().await.unwrap();
    visits.take();
    let page = with_files(&mut tx, TenantId(id(1)), &all, &store::timeline::LATEST, 100).await.unwrap();
    let read: u64 = visits.take().values().sum();
    assert!(page.len() == 8 && read <= 24, "{} of 2,000 messages have files; {read} rows were read", page.len());
}
