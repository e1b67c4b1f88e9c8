//! Pictures and sounds in both directions.
use crate::world::{World, http, json};
use bytes::Bytes;
use serde_json::Value;
use sim::wechat::{Account, Act, Said};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n-picture";

async fn upload(world: &World, app: &Account, kind: &str, file: &[u8]) -> Value {
    let mut body = b"--b\r\ncontent-disposition: form-data; name=\"media\"; filename=\"a\"\r\n\r\n".to_vec();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let path = format!("/cgi-bin/media/upload?access_token={}&type={kind}", world.token(app).await);
    json(&http(world.platform.address, "POST", &path, "multipart/form-data; boundary=b", &body).await.unwrap())
}

#[tokio::test]
async fn an_uploaded_picture_reaches_the_phone() {
    let world = World::new().await;
    let app = &world.official;
    world.platform.act("li", &app.app_id, Act::Follow).await.unwrap();
    let id = upload(&world, app, "image", PNG).await["media_id"].as_str().unwrap().to_owned();
    let message = serde_json::json!({ "touser": world.platform.openid(&app.app_id, "li"), "msgtype": "image", "image": { "media_id": id } });
    let path = format!("/cgi-bin/message/custom/send?access_token={}", world.token(app).await);
    assert_eq!(world.post(&path, &message.to_string()).await["errcode"], 0);
    let shown = world.platform.shown("li", &app.app_id).pop().unwrap();
    let seen =
        http(world.platform.control, "GET", &format!("/sim/media/{}", shown.media.unwrap()), "", b"").await.unwrap();
    assert_eq!(seen.body, PNG);
    world.platform.advance(std::time::Duration::from_secs(3 * 86_400));
    let path = format!("/cgi-bin/message/custom/send?access_token={}", world.token(app).await);
    assert_eq!(world.post(&path, &message.to_string()).await["errcode"], 40007, "three days are over");
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let world = World::new().await;
    let app = &world.official;
    assert_eq!(upload(&world, app, "image", b"BM bitmap").await["errcode"], 40005);
    assert_eq!(upload(&world, app, "file", PNG).await["errcode"], 40004);
    let mut large = b"#!AMR\n".to_vec();
    large.resize((2 << 20) + 1, 0);
    assert_eq!(upload(&world, app, "voice", &large).await["errcode"], 40006);
    assert_eq!(upload(&world, app, "voice", &large[..2 << 20]).await["type"], "voice");
}

#[tokio::test]
async fn what_a_person_sends_is_fetched_by_its_id() {
    let world = World::with(sim::wechat::Mode::Plain).await;
    let app = &world.official;
    world.platform.act("li", &app.app_id, Act::Follow).await.unwrap();
    let voice = Bytes::from_static(b"#!AMR\n-sound");
    world.platform.act("li", &app.app_id, Act::Say(Said::Voice(voice.clone()))).await.unwrap();
    let body = world.came().pop().unwrap().body;
    assert!(body.contains("<Format><![CDATA[amr]]></Format>"));
    let id = body.split_once("<MediaId><![CDATA[").unwrap().1.split_once("]]>").unwrap().0;
    let path = format!("/cgi-bin/media/get?access_token={}&media_id={id}", world.token(app).await);
    let got = http(world.platform.address, "GET", &path, "", b"").await.unwrap();
    assert!(got.head.contains("content-type: audio/amr") && got.head.contains("attachment"), "{}", got.head);
    assert_eq!(got.body, voice);
    let path = path.replace(id, "none");
    assert_eq!(world.get(&path).await["errcode"], 40007);
}
