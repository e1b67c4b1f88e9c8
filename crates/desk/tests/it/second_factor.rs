//! The second factor: asked for once it is confirmed, good once for each code, and never in the way of who has none.
use desk::{AgentChange, Error};
use model::*;
use testkit::{Authenticator, Hand, refused, tell};

/// Begins and confirms; half a minute later the next code may be used.
async fn turns_on(hand: &Hand) -> (Authenticator, Vec<Secret>) {
    let (world, desk) = (&hand.world, hand.world.desk());
    let begun = desk.begin_second_factor(&hand.staff).await.unwrap();
    let app = Authenticator::told(begun.secret.expose());
    let codes = desk.confirm_second_factor(&hand.staff, &app.shows(world)).await.unwrap().recovery_codes;
    world.clock().pass(Span::seconds(30));
    (app, codes)
}

/// Past the password.
async fn half_way(hand: &Hand) -> Secret {
    match hand.world.desk().sign_in(&hand.staff.agent.email, "open sesame", "").await {
        Err(Error::SecondFactorRequired { challenge }) => challenge,
        other => panic!("no challenge: {:?}", other.map(|_| ())),
    }
}

async fn answers(hand: &Hand, challenge: &Secret, code: &str) -> desk::Result<()> {
    hand.world.desk().answer_challenge(challenge.expose(), code, "Firefox").await.map(|_| ())
}

#[tokio::test]
async fn once_confirmed_it_is_asked_for_and_a_code_is_good_once() {
    tell(async |world| {
        let (desk, wang) = (world.desk(), world.agent("王").await);
        let begun = desk.begin_second_factor(&wang.staff).await.unwrap();
        assert!(begun.uri.expose().starts_with("otpauth://totp/%E6%8B%BE%E5%85%89:"), "{}", begun.uri.expose());
        let nothing = desk.sign_in(&wang.staff.agent.email, "open sesame", "").await;
        nothing.map(|_| ()).expect("nothing is asked for before it is confirmed");
        let wrong = desk.confirm_second_factor(&wang.staff, "000000").await;
        assert_eq!(refused(wrong.map(|_| ())), "invalid");

        let (app, codes) = turns_on(&wang).await;
        assert_eq!((codes.len(), desk.second_factor(&wang.staff).await.unwrap()), (10, Some(10)));
        assert_eq!(refused(desk.begin_second_factor(&wang.staff).await.map(|_| ())), "conflict");
        let wrong = desk.sign_in(&wang.staff.agent.email, "guess", "").await;
        assert_eq!(refused(wrong.map(|_| ())), "wrong_password");
        let challenge = half_way(&wang).await;
        let code = app.shows(world);
        assert_eq!(refused(answers(&wang, &challenge, "12345").await), "wrong_code");
        answers(&wang, &challenge, &code).await.unwrap();
        let replayed = half_way(&wang).await;
        assert_eq!(refused(answers(&wang, &replayed, &code).await), "wrong_code");
        world.clock().pass(Span::seconds(60));
        assert_eq!(refused(answers(&wang, &replayed, &code).await), "wrong_code");
        answers(&wang, &replayed, &app.shows(world)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_recovery_code_is_good_once_however_it_is_typed() {
    tell(async |world| {
        let (desk, wang) = (world.desk(), world.agent("王").await);
        let (_, codes) = turns_on(&wang).await;
        let challenge = half_way(&wang).await;
        let typed = codes[3].expose().to_uppercase().replace('-', " ");
        answers(&wang, &challenge, &typed).await.unwrap();
        assert_eq!(refused(answers(&wang, &challenge, &typed).await), "wrong_code");
        assert_eq!(desk.second_factor(&wang.staff).await.unwrap(), Some(9));
        let zhao = world.agent("赵").await;
        turns_on(&zhao).await;
        let other = half_way(&zhao).await;
        assert_eq!(refused(answers(&zhao, &other, codes[4].expose()).await), "wrong_code", "somebody else's");
    })
    .await;
}

#[tokio::test]
async fn a_challenge_ends_after_five_minutes_and_with_the_password_and_the_person() {
    tell(async |world| {
        let (desk, wang) = (world.desk(), world.agent("王").await);
        let admin = world.shop().hire("管理员", Role::Administrator).await.staff;
        let (app, _) = turns_on(&wang).await;
        let challenge = half_way(&wang).await;
        world.clock().pass(Span::minutes(5));
        let (late, code) = (half_way(&wang).await, app.shows(world));
        world.clock().pass(Span::millis(1));
        assert_eq!(refused(answers(&wang, &challenge, &code).await), "unauthenticated");
        assert_eq!(refused(answers(&wang, &Secret::new("forged"), &code).await), "unauthenticated");
        let changed =
            desk.change_password(&wang.staff, "open sesame", &Secret::new("王五的长密码很长"), "").await.unwrap();
        assert_eq!(refused(answers(&wang, &late, &code).await), "unauthenticated");
        let again = match desk.sign_in(&wang.staff.agent.email, "王五的长密码很长", "").await {
            Err(Error::SecondFactorRequired { challenge }) => challenge,
            _ => panic!("no challenge"),
        };
        let disabled = AgentChange { state: Some(AgentState::Disabled), ..AgentChange::default() };
        desk.change_agent(&admin, changed.staff.agent.id, &disabled).await.unwrap();
        assert_eq!(refused(answers(&wang, &again, &code).await), "unauthenticated");
    })
    .await;
}

#[tokio::test]
async fn its_owner_gives_it_up_with_the_password_and_an_administrator_takes_it_away() {
    tell(async |world| {
        let (desk, wang) = (world.desk(), world.agent("王").await);
        let admin = world.shop().hire("管理员", Role::Administrator).await.staff;
        turns_on(&wang).await;
        assert_eq!(refused(desk.end_second_factor(&wang.staff, "guess").await), "invalid");
        desk.end_second_factor(&wang.staff, "open sesame").await.unwrap();
        assert_eq!(refused(desk.end_second_factor(&wang.staff, "open sesame").await), "not_found");
        let free = desk.sign_in(&wang.staff.agent.email, "open sesame", "").await;
        free.map(|_| ()).expect("the password is enough again");

        turns_on(&wang).await;
        assert!(desk.colleague(&admin, wang.id).await.unwrap().second_factor);
        let leader = world.leader("班长").await.staff;
        assert_eq!(refused(desk.remove_second_factor(&leader, wang.id).await), "forbidden");
        let stranger = world.another_shop("别家").await.hire("别家的", Role::Administrator).await.staff;
        assert_eq!(refused(desk.remove_second_factor(&stranger, wang.id).await), "not_found");
        desk.remove_second_factor(&admin, wang.id).await.unwrap();
        assert!(!desk.colleague(&admin, wang.id).await.unwrap().second_factor);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_by_a_link_does_not_go_round_it() {
    tell(async |world| {
        let (desk, wang) = (world.desk(), world.agent("王").await);
        let admin = world.shop().hire("管理员", Role::Administrator).await.staff;
        let (app, _) = turns_on(&wang).await;
        let (_, code) = desk.reset_password(&admin, wang.id).await.unwrap();
        let joining = desk::Joining {
            name: None,
            password: Secret::new("王五的长密码很长"),
            locale: None,
            user_agent: String::new(),
        };
        let challenge = match desk.accept_agent_invite(code.expose(), &joining).await {
            Err(Error::SecondFactorRequired { challenge }) => challenge,
            _ => panic!("no challenge"),
        };
        answers(&wang, &challenge, &app.shows(world)).await.unwrap();
    })
    .await;
}
