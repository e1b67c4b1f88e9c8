//! Idempotency keys: a repetition gets the first answer; another body under the same key is refused.
use crate::house::{knock, post, with};
use model::Role;
use serde_json::json;

#[tokio::test]
async fn the_same_key_and_body_get_the_same_answer_once_done() {
    knock(async |house| {
        let (_, signed) = house.signed("王", Role::Agent).await;
        let tag = |key: &str, name: &str| {
            with(signed.on(post("/api/v1/tags", &json!({ "name": name }))), "idempotency-key", key)
        };
        let first = house.ask(tag("k-1", "退换货")).await;
        let again = house.ask(tag("k-1", "退换货")).await;
        assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
        assert_eq!(first.json(), again.json());
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(house.ask(tag("k-1", "催单")).await.code(), "key_reused");
        assert_eq!(house.ask(tag("k-2", "退换货")).await.code(), "taken");
        // A refusal is an answer too.
        let refused = house.ask(tag("k-2", "退换货")).await;
        assert_eq!((refused.header("idempotent-replayed"), refused.code().as_str()), ("true", "taken"));
        for wrong in ["", "with space", &"k".repeat(129)] {
            assert_eq!(house.ask(tag(wrong, "x")).await.code(), "bad_request", "{wrong}");
        }
    })
    .await;
}

#[tokio::test]
async fn keys_of_two_people_do_not_meet_and_a_secret_is_shown_once() {
    knock(async |house| {
        let (_, one) = house.signed("甲", Role::Administrator).await;
        let (_, other) = house.signed("乙", Role::Administrator).await;
        let key =
            || with(post("/api/v1/api-keys", &json!({ "name": "CRM", "role": "agent" })), "idempotency-key", "same");
        let first = house.ask(one.on(key())).await.json();
        let again = house.ask(one.on(key())).await.json();
        let others = house.ask(other.on(key())).await.json();
        assert_eq!(first["id"], again["id"]);
        assert!(first["key"].is_string() && again.get("key").is_none(), "{again}");
        assert_ne!(first["id"], others["id"]);
    })
    .await;
}
