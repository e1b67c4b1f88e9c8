//! What may be sent when: by what the person did last.
use crate::world::World;
use sim::wechat::{Act, Said};
use std::time::Duration;

fn words(text: &str) -> Act {
    Act::Say(Said::Text(text.into()))
}

#[tokio::test]
async fn a_message_opens_five_within_two_days() {
    let world = World::new().await;
    let app = &world.official;
    assert_eq!(world.say(app, "x").await, 40003, "they have never met");
    world.platform.act("li", &app.app_id, Act::Follow).await.unwrap();
    world.platform.act("li", &app.app_id, words("在吗")).await.unwrap();
    for _ in 0..5 {
        assert_eq!(world.say(app, "在的").await, 0);
    }
    assert_eq!(world.say(app, "还在").await, 45047);
    world.platform.act("li", &app.app_id, words("好")).await.unwrap();
    assert_eq!(world.say(app, "好的").await, 0);
    world.platform.advance(Duration::from_secs(48 * 3_600));
    assert_eq!(world.say(app, "还在吗").await, 45015);
    assert_eq!(world.received(app).len(), 6);
}

#[tokio::test]
async fn following_a_menu_and_a_code_open_three_within_a_minute() {
    let world = World::new().await;
    let app = &world.official;
    for act in [Act::Follow, Act::Press { key: "desk".into() }] {
        world.platform.act("li", &app.app_id, act).await.unwrap();
        for _ in 0..3 {
            assert_eq!(world.say(app, "您好").await, 0);
        }
        assert_eq!(world.say(app, "您好").await, 45047);
    }
    world.platform.advance(Duration::from_secs(60));
    assert_eq!(world.say(app, "您好").await, 45015);
    world.platform.act("li", &app.app_id, Act::Press { key: "https://shop.example/".into() }).await.unwrap();
    assert_eq!(world.say(app, "您好").await, 45015, "opening a page opens no window");
}

#[tokio::test]
async fn who_went_away_gets_nothing() {
    let world = World::new().await;
    let app = &world.official;
    world.platform.act("li", &app.app_id, Act::Follow).await.unwrap();
    world.platform.act("li", &app.app_id, Act::Unfollow).await.unwrap();
    assert_eq!(world.say(app, "您好").await, 43004);
    assert!(world.platform.act("li", &app.app_id, words("x")).await.is_err());
}

#[tokio::test]
async fn a_mini_program_has_two_after_entering() {
    let world = World::new().await;
    let app = &world.mini;
    world.platform.act("li", &app.app_id, Act::Enter { session_from: "order".into() }).await.unwrap();
    assert_eq!([world.say(app, "1").await, world.say(app, "2").await, world.say(app, "3").await], [0, 0, 45047]);
    world.platform.act("li", &app.app_id, words("你好")).await.unwrap();
    assert_eq!(world.say(app, "4").await, 0);
    assert!(world.platform.act("li", &app.app_id, Act::Follow).await.is_err());
}
