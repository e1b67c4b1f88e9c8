//! What a provider refuses because its account is not set up, or what it cannot do for days, waits for whoever mends it; one
//! account's waiting is no other's.
use desk::AccountChange;
use model::*;
use std::collections::BTreeMap;
use testkit::{Hand, Shop, Will, World, refused, tell};

async fn boss(world: &World) -> Hand {
    world.shop().hire("顾", Role::Administrator).await
}

fn asked(world: &World, path: &str) -> usize {
    world.provider().asked(path).len()
}

/// Somebody new writes: who they are is asked for.
async fn somebody_new(shop: &Shop, name: &str) {
    shop.sender(name).writes("在吗").await.unwrap();
    shop.world.settle().await;
}

#[tokio::test]
async fn who_wrote_before_the_operator_mended_the_account_is_asked_for_after_that() {
    tell(async |world| {
        let (shop, boss) = (world.shop(), boss(world).await);
        world.provider().will_for("who", std::iter::repeat_n(Will::Answer(403), 500));
        somebody_new(&shop, "花").await;
        assert_eq!((asked(world, "who"), world.count("jobs").await), (1, 1), "it is not the end of it");
        for _ in 0..30 {
            world.later(Span::hours(1)).await;
        }
        assert!(asked(world, "who") > 15, "{} times", asked(world, "who"));
        assert_eq!((world.count("jobs").await, world.count("jobs_dead").await), (1, 0));
        world.provider().is_well();
        let before = asked(world, "who");
        // Mended at the provider: the live test says so.
        assert!(world.desk().check_account(&boss.staff, shop.loft.id).await.unwrap().ok);
        world.settle().await;
        assert_eq!((asked(world, "who"), world.count("jobs").await), (before + 1, 0), "at once, not within the hour");

        // Mended here: other settings.
        world.provider().will_for("who", [Will::Answer(403)]);
        somebody_new(&shop, "草").await;
        assert_eq!(world.count("jobs").await, 1);
        let settings = BTreeMap::from([("mark".to_owned(), "ring".to_owned())]);
        world
            .desk()
            .change_account(
                &boss.staff,
                shop.loft.id,
                AccountChange { settings: Some(settings), ..AccountChange::default() },
            )
            .await
            .unwrap();
        world.settle().await;
        assert_eq!(world.count("jobs").await, 0);
    })
    .await;
}

#[tokio::test]
async fn who_they_are_is_asked_for_three_days_and_again_once_the_provider_is_back() {
    tell(async |world| {
        let shop = world.shop();
        world.provider().will_for("who", std::iter::repeat_n(Will::BeAway, 500));
        somebody_new(&shop, "花").await;
        for _ in 0..75 {
            world.later(Span::hours(1)).await;
        }
        assert_eq!((world.count("jobs").await, world.count("jobs_dead").await), (1, 0), "75 hours are promised");
        for _ in 0..4 {
            world.later(Span::hours(1)).await;
        }
        assert_eq!(world.count("jobs_dead").await, 1, "an administrator sees it");
        world.provider().is_well();
        somebody_new(&shop, "草").await;
        assert_eq!((world.count("jobs").await, world.count("jobs_dead").await), (0, 0), "both are known");
    })
    .await;
}

/// A message with these feathers, and who sees it.
async fn with_feathers(shop: &Shop, name: &str, feathers: &[&str]) -> (Hand, ConversationId) {
    let hand = shop.hire(&format!("坐席{name}"), Role::Agent).await;
    hand.comes().await;
    shop.sender(name).sends_feathers(&format!("{name}-1"), feathers).await.unwrap();
    let c = hand.list("queue").await[0];
    (hand, c)
}

async fn parts(hand: &Hand, c: ConversationId) -> (MessageId, Parts) {
    let thread = hand.thread(c).await.unwrap();
    let message = thread.into_iter().find(|it| it.direction == Direction::In).unwrap();
    (message.id, message.parts)
}

#[tokio::test]
async fn a_file_is_tried_for_as_long_as_the_provider_keeps_it() {
    tell(async |world| {
        world.provider().holds("羽.png", b"\x89PNG\r\n\x1a\nfeather".to_vec());
        for (name, will) in [("花", Will::Answer(403)), ("草", Will::BeAway)] {
            world.provider().will_for("feather", std::iter::repeat_n(will, 500));
            let (wang, c) = with_feathers(&world.another_shop(name).await, name, &["羽.png"]).await;
            for _ in 0..68 {
                world.later(Span::hours(1)).await;
            }
            assert_eq!(parts(&wang, c).await.1.awaited[0].failed, None, "they may still be mended");
            world.provider().is_well();
            for _ in 0..2 {
                world.later(Span::hours(1)).await;
            }
            let (_, parts) = parts(&wang, c).await;
            assert_eq!((parts.attachments.len(), parts.awaited.len()), (1, 0), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_that_did_not_come_can_be_asked_for_again() {
    tell(async |world| {
        let (wang, c) = with_feathers(&world.shop(), "花", &["羽.png", "无"]).await;
        world.settle().await;
        let (id, lost) = parts(&wang, c).await;
        assert!(lost.awaited.iter().all(|it| it.failed.is_some()), "{lost:?}");
        world.provider().holds("羽.png", b"\x89PNG\r\n\x1a\nfeather".to_vec());
        let stranger = world.another_shop("别家").await.hire("外人", Role::Administrator).await;
        let auditor = world.shop().hire("审计", Role::Auditor).await;
        assert_eq!(refused(world.desk().fetch_again(&stranger.staff, id).await), "not_found");
        assert_eq!(refused(world.desk().fetch_again(&auditor.staff, id).await), "forbidden");
        let asked = world.desk().fetch_again(&wang.staff, id).await.unwrap();
        assert!(asked.parts.awaited.iter().all(|it| it.failed.is_none()), "shown as on their way");
        assert_eq!(refused(world.desk().fetch_again(&wang.staff, id).await), "conflict", "they are");
        world.settle().await;
        let (_, found) = parts(&wang, c).await;
        assert_eq!((found.attachments.len(), found.awaited.len()), (1, 1));
        assert_eq!((found.awaited[0].reference.as_str(), found.awaited[0].failed.is_some()), ("无", true));
        assert_eq!(world.count("jobs").await, 0);
    })
    .await;
}

#[tokio::test]
async fn one_account_whose_provider_keeps_us_waiting_leaves_places_to_others() {
    tell(async |world| {
        let slow: Vec<String> = (0..60).map(|n| format!("慢{n}")).collect();
        let slow: Vec<&str> = slow.iter().map(String::as_str).collect();
        world.provider().will_for("feather", std::iter::repeat_n(Will::TakeAndHang, 100));
        with_feathers(&world.shop(), "花", &slow).await;
        let other = world.another_shop("别家").await;
        let asked = || {
            let all = world.provider().asked("feather");
            let of_slow = all.iter().filter(|it| it["reference"].as_str().unwrap().starts_with('慢')).count();
            (of_slow, all.len() - of_slow)
        };
        let others = async {
            world.provider().hangs().await;
            with_feathers(&other, "草", &["急"]).await;
            while asked().0 < 4 || asked().1 == 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            () = world.settle() => panic!("a call that hangs was given up"),
            () = others => {}
        }
        assert_eq!(asked(), (4, 1));
        world.provider().is_well();
        world.restarts().await;
        world.desk().resume_jobs().await.unwrap();
        world.settle().await;
    })
    .await;
}
