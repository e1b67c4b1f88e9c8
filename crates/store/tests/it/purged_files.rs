//! Whether another message shows a file is asked of those with files by the same author about that day, and of no others.
use crate::both::{file, folder};
use model::*;
use store::engine::{Db, Room};
use store::message::insert;

const TENANT: TenantId = TenantId(Uuid::from_u128(1));
const AUTHOR: Uuid = Uuid::from_u128(2);

fn said(conversation: u128, seq: i64, files: &[u128], at: At) -> Message {
    let named = |id: &u128| Attached {
        id: AttachmentId(Uuid::from_u128(*id)),
        name: "裂痕.jpg".into(),
        media_type: "image/jpeg".into(),
        size: 1,
        width: None,
        height: None,
    };
    Message {
        tenant: TENANT,
        id: MessageId(Uuid::from_u128(conversation * 10_000 + seq as u128)),
        conversation: ConversationId(Uuid::from_u128(conversation)),
        seq,
        leg: None,
        channel: None,
        direction: Direction::Out,
        author: Author { kind: AuthorKind::Agent, id: Some(AUTHOR), name: None },
        kind: MessageKind::Text,
        text: "给您换一个".into(),
        parts: Parts { attachments: files.iter().map(named).collect(), ..Parts::default() },
        client_id: Some(format!("{conversation}:{seq}")),
        public: true,
        receipt: None,
        settled: None,
        settled_reason: None,
        at,
    }
}

#[tokio::test]
async fn what_an_author_ever_said_is_not_visited_for_one_file() {
    let path = file(&folder("purged_files"));
    let db = Db::sqlite(&path, Room::default()).await.unwrap();
    let day = |n: i64| At(0) + Span::days(n);
    let mut tx = db.write().await.unwrap();
    for seq in 1..=1_000 {
        // A reply without a file each minute of one day, and one with a file each day of three years.
        insert(&mut tx, &said(10, seq, &[], day(500) + Span::minutes(seq))).await.unwrap();
        insert(&mut tx, &said(11, seq, &[100_000 + seq as u128], day(seq))).await.unwrap();
    }
    let (alone, shared) = (said(12, 1, &[7], day(500)), said(12, 2, &[8], day(500)));
    for it in [&alone, &shared, &said(13, 1, &[8], day(501))] {
        insert(&mut tx, it).await.unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await;
    let (db, visits) = Db::counted(&path, Room::default()).await.unwrap();
    let mut tx = db.read().await.unwrap();
    for (shows, elsewhere) in [(&alone, false), (&shared, true)] {
        visits.take();
        let found = store::retention::shown_elsewhere(&mut tx, shows, &kept(shows, day(500))).await.unwrap();
        let read: u64 = visits.take().values().sum();
        assert!(found == elsewhere && (1..=12).contains(&read), "{found}; {read} of 2,003 messages were read");
    }
}

/// The file as it was uploaded.
fn kept(shows: &Message, created_at: At) -> Attachment {
    let file = &shows.parts.attachments[0];
    Attachment {
        tenant: TENANT,
        id: file.id,
        uploader: AUTHOR,
        sha256: String::new(),
        size: file.size,
        media_type: file.media_type.clone(),
        name: file.name.clone(),
        width: None,
        height: None,
        attached: true,
        created_at,
    }
}
