//! Finding conversations, and handling many, through the front door.
use crate::house::{House, Signed, get, knock, send, with};
use model::Role;
use serde_json::json;

async fn found(house: &House, who: &Signed, query: &str) -> serde_json::Value {
    let answer = house.ask(who.on(get(&format!("/api/v1/search?{query}")))).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_search_answers_pages_with_marks_that_browsers_count() {
    knock(async |house| {
        let shop = house.world.shop();
        for text in ["😀退款", "退款 two", "退款 three"] {
            shop.visitor("客").begins(text).await;
        }
        house.world.settle().await;
        let (_, agent) = house.signed("坐席", Role::Agent).await;
        let first = found(house, &agent, "q=%E9%80%80%E6%AC%BE&limit=2").await;
        assert_eq!(first["items"].as_array().unwrap().len(), 2);
        let next = first["next"].as_str().unwrap();
        let second = found(house, &agent, &format!("q=%E9%80%80%E6%AC%BE&limit=2&after={next}")).await;
        assert_eq!(second["next"], serde_json::Value::Null);
        let hit = &second["items"][0]["hits"][0];
        assert_eq!((hit["snippet"].as_str(), &hit["marks"]), (Some("😀退款"), &serde_json::json!([[2, 4]])));
        assert_eq!(hit["conversation"], second["items"][0]["conversation"]["id"]);
        let (_, other) = house.signed("另一位", Role::Agent).await;
        let stolen = house.ask(other.on(get(&format!("/api/v1/search?after={next}")))).await;
        assert_eq!(stolen.code(), "bad_cursor");
        for wrong in ["limit=0", "limit=51", "place=robot", "from=yesterday", "brand=x"] {
            assert_eq!(house.ask(agent.on(get(&format!("/api/v1/search?{wrong}")))).await.code(), "invalid", "{wrong}");
        }
        let (_, auditor) = house.signed("审计", Role::Auditor).await;
        assert_eq!(found(house, &auditor, "q=two").await["items"].as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn many_are_changed_in_one_call_and_a_repetition_changes_nothing() {
    knock(async |house| {
        let (hand, agent) = house.signed("坐席", Role::Agent).await;
        hand.comes().await;
        let one = house.world.shop().visitor("客").begins("在吗").await;
        hand.accepts(one).await.unwrap();
        let asked = json!({ "ids": [one, house.nobody()], "action": { "kind": "tag", "add": ["急"] } });
        let call = || with(agent.on(send("POST", "/api/v1/conversations/bulk", &asked)), "idempotency-key", "many-1");
        let answer = house.ask(call()).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let items = answer.json()["items"].clone();
        assert_eq!((&items[0]["ok"], &items[0]["problem"]), (&json!(true), &json!(null)));
        assert_eq!((&items[1]["ok"], &items[1]["problem"]["type"]), (&json!(false), &json!("/problems/not_found")));
        let version = hand.sees(one).await.unwrap().version;
        assert_eq!(house.ask(call()).await.json()["items"], items);
        assert_eq!(hand.sees(one).await.unwrap().version, version);
        for wrong in [json!({ "kind": "burn" }), json!({ "kind": "transfer", "to": {} }), json!({ "kind": "pending" })]
        {
            let asked = json!({ "ids": [one], "action": wrong });
            let refused = house.ask(agent.on(send("POST", "/api/v1/conversations/bulk", &asked))).await;
            assert_eq!(refused.code(), "invalid", "{wrong}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_saved_view_is_made_listed_with_its_count_and_read_in_pages() {
    knock(async |house| {
        let (_, agent) = house.signed("坐席", Role::Agent).await;
        for text in ["一", "二", "三"] {
            house.world.shop().visitor("客").begins(text).await;
        }
        let asked = json!({ "name": "在等的", "fields": { "place": "queue", "unanswered": true } });
        let made = house.ask(agent.on(send("POST", "/api/v1/settings/my_view", &asked))).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let views = house.ask(agent.on(get("/api/v1/saved-views"))).await.json();
        let view = &views["items"][0];
        assert_eq!((&view["count"], &view["shared"], &view["keeps"]), (&json!(3), &json!(false), &json!(true)));
        let page = house.ask(agent.on(get(&format!("/api/v1/conversations?saved={id}&limit=2")))).await.json();
        assert_eq!(page["items"].as_array().unwrap().len(), 2);
        let next = page["next"].as_str().unwrap();
        let last = house.ask(agent.on(get(&format!("/api/v1/conversations?saved={id}&after={next}")))).await.json();
        assert_eq!(last["items"].as_array().unwrap().len(), 1);
        let (_, other) = house.signed("另一位", Role::Administrator).await;
        assert_eq!(house.ask(other.on(get(&format!("/api/v1/conversations?saved={id}")))).await.code(), "not_found");
    })
    .await;
}
