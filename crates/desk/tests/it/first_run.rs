//! The first run: whoever has the printed link sets the house up, once.
use desk::{Error, FirstRun};
use model::*;
use testkit::{refused, tell, tell_of_an_empty_house};

fn said() -> FirstRun {
    FirstRun {
        company: " 拾光家居 ".into(),
        brand: "旗舰店".into(),
        zone: "Asia/Shanghai".into(),
        hours: vec!["1-5 09:00-18:00".into()],
        name: "林岚".into(),
        email: " Lin@Shop.example ".into(),
        password: Secret::new("一句只有我知道的话"),
        locale: Locale::Zh,
        samples: true,
        user_agent: "Firefox".into(),
    }
}

#[tokio::test]
async fn the_link_sets_the_house_up_once() {
    tell_of_an_empty_house(async |world| {
        let desk = world.desk();
        let code = desk.setup_code();
        desk.awaits_setup(code.expose()).await.unwrap();
        world.restarts().await;
        let desk = world.desk();
        assert_eq!(desk.setup_code().expose(), code.expose(), "a restart prints the same link");
        let admin = desk.first_run(code.expose(), &said()).await.unwrap().staff;
        let (brands, queues) = (desk.brands(&admin).await.unwrap(), desk.queues(&admin).await.unwrap());
        assert_eq!((brands.len(), brands[0].name.as_str(), queues[0].0.name.as_str()), (1, "旗舰店", "在线客服"));
        assert_eq!((admin.agent.role, admin.agent.email.as_str()), (Role::Administrator, "lin@shop.example"));
        assert!(!desk.accounts(&admin).await.unwrap().is_empty(), "a channel of our own to begin with");
        let hours = desk.settings(&admin, "hours").await.unwrap();
        assert_eq!(hours[0].lines("week"), ["1-5 09:00-18:00"]);
        for kind in ["disposition", "break_reason"] {
            assert!(!desk.settings(&admin, kind).await.unwrap().is_empty(), "{kind}");
        }
        assert!(desk.tags(&admin).await.unwrap().len() > 2 && desk.quick_replies(&admin).await.unwrap().len() > 2);
        desk.sign_in("lin@shop.example", "一句只有我知道的话", "").await.map(|_| ()).unwrap();

        let again = desk.first_run(code.expose(), &said()).await;
        assert_eq!(
            (refused(desk.awaits_setup(code.expose()).await), refused(again.map(|_| ()))),
            ("not_found", "not_found")
        );
    })
    .await;
}

#[tokio::test]
async fn nothing_is_made_without_asking_for_it() {
    tell_of_an_empty_house(async |world| {
        let desk = world.desk();
        let bare = FirstRun { hours: vec![], samples: false, locale: Locale::En, ..said() };
        let admin = desk.first_run(desk.setup_code().expose(), &bare).await.unwrap().staff;
        assert!(
            desk.settings(&admin, "hours").await.unwrap().is_empty() && desk.tags(&admin).await.unwrap().is_empty()
        );
        assert_eq!(desk.queues(&admin).await.unwrap()[0].0.name, "Reception");
    })
    .await;
}

#[tokio::test]
async fn everything_wrong_is_named_at_once_and_leaves_nothing() {
    tell_of_an_empty_house(async |world| {
        let desk = world.desk();
        let code = desk.setup_code();
        let wrong = FirstRun {
            company: " ".into(),
            brand: "旗\u{7}".into(),
            zone: "Mars/Olympus".into(),
            hours: vec!["8-9 25:00".into()],
            name: String::new(),
            email: "nobody".into(),
            password: Secret::new("12345678"),
            ..said()
        };
        let Err(Error::Invalid(fields)) = desk.first_run(code.expose(), &wrong).await.map(|_| ()) else {
            panic!("taken as it is");
        };
        let mut names: Vec<_> = fields.iter().map(|it| it.field.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["brand", "company", "email", "hours", "name", "password", "zone"]);
        for guess in ["", "0", "x.y", &format!("{}x", code.expose())] {
            assert_eq!(refused(desk.first_run(guess, &said()).await.map(|_| ())), "not_found", "{guess:?}");
        }
        desk.awaits_setup(code.expose()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn of_two_who_come_at_once_one_sets_it_up() {
    tell_of_an_empty_house(async |world| {
        let desk = world.desk();
        let code = desk.setup_code();
        let (first, other) = (said(), FirstRun { email: "other@shop.example".into(), ..said() });
        let (one, two) = tokio::join!(desk.first_run(code.expose(), &first), desk.first_run(code.expose(), &other));
        assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|it| **it).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_house_with_somebody_in_it_has_no_link() {
    tell(async |world| {
        let desk = world.desk();
        assert_eq!(refused(desk.awaits_setup(desk.setup_code().expose()).await), "not_found");
    })
    .await;
}
