//! Sessions: signing in, going idle, running out, signing out.
use model::*;
use testkit::{Hand, World, refused, tell};

async fn signs_in(world: &World, hand: &Hand) -> Secret {
    let email = &hand.staff.agent.email;
    world.desk().sign_in(&email.to_uppercase(), "open sesame", "Firefox").await.unwrap().cookie
}

#[tokio::test]
async fn the_wrong_password_and_an_unknown_address_are_told_alike() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let wrong = world.desk().sign_in(&wang.staff.agent.email, "guess", "").await.map(|_| ());
        let unknown = world.desk().sign_in("nobody@shop.example", "open sesame", "").await.map(|_| ());
        let (wrong, unknown) = (wrong.unwrap_err(), unknown.unwrap_err());
        assert_eq!((wrong.code(), wrong.to_string()), (unknown.code(), unknown.to_string()));
    })
    .await;
}

#[tokio::test]
async fn a_session_idles_out_after_twelve_hours_and_lives_seven_days_at_most() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (idle, busy) = (signs_in(world, &wang).await, signs_in(world, &wang).await);
        for _ in 0..14 {
            world.clock().pass(Span::hours(12));
            assert_eq!(world.desk().by_cookie(busy.expose()).await.unwrap().agent.id, wang.id);
        }
        assert_eq!(refused(world.desk().by_cookie(idle.expose()).await), "unauthenticated");
        world.clock().pass(Span::millis(1));
        assert_eq!(refused(world.desk().by_cookie(busy.expose()).await), "unauthenticated");
        world.settle().await;
        assert_eq!(refused(world.desk().by_cookie(busy.expose()).await), "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_one_session_and_a_forged_cookie_is_nobody() {
    tell(async |world| {
        let wang = world.agent("王").await;
        let (one, two) = (signs_in(world, &wang).await, signs_in(world, &wang).await);
        world.desk().sign_out(one.expose()).await.unwrap();
        assert_eq!(refused(world.desk().by_cookie(one.expose()).await), "unauthenticated");
        world.desk().by_cookie(two.expose()).await.expect("the other browser stays");
        assert_eq!(refused(world.desk().by_cookie("0123").await), "unauthenticated");
        assert_eq!(format!("{two:?}"), "***", "a secret prints stars");
    })
    .await;
}

#[tokio::test]
async fn everybody_sees_and_ends_their_own_sessions() {
    tell(async |world| {
        let (desk, wang, zhao) = (world.desk(), world.agent("王").await, world.agent("赵").await);
        let cookie = signs_in(world, &wang).await;
        let here = desk.by_cookie(cookie.expose()).await.unwrap();
        let all = desk.sessions(&here).await.unwrap();
        assert_eq!(all.iter().map(|it| it.user_agent.as_str()).collect::<Vec<_>>(), ["Firefox", "story"]);
        let other = desk.sessions(&zhao.staff).await.unwrap()[0].id;
        assert_eq!(refused(desk.end_session(&here, other).await), "not_found");

        desk.end_session(&here, all[1].id).await.unwrap();
        assert_eq!(refused(desk.still(&wang.staff).await), "unauthenticated");
        assert_eq!(refused(desk.end_session(&here, all[1].id).await), "not_found");
        let third = signs_in(world, &wang).await;
        desk.end_other_sessions(&here).await.unwrap();
        assert_eq!(refused(desk.by_cookie(third.expose()).await), "unauthenticated");
        assert_eq!(desk.sessions(&here).await.unwrap().len(), 1);
        desk.still(&here).await.expect("the present one stays");
    })
    .await;
}

#[tokio::test]
async fn an_administrator_ends_the_sessions_of_others() {
    tell(async |world| {
        let (desk, shop, wang) = (world.desk(), world.shop(), world.agent("王").await);
        let admin = shop.hire("管理员", Role::Administrator).await.staff;
        let leader = world.leader("班长").await.staff;
        assert_eq!(refused(desk.sessions_of(&leader, wang.id).await), "forbidden");
        assert_eq!(refused(desk.end_sessions_of(&leader, wang.id).await), "forbidden");
        let stranger = world.another_shop("别家").await.hire("别家的", Role::Administrator).await.staff;
        assert_eq!(refused(desk.sessions_of(&stranger, wang.id).await), "not_found");
        assert_eq!(refused(desk.end_sessions_of(&stranger, wang.id).await), "not_found");
        let id = desk.sessions_of(&admin, wang.id).await.unwrap()[0].id;
        assert_eq!(refused(desk.end_session(&stranger, id).await), "not_found");

        let cookie = signs_in(world, &wang).await;
        desk.end_session(&admin, id).await.unwrap();
        assert_eq!(desk.sessions_of(&admin, wang.id).await.unwrap().len(), 1);
        desk.end_sessions_of(&admin, wang.id).await.unwrap();
        assert_eq!(refused(desk.by_cookie(cookie.expose()).await), "unauthenticated");
    })
    .await;
}
