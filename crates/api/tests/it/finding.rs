//! Finding conversations, and handling many, through the front door.
use crate::house::{House, Signed, get, knock};
use model::Role;

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
