//! The control side as the phone page uses it.
use crate::world::{World, http, http_from, json};
use serde_json::Value;
use std::time::Duration;

async fn ask(world: &World, method: &str, path: &str, body: &str) -> Value {
    json(&http(world.platform.control, method, path, "application/json", body.as_bytes()).await.unwrap())
}

#[tokio::test]
async fn a_phone_follows_writes_and_waits_for_the_answer() {
    let world = World::new().await;
    let app = &world.official.app_id;
    let followed =
        ask(&world, "POST", "/sim/people/li/follow", &format!("{{\"account\":\"{app}\",\"wait\":true}}")).await;
    assert_eq!(followed["delivery"]["outcome"], "taken");
    let said = format!("{{\"account\":\"{app}\",\"kind\":\"text\",\"text\":\"在吗\",\"wait\":true}}");
    ask(&world, "POST", "/sim/people/li/send", &said).await;
    let path = format!("/sim/people/li/messages?account={app}&after=0");
    let first = ask(&world, "GET", &path, "").await;
    assert_eq!((first["items"][1]["text"].as_str(), first["following"].as_bool()), (Some("在吗"), Some(true)));
    let later = format!("/sim/people/li/messages?account={app}&after={}&wait=20", first["last"]);
    let (news, sent) = tokio::join!(ask(&world, "GET", &later, ""), world.say(&world.official, "在的"));
    assert_eq!((sent, news["items"][0]["text"].as_str()), (0, Some("在的")));
    assert_eq!(news["items"][0]["from"], "account");
}

#[tokio::test]
async fn a_photo_is_sent_as_a_form() {
    let world = World::new().await;
    let app = &world.mini.app_id;
    let part =
        |name: &str, value: &str| format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let mut body = (part("account", app) + &part("kind", "image") + &part("wait", "true")).into_bytes();
    body.extend_from_slice(b"--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n\x89PNG\r\n\x1a\n\r\n--b--\r\n");
    let answer =
        http(world.platform.control, "POST", "/sim/people/li/send", "multipart/form-data; boundary=b", &body).await;
    assert_eq!(json(&answer.unwrap())["delivery"]["outcome"], "taken");
    let shown = world.platform.shown("li", app);
    assert_eq!((shown.len(), shown[0].kind.as_str()), (1, "image"));
}

#[tokio::test]
async fn faults_are_asked_for_and_taken_back() {
    let world = World::new().await;
    let app = &world.official.app_id;
    let late = format!("{{\"account\":\"{app}\",\"kind\":\"api_late\",\"seconds\":60,\"millis\":5000}}");
    ask(&world, "POST", "/sim/faults", &late).await;
    let listed = ask(&world, "GET", &format!("/sim/faults?account={app}"), "").await;
    assert_eq!(listed["faults"][0]["kind"], "api_late");
    ask(&world, "DELETE", &format!("/sim/faults?account={app}"), "").await;
    assert!(tokio::time::timeout(Duration::from_secs(4), world.token(&world.official)).await.is_ok());
    let wrong = ask(&world, "POST", "/sim/faults", &format!("{{\"account\":\"{app}\",\"kind\":\"rain\"}}")).await;
    assert!(wrong["error"].as_str().unwrap().contains("rain"));
    let token = world.token(&world.official).await;
    ask(&world, "POST", "/sim/faults", &format!("{{\"account\":\"{app}\",\"kind\":\"token_revoked\"}}")).await;
    assert_ne!(world.token(&world.official).await, token);
}

#[tokio::test]
async fn only_pages_of_this_machine_may_look() {
    let world = World::new().await;
    let near = http(world.platform.control, "GET", "/sim/people", "", b"").await.unwrap();
    assert!(near.head.contains("access-control-allow-origin: http://localhost:8080"));
    let asked = http(world.platform.control, "OPTIONS", "/sim/people", "", b"").await.unwrap();
    assert!(asked.head.starts_with("HTTP/1.1 204"));
    let far = http_from("https://evil.example", world.platform.control, "GET", "/sim/people", ("", b"")).await.unwrap();
    assert!(!far.head.contains("access-control-allow-origin"), "{}", far.head);
}

#[tokio::test]
async fn nobody_waits_for_a_platform_that_ends() {
    let world = World::new().await;
    let listener = tokio::net::TcpListener::bind(crate::world::any_port()).await.unwrap();
    let (at, phones) = (listener.local_addr().unwrap(), world.platform.phones());
    let serving = tokio::spawn(async move { axum::serve(listener, phones).await.unwrap() });
    let path = format!("/sim/people/li/messages?account={}&after=0&wait=20", world.official.app_id);
    let waiting = tokio::spawn(async move { http(at, "GET", &path, "", b"").await.unwrap() });
    drop(world);
    let answer = tokio::time::timeout(Duration::from_secs(10), waiting).await.unwrap().unwrap();
    assert_eq!(json(&answer)["items"], serde_json::json!([]));
    serving.abort();
}
