//! Colleagues named in notes, over lines and REST: two devices of one person, refusals that say whom, pages of the list.
use crate::house::{get, knock_on_both, post};
use crate::sockets::{Socket, open};
use model::Role;
use serde_json::{Value, json};

/// The next event of this kind on a line.
async fn event(line: &mut Socket, kind: &str) -> Value {
    loop {
        let events = line.until("events").await;
        if let Some(found) = events["items"].as_array().unwrap().iter().find(|it| it["kind"] == kind) {
            return found.clone();
        }
    }
}

#[tokio::test]
async fn both_devices_hear_of_a_note_and_of_its_being_read() {
    knock_on_both(async |house| {
        let open = open(house).await;
        let (wang, writes) = house.signed("王", Role::Agent).await;
        let (zhao, reads) = house.signed("赵", Role::Agent).await;
        let (_, other) = house.signed("周", Role::Agent).await;
        wang.comes().await;
        let c = house.world.visitor("李").begins("灯不亮了").await;
        let mut line = open.agent(&writes, &Value::Null).await;
        let (mut desk, mut phone) = (open.agent(&reads, &Value::Null).await, open.agent(&reads, &Value::Null).await);
        for one in [&mut line, &mut desk, &mut phone] {
            one.until("welcome").await;
        }
        let send = json!({ "t": "send", "client_id": "n1", "conversation": c, "kind": "note", "text": "@赵 看一下",
            "mentions": [zhao.id] });
        line.say(&send).await;
        let first = line.until("ack").await;
        assert_eq!(first["message"]["mentions"], json!([{ "kind": "agent", "id": zhao.id, "name": "赵" }]));
        line.say(&send).await;
        assert_eq!(line.until("ack").await["id"], first["id"], "said again, as after a break of the line");
        house.world.settle().await;
        for device in [&mut desk, &mut phone] {
            let told = event(device, "note.mentioned").await;
            assert_eq!((&told["agent"], &told["message"]["id"]), (&json!(zhao.id), &first["id"]));
        }
        let counts = async || house.ask(reads.on(get("/api/v1/counts"))).await.json()["mentions"].clone();
        assert_eq!(counts().await, 1);
        assert_eq!(house.ask(other.on(get("/api/v1/mentions"))).await.json()["items"], json!([]));

        let path = format!("/api/v1/mentions/{}/read", first["id"].as_str().unwrap());
        let read = house.ask(reads.on(post(&path, &json!({})))).await.json();
        assert_eq!((&read["unread"], &read["read_in"], &read["seq"]), (&json!(false), &json!(c), &first["seq"]));
        house.world.settle().await;
        assert_eq!(event(&mut phone, "mention.read").await["agent"], json!(zhao.id));
        assert_eq!(counts().await, 0);
        assert_eq!(house.ask(other.on(post(&path, &json!({})))).await.code(), "not_found", "it names somebody else");
    })
    .await;
}

#[tokio::test]
async fn the_list_is_read_in_pages_and_all_at_once_and_taken_back() {
    knock_on_both(async |house| {
        let (wang, writes) = house.signed("王", Role::Agent).await;
        let (zhao, reads) = house.signed("赵", Role::Auditor).await;
        wang.comes().await;
        let c = house.world.visitor("李").begins("灯不亮了").await;
        for n in 0..3 {
            let note = json!({ "client_id": format!("n{n}"), "kind": "note", "text": format!("第{n}条"), "mentions": [zhao.id] });
            let path = format!("/api/v1/conversations/{c}/messages");
            assert_eq!(house.ask(writes.on(post(&path, &note))).await.status, 201);
            house.world.clock().pass(model::Span::seconds(1));
        }
        let page = house.ask(reads.on(get("/api/v1/mentions?limit=2"))).await.json();
        let texts = |page: &Value| -> Vec<String> {
            page["items"].as_array().unwrap().iter().map(|it| it["text"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(texts(&page), ["第2条", "第1条"]);
        let next = format!("/api/v1/mentions?limit=2&after={}", page["next"].as_str().unwrap());
        let rest = house.ask(reads.on(get(&next))).await.json();
        assert_eq!((texts(&rest), &rest["next"]), (vec!["第0条".to_owned()], &Value::Null));
        assert_eq!(house.ask(writes.on(get(&next))).await.code(), "bad_cursor", "a cursor is its reader's");

        let until = json!({ "until": page["items"][1]["at"] });
        let done = house.ask(reads.on(post("/api/v1/mentions/read", &until))).await.json();
        assert_eq!(done["count"], 2);
        let unread = house.ask(reads.on(get("/api/v1/mentions?unread=true"))).await.json();
        assert_eq!(texts(&unread), ["第2条"]);
        let back = house.ask(reads.on(post("/api/v1/mentions/unread", &json!({ "mark": done["mark"] })))).await.json();
        assert_eq!(back["count"], 2);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_says_whom_and_why() {
    knock_on_both(async |house| {
        let (wang, writes) = house.signed("王", Role::Agent).await;
        wang.comes().await;
        let c = house.world.visitor("李").begins("灯不亮了").await;
        let stranger = house.world.another_shop("别家").await.hire("孙", Role::Agent).await.id;
        let path = format!("/api/v1/conversations/{c}/messages");
        let note = json!({ "client_id": "n1", "kind": "note", "text": "@孙", "mentions": [stranger] });
        let answer = house.ask(writes.on(post(&path, &note))).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, "invalid"));
        let error = &answer.json()["errors"][0];
        assert_eq!((&error["field"], &error["code"]), (&json!(format!("mentions.{stranger}")), &json!("unknown")));
        assert!(!answer.text().contains('孙'), "nothing of another tenant is told");
    })
    .await;
}

#[tokio::test]
async fn a_line_that_comes_later_hears_who_looks() {
    knock_on_both(async |house| {
        let open = open(house).await;
        let (wang, one) = house.signed("王", Role::Agent).await;
        let (_, two) = house.signed("赵", Role::Agent).await;
        wang.comes().await;
        let c = house.world.visitor("李").begins("灯不亮了").await;
        let mut first = open.agent(&one, &Value::Null).await;
        first.until("welcome").await;
        first.say(&json!({ "t": "viewing", "conversation": c })).await;
        first.until("viewing").await;
        let mut second = open.agent(&two, &Value::Null).await;
        let told = second.until("viewing").await;
        assert_eq!((&told["conversation"], &told["agents"][0]["name"]), (&json!(c), &json!("王")));
    })
    .await;
}
