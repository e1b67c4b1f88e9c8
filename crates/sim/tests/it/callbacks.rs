//! Callbacks as an account's webhook gets them, and what its answers do.
use crate::world::{Does, World};
use sim::wechat::{Act, Envelope, From, Mode, Outcome, Platform, Said, Try};

fn words(text: &str) -> Act {
    Act::Say(Said::Text(text.into()))
}

async fn following(mode: Mode) -> World {
    let world = World::with(mode).await;
    world.platform.act("li", &world.official.app_id, Act::Follow).await.unwrap();
    world
}

fn envelope(world: &World) -> Envelope {
    let app = &world.official;
    Envelope::new(&app.token, &app.aes_key, &app.app_id).unwrap()
}

fn inside(body: &str) -> String {
    body.split_once("<Encrypt><![CDATA[").unwrap().1.split_once("]]>").unwrap().0.to_owned()
}

#[tokio::test]
async fn safe_mode_shows_nothing_readable_and_signs_what_it_hides() {
    let world = following(Mode::Safe).await;
    world.platform.act("li", &world.official.app_id, words("花瓶裂了")).await.unwrap();
    let came = world.came().pop().unwrap();
    assert!(!came.body.contains("花瓶"));
    let (encrypted, envelope) = (inside(&came.body), envelope(&world));
    let plain = envelope.decrypt(&encrypted).unwrap();
    assert!(plain.contains("<Content><![CDATA[花瓶裂了]]></Content>") && plain.contains("<MsgId>73"), "{plain}");
    let (stamp, nonce) = (&came.query["timestamp"], &came.query["nonce"]);
    assert_eq!(came.query["msg_signature"], envelope.signature(&[stamp, nonce, &encrypted]));
    assert_eq!(came.query["signature"], envelope.signature(&[stamp, nonce]));
    assert_eq!(came.query["openid"], world.platform.openid(&world.official.app_id, "li"));
    assert_eq!(came.query["encrypt_type"], "aes");
}

#[tokio::test]
async fn plain_mode_hides_nothing_and_compatible_mode_does_both() {
    let world = following(Mode::Plain).await;
    let came = world.came().pop().unwrap();
    assert!(came.body.contains("<Event><![CDATA[subscribe]]></Event>") && !came.body.contains("Encrypt"));
    assert!(!came.query.contains_key("msg_signature"));
    let world = following(Mode::Compatible).await;
    let came = world.came().pop().unwrap();
    assert!(came.body.contains("subscribe") && envelope(&world).decrypt(&inside(&came.body)).is_ok());
}

#[tokio::test]
async fn a_code_brings_its_scene() {
    let world = World::with(Mode::Plain).await;
    let app = &world.official;
    let path = format!("/cgi-bin/qrcode/create?access_token={}", world.token(app).await);
    let body = r#"{"expire_seconds":600,"action_name":"QR_STR_SCENE","action_info":{"scene":{"scene_str":"link-7"}}}"#;
    let url = world.post(&path, body).await["url"].as_str().unwrap().to_owned();
    for _ in 0..2 {
        world.platform.act("li", "", Act::Scan { url: url.clone() }).await.unwrap();
    }
    let came = world.came();
    assert!(came[0].body.contains("subscribe") && came[0].body.contains("[qrscene_link-7]"));
    assert!(came[1].body.contains("[SCAN]") && came[1].body.contains("[link-7]") && came[1].body.contains("Ticket"));
    world.platform.advance(std::time::Duration::from_secs(601));
    assert!(world.platform.act("li", "", Act::Scan { url }).await.is_err());
}

#[tokio::test]
async fn three_tries_with_the_same_text_in_new_envelopes() {
    let world = following(Mode::Safe).await;
    world.next(&[Does::Answers(500, String::new()), Does::Hangs]);
    let delivery = world.platform.act("li", &world.official.app_id, words("在吗")).await.unwrap();
    assert_eq!(delivery.tries, [Try::Status(500), Try::TimedOut, Try::Status(200)]);
    assert_eq!(delivery.outcome, Outcome::Taken);
    let tries = world.came().split_off(1);
    let texts: Vec<String> = tries.iter().map(|it| envelope(&world).decrypt(&inside(&it.body)).unwrap()).collect();
    assert!(texts.iter().all(|text| *text == texts[0]));
    assert_ne!(tries[0].query["nonce"], tries[1].query["nonce"]);
}

#[tokio::test]
async fn after_three_failures_or_a_wrong_answer_the_person_reads_that_it_is_out_of_order() {
    let world = following(Mode::Safe).await;
    let app = &world.official.app_id;
    world.next(&[
        Does::Answers(500, String::new()),
        Does::Answers(503, String::new()),
        Does::Answers(404, String::new()),
    ]);
    let delivery = world.platform.act("li", app, words("在吗")).await.unwrap();
    assert_eq!((delivery.outcome, delivery.tries.len()), (Outcome::OutOfOrder, 3));
    for wrong in ["ok", "{\"errcode\":0}", "<html></html>", "success\n"] {
        world.next(&[Does::Answers(200, wrong.into())]);
        let delivery = world.platform.act("li", app, words("在吗")).await.unwrap();
        assert_eq!((delivery.outcome, delivery.tries.len()), (Outcome::OutOfOrder, 1), "{wrong}");
    }
    let told = world.platform.shown("li", app).into_iter().filter(|it| it.text == "该公众号提供的服务出现故障");
    assert_eq!(told.count(), 5);
}

#[tokio::test]
async fn a_passive_reply_is_opened_and_shown() {
    let world = following(Mode::Safe).await;
    let app = &world.official;
    let openid = world.platform.openid(&app.app_id, "li");
    let reply = format!(
        "<xml><ToUserName><![CDATA[{openid}]]></ToUserName><FromUserName><![CDATA[{}]]></FromUserName><CreateTime>1</CreateTime>\
         <MsgType><![CDATA[text]]></MsgType><Content><![CDATA[稍等]]></Content></xml>",
        app.original_id
    );
    let encrypted = envelope(&world).encrypt(&reply, Platform::random());
    let signature = envelope(&world).signature(&["1", "n", &encrypted]);
    let sealed = |signature: &str| {
        format!(
            "<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>\
             <TimeStamp>1</TimeStamp><Nonce><![CDATA[n]]></Nonce></xml>"
        )
    };
    let answers = [sealed(&signature), sealed("forged"), reply].map(|text| Does::Answers(200, text));
    world.next(&answers);
    let mut outcomes = vec![];
    for _ in 0..3 {
        outcomes.push(world.platform.act("li", &app.app_id, words("在吗")).await.unwrap().outcome);
    }
    assert_eq!(outcomes, [Outcome::Replied, Outcome::OutOfOrder, Outcome::OutOfOrder]);
    assert_eq!(world.received(app), ["稍等"]);
}

#[tokio::test]
async fn the_webhook_proves_itself_by_its_echo() {
    let world = World::new().await;
    let app = &world.official.app_id;
    assert!(world.platform.verify(app).await.is_err(), "`success` is no echo");
    let came = world.came().pop().unwrap();
    let signature = envelope(&world).signature(&[&came.query["timestamp"], &came.query["nonce"]]);
    assert_eq!(came.query["signature"], signature);
    assert!(came.query.contains_key("echostr"));
}

#[tokio::test]
async fn a_mini_program_may_be_told_in_json() {
    let world = World::new().await;
    let mut app = sim::wechat::Account::new(sim::wechat::Kind::Mini, "拾光", "json");
    (app.format, app.mode, app.webhook) = (sim::wechat::Format::Json, Mode::Plain, world.mini.webhook.clone());
    world.platform.open(app.clone()).unwrap();
    world.platform.act("li", &app.app_id, Act::Enter { session_from: "from".into() }).await.unwrap();
    let told: serde_json::Value = serde_json::from_str(&world.came().pop().unwrap().body).unwrap();
    assert_eq!((&told["Event"], &told["SessionFrom"]), (&"user_enter_tempsession".into(), &"from".into()));
    let shown = world.platform.shown("li", &app.app_id);
    assert!(shown.iter().all(|it| it.from != From::Account));
}
