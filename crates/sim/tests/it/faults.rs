//! Faults on request.
use crate::world::{World, http};
use serde_json::json;
use sim::wechat::{Account, Act, Fault, FaultKind, Mode, Said, Try};
use std::time::{Duration, Instant};

fn words(text: &str) -> Act {
    Act::Say(Said::Text(text.into()))
}

async fn ready() -> World {
    let world = World::with(Mode::Plain).await;
    world.platform.act("li", &world.official.app_id, Act::Follow).await.unwrap();
    world
}

async fn raw(world: &World, app: &Account, text: &str) -> std::io::Result<String> {
    let token = world.token(app).await;
    let openid = world.platform.openid(&app.app_id, "li");
    let body = json!({ "touser": openid, "msgtype": "text", "text": { "content": text } }).to_string();
    let path = format!("/cgi-bin/message/custom/send?access_token={token}");
    Ok(http(world.platform.address, "POST", &path, "application/json", body.as_bytes()).await?.head)
}

#[tokio::test]
async fn a_silent_call_is_carried_out_and_never_answered() {
    let world = ready().await;
    let app = &world.official;
    world.platform.fault(&app.app_id, Fault::times(FaultKind::ApiSilent, 1).on("custom/send"));
    let waited = tokio::time::timeout(Duration::from_millis(200), raw(&world, app, "一次")).await;
    assert!(waited.is_err(), "{waited:?}");
    assert_eq!(world.received(app), ["一次"]);
    assert_eq!(world.say(app, "两次").await, 0);
    let codes: Vec<i64> =
        world.platform.calls(&app.app_id).iter().filter(|it| it.path.ends_with("send")).map(|it| it.errcode).collect();
    assert_eq!(codes, [-3, 0]);
}

#[tokio::test]
async fn broken_late_and_refused_calls() {
    let world = ready().await;
    let app = &world.official;
    world.platform.fault(&app.app_id, Fault::times(FaultKind::ApiBroken, 1).on("custom/send"));
    assert!(raw(&world, app, "x").await.unwrap().starts_with("HTTP/1.1 502"));
    let busy = Fault { errcode: -1, ..Fault::times(FaultKind::ApiError, 1).on("custom/send") };
    world.platform.fault(&app.app_id, busy);
    assert_eq!(world.say(app, "x").await, -1);
    world.platform.fault(&app.app_id, Fault::times(FaultKind::QuotaSpent, 1));
    assert_eq!(world.say(app, "x").await, 45009);
    assert!(world.received(app).is_empty());
    world.platform.fault(&app.app_id, Fault::times(FaultKind::ApiLate, 1).late(120).on("custom/send"));
    let began = Instant::now();
    assert_eq!(world.say(app, "到了").await, 0);
    assert!(began.elapsed() >= Duration::from_millis(120));
}

#[tokio::test]
async fn nobody_listens_for_a_while() {
    let world = ready().await;
    let app = &world.official;
    let refused = Fault { seconds: Some(1), ..Fault::times(FaultKind::Refused, 1) };
    world.platform.fault(&app.app_id, refused);
    let reopened = async {
        let mut was_refused = false;
        loop {
            match http(world.platform.address, "GET", "/cgi-bin/get_api_domain_ip", "", b"").await {
                Ok(_) if was_refused => return,
                Ok(_) => {}
                Err(why) => was_refused |= why.kind() == std::io::ErrorKind::ConnectionRefused,
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), reopened).await.unwrap();
    assert_eq!(world.say(app, "又通了").await, 0);
}

#[tokio::test]
async fn a_callback_comes_twice() {
    let world = ready().await;
    let app = &world.official.app_id;
    world.platform.fault(app, Fault::times(FaultKind::CallbackTwice, 1));
    let delivery = world.platform.act("li", app, words("一")).await.unwrap();
    assert_eq!(delivery.tries, [Try::Status(200), Try::Status(200)]);
    world.platform.act("li", app, words("二")).await.unwrap();
    let bodies: Vec<String> = world.came().split_off(1).into_iter().map(|it| it.body).collect();
    assert_eq!(bodies.len(), 3);
    assert_eq!(bodies[0], bodies[1]);
}

#[tokio::test]
async fn a_callback_lets_the_next_one_pass() {
    let world = ready().await;
    let app = &world.official.app_id;
    world.platform.fault(app, Fault::times(FaultKind::CallbackSwapped, 1));
    let (one, two) =
        tokio::join!(world.platform.act("li", app, words("第一句")), world.platform.act("li", app, words("第二句")));
    assert!(one.is_ok() && two.is_ok());
    let bodies: Vec<String> = world.came().split_off(1).into_iter().map(|it| it.body).collect();
    assert!(bodies[0].contains("第二句") && bodies[1].contains("第一句"), "{bodies:?}");
}

#[tokio::test]
async fn a_late_callback_keeps_the_time_of_the_deed() {
    let world = ready().await;
    let app = &world.official.app_id;
    world.platform.fault(app, Fault::times(FaultKind::CallbackLate, 1).late(60));
    let began = Instant::now();
    world.platform.act("li", app, words("慢")).await.unwrap();
    assert!(began.elapsed() >= Duration::from_millis(60));
    world.platform.heal(app);
}
