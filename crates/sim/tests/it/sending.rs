//! What an account may send, and how refusals are told apart.
use crate::world::World;
use serde_json::{Value, json};
use sim::wechat::{Account, Act, Said};

async fn ready() -> World {
    let world = World::new().await;
    world.platform.act("li", &world.official.app_id, Act::Follow).await.unwrap();
    world.platform.act("li", &world.official.app_id, Act::Say(Said::Text("在吗".into()))).await.unwrap();
    world
}

async fn send(world: &World, app: &Account, message: Value) -> Value {
    let mut message = message;
    message["touser"] = world.platform.openid(&app.app_id, "li").into();
    let token = world.token(app).await;
    world.post(&format!("/cgi-bin/message/custom/send?access_token={token}"), &message.to_string()).await
}

#[tokio::test]
async fn faulty_content_is_refused_and_costs_nothing() {
    let world = ready().await;
    let app = &world.official;
    for (message, refusal) in [
        (json!({ "msgtype": "text", "text": { "content": "" } }), 44004),
        (json!({ "msgtype": "text", "text": { "content": "汉".repeat(683) } }), 45002),
        (json!({ "msgtype": "image", "image": { "media_id": "none" } }), 40007),
        (json!({ "msgtype": "link", "link": {} }), 40008),
        (json!({ "msgtype": "news", "news": { "articles": [] } }), 45008),
    ] {
        assert_eq!(send(&world, app, message.clone()).await["errcode"], refusal, "{message}");
    }
    let longest = json!({ "msgtype": "text", "text": { "content": "汉".repeat(682) } });
    for _ in 0..5 {
        assert_eq!(send(&world, app, longest.clone()).await["errcode"], 0);
    }
    assert_eq!(send(&world, app, longest).await["errcode"], 45047);
}

#[tokio::test]
async fn a_menu_message_is_answered_with_its_item() {
    let world = ready().await;
    let app = &world.official;
    let menu = json!({ "msgtype": "msgmenu", "msgmenu": {
        "head_content": "满意吗", "list": [{ "id": "5", "content": "满意" }], "tail_content": "" } });
    assert_eq!(send(&world, app, menu).await["errcode"], 0);
    let choice = Act::Choose { item: "5".into(), text: "满意".into() };
    world.platform.act("li", &app.app_id, choice).await.unwrap();
    let shown = world.platform.shown("li", &app.app_id);
    assert_eq!(shown.last().map(|it| it.text.as_str()), Some("满意"));
    assert_eq!(shown.iter().find(|it| it.kind == "msgmenu").unwrap().more["list"][0]["id"], "5");
}

#[tokio::test]
async fn quotas_have_their_own_numbers() {
    let world = World::new().await;
    let mut app = Account::new(sim::wechat::Kind::Mini, "小", "small");
    (app.daily_quota, app.minute_quota) = (3, 2);
    world.platform.open(app.clone()).unwrap();
    world.platform.act("li", &app.app_id, Act::Say(Said::Text("在吗".into()))).await.unwrap();
    let mut codes = vec![];
    for wait in [0, 0, 0, 60, 0] {
        world.platform.advance(std::time::Duration::from_secs(wait));
        codes.push(world.say(&app, "在").await);
    }
    assert_eq!(codes, [0, 0, 45011, 0, 45009]);
}

#[tokio::test]
async fn typing_shows_until_it_is_cancelled_or_a_message_comes() {
    let world = ready().await;
    let app = &world.official;
    let path = format!("/cgi-bin/message/custom/typing?access_token={}", world.token(app).await);
    let openid = world.platform.openid(&app.app_id, "li");
    let tell = |command: &str| json!({ "touser": openid, "command": command }).to_string();
    assert_eq!(world.post(&path, &tell("Typing")).await["errcode"], 0);
    assert!(world.platform.types("li", &app.app_id));
    assert_eq!(world.post(&path, &tell("CancelTyping")).await["errcode"], 0);
    assert!(!world.platform.types("li", &app.app_id));
    assert_eq!(world.post(&path, &tell("Humming")).await["errcode"], 45072);
    world.post(&path, &tell("Typing")).await;
    assert_eq!(world.say(app, "来了").await, 0);
    assert!(!world.platform.types("li", &app.app_id));
}

#[tokio::test]
async fn a_template_goes_outside_the_window_and_once_per_client_id() {
    let world = World::new().await;
    let app = &world.official;
    world.platform.act("li", &app.app_id, Act::Follow).await.unwrap();
    world.platform.advance(std::time::Duration::from_secs(3_600));
    let path = format!("/cgi-bin/message/template/send?access_token={}", world.token(app).await);
    let body = json!({ "touser": world.platform.openid(&app.app_id, "li"), "template_id": "T1", "client_msg_id": "m1",
        "data": { "thing1": { "value": "您的工单已有回复" } } });
    let first = world.post(&path, &body.to_string()).await;
    let again = world.post(&path, &body.to_string()).await;
    assert_eq!((&first["errcode"], &first["msgid"]), (&json!(0), &again["msgid"]));
    assert_eq!(world.received(app), ["您的工单已有回复"]);
}

#[tokio::test]
async fn people_are_known_by_one_unionid_everywhere() {
    let world = ready().await;
    let (app, mini) = (&world.official, &world.mini);
    let openid = world.platform.openid(&app.app_id, "li");
    let path = format!("/cgi-bin/user/info?access_token={}&openid={openid}&lang=zh_CN", world.token(app).await);
    let info = world.get(&path).await;
    assert_eq!(info["subscribe"], 1);
    assert_eq!(info["unionid"], world.platform.person("li", "李雷"));
    assert_ne!(openid, world.platform.openid(&mini.app_id, "li"));
    world.platform.act("li", &app.app_id, Act::Unfollow).await.unwrap();
    assert_eq!(world.get(&path).await["subscribe"], 0);
    let foreign = format!("/cgi-bin/user/info?access_token={}&openid={openid}", world.token(mini).await);
    assert_eq!(world.get(&foreign).await["errcode"], 48001);
}
