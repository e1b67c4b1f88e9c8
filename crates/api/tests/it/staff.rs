//! People at the front door: a link that signs in, sessions that are listed and ended, second factors, what is limited and audited.
use crate::house::{Answer, House, Signed, call, get, knock, knock_strictly, post, send, with};
use model::Role;
use serde_json::{Value, json};

/// What a browser keeps of an answer that signs in.
fn signed(answer: &Answer) -> Signed {
    assert!(answer.status.is_success(), "{}", answer.text());
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    Signed { cookie, csrf: answer.json()["csrf"].as_str().unwrap().to_owned() }
}

async fn invited(house: &House, admin: &Signed, email: &str) -> Value {
    let asked = json!({ "email": email, "name": "赵", "role": "agent" });
    let answer = house.ask(admin.on(with(post("/api/v1/agent-invites", &asked), "idempotency-key", email))).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let again = house.ask(admin.on(with(post("/api/v1/agent-invites", &asked), "idempotency-key", email))).await;
    assert_eq!((again.header("idempotent-replayed"), &again.json()["link"]), ("true", &Value::Null));
    answer.json()
}

#[tokio::test]
async fn a_link_leads_in_once_and_is_shown_once() {
    knock(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let invite = invited(house, &admin, "zhao@shop.example").await;
        let link = invite["link"].as_str().unwrap();
        let code = link.strip_prefix("http://localhost:8080/invite/").unwrap();
        let listed = house.ask(admin.on(get("/api/v1/agent-invites"))).await;
        assert!(!listed.text().contains(code) && listed.text().contains("zhao@shop.example"), "{}", listed.text());

        let path = format!("/api/v1/agent-invites/{code}");
        let seen = house.ask(get(&path)).await.json();
        assert_eq!(
            (&seen["tenant"], &seen["kind"], &seen["email"]),
            (&json!("拾光"), &json!("invite"), &json!("zhao@shop.example"))
        );
        let accept = |password: &str| post(&format!("{path}/accept"), &json!({ "password": password }));
        let weak = house.ask(accept("12345678")).await;
        assert_eq!((weak.code().as_str(), &weak.json()["errors"][0]["code"]), ("invalid", &json!("common")));
        assert_eq!(
            house.ask(with(accept("赵六的长密码很长"), "origin", "https://evil.example")).await.code(),
            "bad_origin"
        );
        let zhao = signed(&house.ask(accept("赵六的长密码很长")).await);
        assert_eq!(house.ask(zhao.on(get("/api/v1/session"))).await.json()["agent"]["name"], "赵");
        assert_eq!(house.ask(accept("赵六的长密码很长")).await.code(), "not_found");

        let gone = invited(house, &admin, "gone@shop.example").await;
        let revoke = format!("/api/v1/agent-invites/{}", gone["id"].as_str().unwrap());
        assert_eq!(house.ask(admin.on(call("DELETE", &revoke))).await.status, 204);
        let code = gone["link"].as_str().unwrap().rsplit('/').next().unwrap();
        assert_eq!(house.ask(get(&format!("/api/v1/agent-invites/{code}"))).await.code(), "not_found");
    })
    .await;
}

#[tokio::test]
async fn rights_that_change_end_the_sessions_that_carried_them() {
    knock(async |house| {
        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let (wang, browser) = house.signed("王", Role::Agent).await;
        let path = format!("/api/v1/agents/{}", wang.id);
        let change = async |body: Value| house.ask(admin.on(send("PATCH", &path, &body))).await;
        let named = change(json!({ "name": "王五", "capacity": 2.5 })).await.json();
        assert_eq!((&named["agent"]["name"], &named["agent"]["capacity"]), (&json!("王五"), &json!(2.5)));
        assert_eq!(house.ask(browser.on(get("/api/v1/session"))).await.status, 200, "a name is no right");
        assert_eq!(change(json!({ "capacity": 1e300 })).await.code(), "invalid");
        assert_eq!(change(json!({ "role": "owner" })).await.code(), "invalid");

        assert_eq!(change(json!({ "role": "supervisor" })).await.json()["agent"]["role"], "supervisor");
        assert_eq!(house.ask(browser.on(get("/api/v1/session"))).await.code(), "unauthenticated");
        assert_eq!(change(json!({ "state": "disabled" })).await.json()["agent"]["state"], "disabled");
        let asked = json!({ "email": wang.staff.agent.email, "password": "open sesame" });
        assert_eq!(house.ask(post("/api/v1/session", &asked)).await.code(), "wrong_password");
        let me = house.ask(admin.on(get("/api/v1/session"))).await.json()["agent"]["id"].clone();
        let own = format!("/api/v1/agents/{}", me.as_str().unwrap());
        let last = house.ask(admin.on(send("PATCH", &own, &json!({ "role": "agent" })))).await;
        assert_eq!((last.status.as_u16(), last.code().as_str()), (409, "last_administrator"));

        let people = house.ask(admin.on(get("/api/v1/people"))).await.json();
        assert_eq!(people["items"].as_array().unwrap().len(), 2);
        let audit = house.ask(admin.on(get("/api/v1/audit?action=agent.changed&limit=1"))).await.json();
        let row = &audit["items"][0];
        assert_eq!((&row["actor"]["name"], &row["subject"]), (&json!("管理"), &json!(wang.id.to_string())));
        assert_eq!(row["detail"], "state: active → disabled");
        let next = format!("/api/v1/audit?action=agent.changed&limit=1&after={}", audit["next"].as_str().unwrap());
        assert_eq!(house.ask(admin.on(get(&next))).await.json()["items"][0]["detail"], "role: agent → supervisor");
        let chain = house.ask(admin.on(get("/api/v1/audit/verify"))).await.json();
        assert_eq!((&chain["ok"], &chain["first_broken"]), (&json!(true), &Value::Null));
    })
    .await;
}

#[tokio::test]
async fn sessions_are_listed_without_their_secrets_and_ended() {
    knock(async |house| {
        let (wang, phone) = house.signed("王", Role::Agent).await;
        let browser = house.sign_in(&wang).await;
        let list = house.ask(browser.on(get("/api/v1/sessions"))).await;
        assert!(!list.text().contains("hash"), "{}", list.text());
        let items = list.json()["items"].as_array().unwrap().clone();
        assert_eq!(items.iter().map(|it| it["current"] == true).collect::<Vec<_>>(), [true, false, false]);
        let path = format!("/api/v1/sessions/{}", items[1]["id"].as_str().unwrap());
        assert_eq!(house.ask(browser.on(call("DELETE", &path))).await.status, 204);
        assert_eq!(house.ask(phone.on(get("/api/v1/session"))).await.code(), "unauthenticated");
        assert_eq!(house.ask(browser.on(call("DELETE", "/api/v1/sessions"))).await.status, 204);
        let left = house.ask(browser.on(get("/api/v1/sessions"))).await.json();
        assert_eq!(left["items"].as_array().unwrap().len(), 1);

        let asked = json!({ "current": "open sesame", "new": "王五的长密码很长" });
        let fresh = signed(&house.ask(browser.on(send("PUT", "/api/v1/session/password", &asked))).await);
        assert_eq!(house.ask(browser.on(get("/api/v1/session"))).await.code(), "unauthenticated");
        assert_eq!(house.ask(fresh.on(get("/api/v1/session"))).await.json()["csrf"], json!(fresh.csrf));
    })
    .await;
}

#[tokio::test]
async fn a_second_factor_makes_of_one_answer_two() {
    knock(async |house| {
        let (wang, browser) = house.signed("王", Role::Agent).await;
        let begun = house.ask(browser.on(post("/api/v1/session/totp", &json!({})))).await;
        assert_eq!(begun.status, 201, "{}", begun.text());
        assert!(begun.json()["qr"].as_str().unwrap().contains("<svg"));
        assert_eq!(house.ask(browser.on(get("/api/v1/session/totp"))).await.json()["on"], false);
        let code = testkit::Authenticator::told(begun.json()["secret"].as_str().unwrap()).shows(&house.world);
        let wrong = house.ask(browser.on(send("PUT", "/api/v1/session/totp", &json!({ "code": "000000" })))).await;
        assert_eq!((wrong.code().as_str(), &wrong.json()["errors"][0]["field"]), ("invalid", &json!("code")));
        let on = house.ask(browser.on(send("PUT", "/api/v1/session/totp", &json!({ "code": code })))).await.json();
        let recovery = on["recovery_codes"][0].as_str().unwrap();

        let asked = json!({ "email": wang.staff.agent.email, "password": "open sesame" });
        let half = house.ask(post("/api/v1/session", &asked)).await;
        assert_eq!((half.status.as_u16(), half.code().as_str()), (401, "second_factor_required"));
        assert!(!half.headers.contains_key("set-cookie"));
        let challenge = half.json()["challenge"].clone();
        let answer =
            |code: &str| post("/api/v1/session/second-factor", &json!({ "challenge": challenge, "code": code }));
        let wrong = house.ask(answer("000000")).await;
        assert_eq!((wrong.status.as_u16(), wrong.code().as_str()), (401, "wrong_code"));
        assert_eq!(house.ask(answer(&code)).await.code(), "wrong_code", "it confirmed, and is good once");
        let again = signed(&house.ask(answer(recovery)).await);
        let state = house.ask(again.on(get("/api/v1/session/totp"))).await.json();
        assert_eq!(state, json!({ "on": true, "recovery_codes_left": 9 }));

        let (_, admin) = house.signed("管理", Role::Administrator).await;
        let path = format!("/api/v1/agents/{}/totp", wang.id);
        assert_eq!(house.ask(admin.on(call("DELETE", &path))).await.status, 204);
        signed(&house.ask(post("/api/v1/session", &asked)).await);
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down_alike_for_known_and_unknown() {
    knock_strictly(async |house| {
        let wang = house.world.agent("王").await;
        let mut told = vec![];
        for email in [wang.staff.agent.email.as_str(), "nobody@shop.example"] {
            let guess = || post("/api/v1/session", &json!({ "email": email, "password": "guess" }));
            let mut all = vec![];
            for _ in 0..22 {
                all.push(house.ask(guess()).await.code());
            }
            told.push(all);
        }
        assert_eq!(told[0], told[1]);
        assert_eq!((told[0][19].as_str(), told[0][20].as_str()), ("wrong_password", "rate_limited"));
    })
    .await;
}

#[tokio::test]
async fn one_network_gets_its_share_of_guesses_and_six_codes() {
    knock_strictly(async |house| {
        // Their share fills up again while they guess: on a slow machine a few more pass than are let in at once.
        let mut passed = 0;
        let refused = loop {
            let guess =
                post("/api/v1/session", &json!({ "email": format!("{passed}@shop.example"), "password": "guess" }));
            // One line of IPv6 has all the addresses behind its first 64 bits.
            let from = format!("[2001:db8::{passed:x}]:999");
            let answer = house.ask_from(&from, with(guess, "host", "localhost")).await;
            if answer.code() == "rate_limited" {
                break answer;
            }
            passed += 1;
            assert!(passed < 300, "never refused");
        };
        assert!(passed >= 60, "{passed}");
        assert!(refused.header("retry-after").parse::<u64>().unwrap() >= 1);

        let (_, browser) = house.signed("王", Role::Agent).await;
        house.ask(browser.on(post("/api/v1/session/totp", &json!({})))).await;
        let guess = || browser.on(send("PUT", "/api/v1/session/totp", &json!({ "code": "000000" })));
        for _ in 0..6 {
            assert_eq!(house.ask(guess()).await.code(), "invalid");
        }
        assert_eq!(house.ask(guess()).await.code(), "rate_limited");
    })
    .await;
}
