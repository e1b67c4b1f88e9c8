//! Webhooks on a bad day: answers that are none, addresses that must not be called, a program that ends in the middle.
use crate::house::{House, Signed, get, knock, knock_on_both, post, send};
use crate::webhook_proof::is_signed;
use crate::webhooks::{hook, look, path, seconds, told};
use model::{Role, Span};
use serde_json::{Value, json};
use testkit::{Endpoint, Hears};

async fn stage(house: &House) -> (Endpoint, Signed, Value) {
    let crm = Endpoint::opens().await;
    house.world.opens_the_web(&[&crm]);
    let (_, admin) = house.signed("管理", Role::Administrator).await;
    let made = hook(house, &admin, &crm, &["message.received"]).await;
    (crm, admin, made)
}

async fn says(house: &House, name: &str) {
    house.world.visitor(name).begins("在吗").await;
    house.world.settle().await;
}

#[tokio::test]
async fn a_failure_comes_again_under_the_same_id_with_a_new_time() {
    knock_on_both(async |house| {
        let (crm, admin, made) = stage(house).await;
        let redirect = Hears::Answers(302, format!("location: {}\r\n", crm.url("/elsewhere")), "go".into());
        let large = Hears::Answers(500, String::new(), "x".repeat(100_000));
        crm.will([redirect, large, Hears::Cuts, Hears::Silent, Hears::CutsItsAnswer]);
        says(house, "李").await;
        for (attempts, wait) in [(1, 6), (2, 330), (3, 1_980), (4, 7_920)] {
            assert_eq!(crm.heard().len(), attempts);
            assert_eq!(told(house, &admin, &made).await[0]["state"], "pending");
            house.world.later(Span::seconds(wait)).await;
        }
        let calls = crm.heard();
        assert_eq!(calls.len(), 5, "the last one said 200, and that is enough");
        assert!(calls.iter().all(|call| call.path.starts_with("/hooks") && call.body == calls[0].body));
        assert!(calls.iter().all(|call| call.header("webhook-id") == calls[0].header("webhook-id")));
        let times: Vec<i64> = calls.iter().map(|call| call.header("webhook-timestamp").parse().unwrap()).collect();
        assert!(times.windows(2).all(|two| two[0] < two[1]), "{times:?}");
        assert!(is_signed(&calls[4], made["secret"].as_str().unwrap(), seconds(house)));

        let one = told(house, &admin, &made).await[0].clone();
        let statuses: Vec<_> = one["attempts"].as_array().unwrap().iter().map(|it| it["status"].clone()).collect();
        assert_eq!(statuses, [json!(302), json!(500), Value::Null, Value::Null, json!(200)]);
        assert_eq!(one["state"], "delivered");
        assert_eq!(one["attempts"][1]["answer"].as_str().unwrap().len(), 1_024);
        assert!(one["attempts"][0]["error"].as_str().unwrap().contains("redirects"));
        let health = look(house, &admin, &made).await["health"].clone();
        assert_eq!((&health["failing_since"], &health["pending"]), (&Value::Null, &json!(0)));
    })
    .await;
}

#[tokio::test]
async fn who_is_overloaded_is_left_alone_as_long_as_it_asks() {
    knock_on_both(async |house| {
        let (crm, admin, made) = stage(house).await;
        crm.will([Hears::Answers(429, "retry-after: 900\r\n".into(), String::new())]);
        says(house, "李").await;
        says(house, "孙").await;
        house.world.later(Span::seconds(600)).await;
        assert_eq!(crm.heard().len(), 1, "neither the first again nor anything else");
        assert!(look(house, &admin, &made).await["health"]["rests_until"].is_string());
        house.world.later(Span::seconds(301)).await;
        assert_eq!(crm.heard().len(), 3);
        assert_eq!(look(house, &admin, &made).await["health"]["rests_until"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn one_that_is_gone_is_called_no_more_and_goes_on_where_it_stopped() {
    knock_on_both(async |house| {
        let (crm, admin, made) = stage(house).await;
        crm.will_say([410]);
        says(house, "李").await;
        says(house, "孙").await;
        house.world.later(Span::hours(1)).await;
        assert_eq!(crm.heard().len(), 1);
        let now = look(house, &admin, &made).await;
        assert_eq!((&now["state"], &now["disabled_reason"]), (&json!("disabled"), &json!("gone")));
        let audit = house.ask(admin.on(get("/api/v1/audit?action=webhook.disabled"))).await.json();
        assert_eq!((&audit["items"][0]["actor"], &audit["items"][0]["subject"]), (&Value::Null, &made["id"]));

        let first = told(house, &admin, &made).await.last().unwrap()["id"].as_str().unwrap().to_owned();
        let replay = || admin.on(post(&format!("/api/v1/webhook-deliveries/{first}/replay"), &json!({})));
        assert_eq!(house.ask(replay()).await.code(), "conflict", "it is switched off");
        let on = send("PATCH", &path(&made, ""), &json!({ "state": "active" }));
        let active = house.ask(admin.on(on)).await.json();
        assert_eq!((&active["state"], &active["disabled_reason"]), (&json!("active"), &Value::Null));
        house.world.settle().await;
        assert_eq!(crm.heard().len(), 2, "what was said meanwhile");
        assert_eq!(house.ask(replay()).await.json()["state"], "pending");
        house.world.settle().await;
        let calls = crm.heard();
        assert_eq!(calls[2].header("webhook-id"), calls[0].header("webhook-id"));
        assert_eq!(told(house, &admin, &made).await.iter().filter(|it| it["state"] == "delivered").count(), 2);
    })
    .await;
}

#[tokio::test]
async fn after_three_days_of_failures_it_is_switched_off_and_nothing_is_lost() {
    knock_on_both(async |house| {
        let (crm, admin, made) = stage(house).await;
        crm.will_say(vec![500; 40]);
        says(house, "李").await;
        let mut hours = 0;
        while look(house, &admin, &made).await["state"] == "active" {
            house.world.later(Span::hours(3)).await;
            hours += 3;
            assert!(hours < 120, "it is never given up");
        }
        assert!(hours > 70, "{hours}");
        assert_eq!(look(house, &admin, &made).await["disabled_reason"], "failing");
        assert_eq!(crm.heard().len(), 10);
        says(house, "孙").await;
        assert_eq!(crm.heard().len(), 10);
        crm.will_say([]);
        let one = told(house, &admin, &made).await[0].clone();
        assert_eq!((&one["state"], one["attempts"].as_array().unwrap().len()), (&json!("failed"), 10));
    })
    .await;
}

#[tokio::test]
async fn an_address_that_leads_inside_is_never_called() {
    knock(async |house| {
        let (inside, crm) = (Endpoint::opens().await, Endpoint::opens().await);
        house.world.opens_the_web(&[&crm]);
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        // The name says nothing; what it leads to does.
        let url = format!("http://localhost:{}/", inside.address.port());
        let asked = json!({ "name": "x", "url": url, "kinds": ["message.received"] });
        let made = house.ask(admin.on(post("/api/v1/webhooks", &asked))).await.json();
        says(house, "李").await;
        let one = told(house, &admin, &made).await[0].clone();
        let attempt = &one["attempts"][0];
        assert_eq!(attempt["status"], Value::Null);
        assert!(attempt["error"].as_str().unwrap().starts_with("refused: localhost leads to"), "{attempt}");
        let test = house.ask(admin.on(post(&path(&made, "/test"), &json!({})))).await.json();
        assert_eq!(test["state"], "failed");
        assert!(inside.heard().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_under_way_when_the_program_ended_is_told_again_under_its_id() {
    knock_on_both(async |house| {
        let (crm, admin, made) = stage(house).await;
        crm.will([Hears::Silent]);
        house.world.visitor("李").begins("在吗").await;
        tokio::select! {
            () = house.world.settle() => panic!("the call came to its end"),
            () = crm.hears(1) => {}
        }
        house.world.restarts().await;
        let after = House::of(&house.world, true, None);
        after.world.desk().resume_webhooks().await.unwrap();
        after.world.settle().await;
        let calls = crm.heard();
        assert_eq!(calls.len(), 2);
        assert_eq!((calls[0].header("webhook-id"), &calls[0].body), (calls[1].header("webhook-id"), &calls[1].body));
        assert_eq!(told(&after, &admin, &made).await[0]["state"], "delivered");
    })
    .await;
}

#[tokio::test]
async fn deliveries_are_paged_filtered_and_forgotten_after_a_month() {
    knock(async |house| {
        let (crm, admin, made) = stage(house).await;
        crm.will_say([410]);
        says(house, "李").await;
        let on = || admin.on(send("PATCH", &path(&made, ""), &json!({ "state": "active" })));
        house.ask(on()).await;
        for name in ["孙", "周", "吴"] {
            says(house, name).await;
        }
        let list =
            async |query: &str| house.ask(admin.on(get(&path(&made, &format!("/deliveries{query}"))))).await.json();
        let first = list("?limit=2").await;
        let next = list(&format!("?limit=2&after={}", first["next"].as_str().unwrap())).await;
        assert_eq!((next["items"].as_array().unwrap().len(), &next["next"]), (2, &Value::Null));
        assert_eq!(list("?state=failed").await["items"].as_array().unwrap().len(), 1);
        assert_eq!(list("?state=delivered").await["items"].as_array().unwrap().len(), 3);
        house.world.later(Span::days(31)).await;
        let (_, later) = house.signed("新管理", Role::Administrator).await;
        assert_eq!(told(house, &later, &made).await, Vec::<Value>::new());
    })
    .await;
}
