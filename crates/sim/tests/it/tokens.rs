//! The rules of both kinds of token.
use crate::world::World;
use sim::wechat::Tokens;
use std::time::Duration;

const LIFE: u64 = 7_200;

#[test]
fn a_stable_token_stays_until_its_last_five_minutes() {
    let mut tokens = Tokens::default();
    assert_eq!(tokens.stable("a".into(), LIFE, false, 0).unwrap(), ("a".into(), LIFE));
    assert_eq!(tokens.stable("b".into(), LIFE, false, LIFE - 301).unwrap(), ("a".into(), 301));
    assert_eq!(tokens.stable("c".into(), LIFE, false, LIFE - 300).unwrap(), ("c".into(), LIFE));
    assert_eq!(format!("{:?}", tokens.worth("a", LIFE - 1)), "Good");
    assert_eq!(format!("{:?}", tokens.worth("a", LIFE)), "Expired");
    assert_eq!(format!("{:?}", tokens.worth("c", LIFE)), "Good");
    assert_eq!(tokens.made, 2);
}

#[test]
fn forcing_is_limited_and_ends_the_old_one_at_once() {
    let mut tokens = Tokens::default();
    tokens.stable("a".into(), LIFE, false, 0).unwrap();
    tokens.stable("b".into(), LIFE, true, 10).unwrap();
    assert_eq!(format!("{:?}", tokens.worth("a", 10)), "Expired");
    assert_eq!(format!("{:?}", tokens.stable("c".into(), LIFE, true, 39)), "Err(TooSoon)");
    for round in 1..20 {
        tokens.stable(format!("c{round}"), LIFE, true, 10 + round * 30).unwrap();
    }
    assert_eq!(format!("{:?}", tokens.stable("d".into(), LIFE, true, 40_000)), "Err(Spent)");
    assert!(tokens.stable("e".into(), LIFE, true, 86_500).is_ok(), "the next day counts anew");
}

#[test]
fn a_plain_token_replaces_the_last_after_a_short_overlap() {
    let mut tokens = Tokens::default();
    tokens.issue("a".into(), LIFE, 0);
    tokens.stable("s".into(), LIFE, false, 0).unwrap();
    tokens.issue("b".into(), LIFE, 100);
    assert_eq!(format!("{:?}", tokens.worth("a", 399)), "Good");
    assert_eq!(format!("{:?}", tokens.worth("a", 400)), "Expired");
    assert_eq!(format!("{:?}", tokens.worth("s", 400)), "Good", "the two kinds are independent");
    assert_eq!(format!("{:?}", tokens.worth("x", 0)), "Unknown");
}

#[tokio::test]
async fn calls_are_refused_by_number_with_status_200() {
    let world = World::new().await;
    let ip = |token: String| format!("/cgi-bin/get_api_domain_ip?access_token={token}");
    assert_eq!(world.get(&ip(String::new())).await["errcode"], 41001);
    assert_eq!(world.get(&ip("nonsense".into())).await["errcode"], 40001);
    let token = world.token(&world.official).await;
    assert_eq!(world.token(&world.official).await, token);
    assert_eq!(world.get(&ip(token.clone())).await["ip_list"][0], "127.0.0.1");
    world.platform.advance(Duration::from_secs(LIFE));
    assert_eq!(world.get(&ip(token)).await["errcode"], 42001);
    let token = world.token(&world.official).await;
    world.platform.revoke_tokens(&world.official.app_id);
    assert_eq!(world.get(&ip(token)).await["errcode"], 40001);
}

#[tokio::test]
async fn a_token_needs_the_right_secret() {
    let world = World::new().await;
    let ask =
        |app: &str, secret: &str| format!("/cgi-bin/token?grant_type=client_credential&appid={app}&secret={secret}");
    let account = &world.official;
    assert_eq!(world.get(&ask("wx0", "x")).await["errcode"], 40013);
    assert_eq!(world.get(&ask(&account.app_id, "x")).await["errcode"], 40125);
    assert_eq!(world.get("/cgi-bin/token?grant_type=x").await["errcode"], 40002);
    assert_eq!(world.get(&ask(&account.app_id, &account.app_secret)).await["expires_in"], LIFE);
}
