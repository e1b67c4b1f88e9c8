//! A provider calls: verified, recorded, and only then acknowledged; a repetition gets the same answer.
use desk::HookAnswer;
use model::port::Raw;
use model::*;
use serde_json::json;
use testkit::{Hand, PIGEON, PORCH, refused, tell, texts};

async fn all_said(boss: &Hand) -> Vec<String> {
    let mut said = vec![];
    for c in boss.list("all").await {
        let thread = boss.thread(c).await.unwrap();
        said.extend(texts(&thread).into_iter().map(str::to_owned));
    }
    said
}

#[tokio::test]
async fn a_repeated_call_is_one_message_and_the_same_answer() {
    tell(async |world| {
        let boss = world.leader("班长").await;
        let hua = world.sender("花");
        let body = json!({ "events": [hua.letter("a1", "到货了吗")] });
        for _ in 0..3 {
            let HookAnswer::Durable(answer) = hua.posts(&body).await.unwrap() else { panic!("refused") };
            assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"coo":true}"#));
        }
        assert_eq!(all_said(&boss).await, ["到货了吗"]);
        assert_eq!(world.count("inbound").await, 1);
    })
    .await;
}

#[tokio::test]
async fn several_events_in_one_body_are_all_heard() {
    tell(async |world| {
        let boss = world.leader("班长").await;
        let (hua, cao) = (world.sender("花"), world.sender("草"));
        let body =
            json!({ "events": [hua.letter("a1", "到货了吗"), cao.letter("b1", "在吗"), hua.letter("a2", "急")] });
        hua.posts(&body).await.unwrap();
        assert_eq!(all_said(&boss).await, ["到货了吗", "急", "在吗"]);
        let more = json!({ "events": [hua.letter("a2", "急"), hua.letter("a3", "还在吗")] });
        hua.posts(&more).await.unwrap();
        assert_eq!(all_said(&boss).await, ["到货了吗", "急", "还在吗", "在吗"], "what was known is not said twice");
    })
    .await;
}

#[tokio::test]
async fn a_forged_call_is_refused_and_stores_nothing() {
    tell(async |world| {
        let hua = world.sender("花");
        let body = json!({ "events": [hua.letter("a1", "到货了吗")] }).to_string();
        for mark in ["", "other", "RING"] {
            assert!(matches!(hua.posts_raw(body.as_bytes(), mark).await.unwrap(), HookAnswer::Refused));
            assert!(matches!(hua.posts_raw(b"garbage", mark).await.unwrap(), HookAnswer::Refused));
        }
        assert_eq!((world.count("inbound").await, world.count("customers").await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn an_unknown_address_is_not_found() {
    tell(async |world| {
        let (desk, loft) = (world.desk(), world.shop().loft.hook.clone());
        let unknown = "0".repeat(32);
        assert_eq!(refused(desk.hook(PIGEON, &unknown, Raw::default()).await), "not_found");
        assert_eq!(refused(desk.hook(PORCH, &loft, Raw::default()).await), "not_found", "right hook, wrong kind");
        assert_eq!(refused(desk.hook("no_such", &loft, Raw::default()).await), "not_found");
    })
    .await;
}

#[tokio::test]
async fn a_body_of_known_and_unknown_loses_neither() {
    tell(async |world| {
        let boss = world.leader("班长").await;
        let hua = world.sender("花");
        let body = json!({ "events": [hua.letter("a1", "到货了吗"), { "type": "dance" }] });
        hua.posts(&body).await.unwrap();
        assert_eq!(all_said(&boss).await, ["到货了吗"]);
        assert_eq!(world.count("inbound_unparsed").await, 1);
    })
    .await;
}

/// A fault of ours in reading is no loss of theirs.
#[tokio::test]
async fn a_body_that_its_reader_fails_on_is_kept() {
    tell(async |world| {
        let hua = world.sender("花");
        hua.posts(&json!({ "events": [hua.letter("a1", "到货了吗"), { "type": "storm" }] })).await.unwrap();
        assert_eq!(world.count("inbound_unparsed").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_large_body_lies_beside_the_database_and_comes_back_byte_for_byte() {
    tell(async |world| {
        let boss = world.leader("班长").await;
        let hua = world.sender("花");
        let body = json!({ "events": [hua.letter("a1", "到货了吗"), { "note": "字".repeat(30_000) }] }).to_string();
        hua.posts_raw(body.as_bytes(), "ring").await.unwrap();
        let thread = boss.thread(boss.list("all").await[0]).await.unwrap();
        let said = thread.iter().find(|it| it.direction == Direction::In).unwrap();
        assert_eq!(world.desk().raw(&boss.staff, said.id).await.unwrap(), body.as_bytes());
        let kept = store::inbound::of_message(&mut world.db().read().await.unwrap(), said.tenant, said.id).await;
        let kept = kept.unwrap().unwrap();
        assert!(kept.raw.is_empty() && kept.raw_object.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_nul_in_a_text_stops_nothing() {
    tell(async |world| {
        let boss = world.leader("班长").await;
        world.sender("花").writes("到货\0了吗").await.unwrap();
        assert_eq!(all_said(&boss).await, ["到货了吗"]);
    })
    .await;
}
