//! Who somebody is, and codes that lead people to an account.
use super::account::Kind;
use super::api::{done, parsed};
use super::crypto::word;
use super::platform::Inner;
use super::refusal::{self, Result};
use super::send::text;
use super::world::{Code, World};
use axum::response::Response;
use serde_json::json;

/// Longest life of a temporary code, in seconds.
const LONGEST: u64 = 2_592_000;
/// The newest so many codes are kept.
const KEPT: usize = 1_000;

/// `/cgi-bin/user/info`
pub(super) fn info(world: &mut World, app_id: &str, openid: &str) -> Result<Response> {
    only_official(world, app_id)?;
    let person = world.by_openid(app_id, openid)?;
    let unionid = world.people.get(&person).map(|it| it.unionid.clone()).unwrap_or_default();
    let followers = &world.shop(app_id)?.followers;
    let follower = followers.get(&person).ok_or_else(|| refusal::code(40003))?;
    if !follower.following {
        return Ok(done(json!({ "subscribe": 0, "openid": openid, "unionid": unionid })));
    }
    Ok(done(json!({
        "subscribe": 1,
        "openid": openid,
        "nickname": "",
        "sex": 0,
        "language": "zh_CN",
        "city": "",
        "province": "",
        "country": "",
        "headimgurl": "",
        "subscribe_time": follower.since,
        "unionid": unionid,
        "remark": "",
        "groupid": 0,
        "tagid_list": [],
        "subscribe_scene": if follower.scene.is_empty() { "ADD_SCENE_SEARCH" } else { "ADD_SCENE_QR_CODE" },
        "qr_scene": 0,
        "qr_scene_str": follower.scene,
    })))
}

/// `/cgi-bin/qrcode/create`
pub(super) fn code(inner: &Inner, world: &mut World, app_id: &str, body: &[u8]) -> Result<Response> {
    only_official(world, app_id)?;
    let body = parsed(body)?;
    let scene = &body["action_info"]["scene"];
    let (name, until) = match text(&body, "action_name") {
        "QR_STR_SCENE" | "QR_SCENE" => {
            let seconds = body["expire_seconds"].as_u64().unwrap_or(60).min(LONGEST);
            (scene, Some(seconds))
        }
        "QR_LIMIT_STR_SCENE" | "QR_LIMIT_SCENE" => (scene, None),
        _ => return Err(refusal::code(47001)),
    };
    let by_number = || name["scene_id"].as_u64().map(|id| id.to_string());
    let scene = name["scene_str"].as_str().map(str::to_owned).or_else(by_number).unwrap_or_default();
    if !(1..=64).contains(&scene.len()) {
        return Err(refusal::code(47001));
    }
    let (ticket, url) = (word(96), format!("http://weixin.qq.com/q/02{}", word(22)));
    let mut answer = json!({ "ticket": ticket, "url": url });
    if let Some(seconds) = until {
        answer["expire_seconds"] = seconds.into();
    }
    let until = until.map(|seconds| inner.now() + seconds);
    world.codes.push(Code { url, ticket, account: app_id.to_owned(), scene, until });
    if world.codes.len() > KEPT {
        world.codes.remove(0);
    }
    Ok(done(answer))
}

/// `/sns/jscode2session`: a code opens once.
pub(super) fn session(world: &mut World, app_id: &str, js_code: &str) -> Result<Response> {
    let (owner, person) = world.logins.remove(js_code).ok_or_else(|| refusal::code(40029))?;
    if owner != app_id {
        return Err(refusal::code(40029));
    }
    let unionid = world.people.get(&person).map(|it| it.unionid.clone());
    let openid = world.follower(app_id, &person).map(|it| it.openid.clone());
    Ok(done(json!({ "openid": openid, "session_key": word(24), "unionid": unionid })))
}

fn only_official(world: &mut World, app_id: &str) -> Result<()> {
    match world.shop(app_id)?.account.kind {
        Kind::Official => Ok(()),
        Kind::Mini => Err(refusal::code(48001)),
    }
}
