//! Providers that fail: each account by itself, with patience, at its pace; files both ways; what health shows of it.
use desk::Condition;
use model::*;
use testkit::{Hand, Will, World, refused, tell};

/// An agent of this shop in conversation with one who writes by pigeon.
async fn talk(shop: &testkit::Shop, name: &str) -> (Hand, ConversationId) {
    let hand = shop.hire(&format!("坐席{name}"), Role::Agent).await;
    hand.comes().await;
    shop.sender(name).writes("在吗").await.unwrap();
    let c = hand.list("queue").await[0];
    hand.accepts(c).await.unwrap();
    (hand, c)
}

#[tokio::test]
async fn one_whose_provider_does_not_answer_holds_up_nobody_else() {
    tell(async |world| {
        let (here, there) = (world.shop(), world.another_shop("别家").await);
        let (wang, c) = talk(&here, "花").await;
        let (zhang, d) = talk(&there, "草").await;
        world.provider().will([Will::TakeAndHang]);
        wang.replies(c, "一").await.unwrap();
        let others = async {
            world.provider().hangs().await;
            zhang.replies(d, "二").await.unwrap();
            while world.provider().has() != ["一", "二"] {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            () = world.settle() => panic!("a call that hangs was given up"),
            () = others => {}
        }
    })
    .await;
}

#[tokio::test]
async fn a_provider_that_wants_a_pause_gets_it() {
    tell(async |world| {
        let (wang, c) = talk(&world.shop(), "花").await;
        world.provider().will([Will::TooMany(120)]);
        wang.replies(c, "一").await.unwrap();
        world.settle().await;
        world.later(Span::seconds(119)).await;
        assert_eq!(world.provider().calls().len(), 1);
        world.later(Span::seconds(2)).await;
        assert_eq!(world.provider().has(), ["一"]);
    })
    .await;
}

#[tokio::test]
async fn while_an_account_rests_everything_waits_without_counting_as_tried() {
    tell(async |world| {
        let shop = world.shop();
        let (wang, c) = talk(&shop, "花").await;
        world.provider().lets_rest(shop.loft.id, Some(world.now() + Span::seconds(30)));
        wang.replies(c, "一").await.unwrap();
        world.settle().await;
        let health = shop.loft_health().await;
        assert_eq!((health.state, health.queued, health.oldest_queued_at), (Condition::Resting, 1, Some(world.now())));
        assert_eq!(world.provider().calls().len(), 0);
        world.provider().lets_rest(shop.loft.id, None);
        world.later(Span::seconds(30)).await;
        assert_eq!(world.provider().has(), ["一"]);
        let health = shop.loft_health().await;
        assert_eq!((health.state, health.queued, health.last_out_at), (Condition::Ok, 0, Some(world.now())));
    })
    .await;
}

#[tokio::test]
async fn when_a_provider_is_back_what_waits_need_not_wait_longer() {
    tell(async |world| {
        let (wang, c) = talk(&world.shop(), "花").await;
        world.provider().will(std::iter::repeat_n(Will::BeAway, 6));
        wang.replies(c, "一").await.unwrap();
        for _ in 0..8 {
            world.later(Span::minutes(1)).await;
        }
        assert_eq!(world.provider().calls().len(), 5, "the next try is a quarter of an hour away");
        let (zhang, d) = talk(&world.another_shop("别家").await, "草").await;
        world.provider().is_well();
        zhang.replies(d, "别家的").await.unwrap();
        world.settle().await;
        assert_eq!(world.provider().has(), ["别家的"], "what another account meets says nothing of this one");
        world.sender("叶").writes("在吗").await.unwrap();
        let e = wang.list("queue").await[0];
        wang.accepts(e).await.unwrap();
        wang.replies(e, "二").await.unwrap();
        world.settle().await;
        assert_eq!(world.provider().has(), ["别家的", "二", "一"]);
    })
    .await;
}

#[tokio::test]
async fn an_account_has_its_pace() {
    tell(async |world| {
        let shop = world.shop();
        shop.sets_up_loft(&[("rate", "2")]).await;
        let wang = shop.hire_for("王", Role::Agent, 2_000).await;
        wang.comes().await;
        for n in 0..5 {
            world.sender(&format!("花{n}")).writes("在吗").await.unwrap();
        }
        for c in wang.list("queue").await {
            wang.accepts(c).await.unwrap();
            wang.replies(c, "在").await.unwrap();
        }
        world.settle().await;
        assert_eq!(world.provider().has().len(), 2, "a second's worth at once");
        world.later(Span::millis(500)).await;
        assert_eq!(world.provider().has().len(), 3);
        world.later(Span::seconds(1)).await;
        assert_eq!(world.provider().has().len(), 5);
    })
    .await;
}

#[tokio::test]
async fn a_file_goes_out_with_its_bytes_or_not_at_all() {
    tell(async |world| {
        let (wang, c) = talk(&world.shop(), "花").await;
        let send = async |bytes: &[u8]| {
            let file = wang.uploads("图.png", bytes).await.unwrap();
            let draft = desk::ReplyDraft { attachments: vec![file.id], ..wang.draft("看").await };
            let said = wang.says(c, &draft).await.unwrap();
            world.settle().await;
            wang.sees_message(c, said.seq).await
        };
        let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 100]].concat();
        assert_eq!(send(&png).await.receipt, Some(Receipt::Sent));
        let packed = world.provider().asked("pack");
        assert_eq!((packed.len(), &packed[0]["name"], &packed[0]["type"]), (1, &"图.png".into(), &"image/png".into()));
        assert_eq!(packed[0]["size"], 108);
        for misfit in [[b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 20_000]].concat(), b"only words".to_vec()] {
            let told = send(&misfit).await;
            assert_eq!((told.receipt, told.parts.failed.unwrap().fault), (Some(Receipt::Failed), Fault::Content));
        }
        assert_eq!((world.provider().asked("pack").len(), world.provider().has().len()), (1, 1), "nothing was begun");
    })
    .await;
}

/// Looks at the only message.
async fn first(hand: &Hand, c: ConversationId) -> Message {
    hand.thread(c).await.unwrap().into_iter().find(|it| it.direction == Direction::In).unwrap()
}

async fn with_feathers(world: &World, feathers: &[&str]) -> (Hand, ConversationId) {
    let wang = world.agent("王").await;
    wang.comes().await;
    world.sender("花").sends_feathers("f1", feathers).await.unwrap();
    let c = wang.list("queue").await[0];
    (wang, c)
}

#[tokio::test]
async fn a_file_that_the_provider_holds_is_fetched_though_it_fails_twice() {
    tell(async |world| {
        world.provider().holds("羽.png", b"\x89PNG\r\n\x1a\nfeather".to_vec());
        world.provider().will_for("feather", [Will::BeAway, Will::Answer(500)]);
        let (wang, c) = with_feathers(world, &["羽.png", "无"]).await;
        assert_eq!(first(&wang, c).await.parts.awaited.len(), 2, "shown before they are there");
        world.settle().await;
        for _ in 0..4 {
            world.later(Span::seconds(30)).await;
        }
        let parts = first(&wang, c).await.parts;
        assert_eq!((parts.attachments.len(), parts.attachments[0].media_type.as_str()), (1, "image/png"));
        assert_eq!(parts.awaited.len(), 1, "the other is gone for good");
        assert_eq!(parts.awaited[0].failed.as_deref(), Some("status 404"));
        let path = world.desk().file_path(world.shop().tenant, &parts.attachments[0]);
        assert_eq!(world.fetches(&path).await.unwrap(), b"\x89PNG\r\n\x1a\nfeather");
        assert_eq!((world.count("jobs").await, world.count("attachments").await), (0, 1));
    })
    .await;
}

#[tokio::test]
async fn one_that_is_too_large_or_never_comes_is_said_in_the_thread() {
    tell(async |world| {
        world.provider().holds("大", vec![7; 25 * 1024 * 1024 + 1]);
        let (wang, c) = with_feathers(world, &["大"]).await;
        world.settle().await;
        assert_eq!(first(&wang, c).await.parts.awaited[0].failed.as_deref(), Some("larger than 25 MB"));
        world.provider().will_for("feather", std::iter::repeat_n(Will::BeAway, 200));
        world.sender("花").sends_feathers("f2", &["远"]).await.unwrap();
        for _ in 0..72 {
            world.later(Span::hours(1)).await;
        }
        let thread = wang.thread(c).await.unwrap();
        let told = thread.iter().rev().find(|it| it.direction == Direction::In).unwrap();
        assert!(told.parts.awaited[0].failed.is_some(), "{:?}", told.parts);
        assert_eq!((world.count("jobs_dead").await, world.files_on_disk()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_crash_while_a_file_is_fetched_loses_it_not() {
    tell(async |world| {
        world.provider().holds("羽", b"feather".to_vec());
        world.provider().will_for("feather", [Will::TakeAndHang]);
        let (wang, c) = with_feathers(world, &["羽"]).await;
        world.works_until_a_call_hangs().await;
        world.restarts().await;
        world.later(Span::minutes(6)).await;
        let parts = first(&wang, c).await.parts;
        assert_eq!((parts.attachments.len(), parts.awaited.len()), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn the_customer_sees_that_the_owner_types_and_not_too_often() {
    tell(async |world| {
        let (wang, c) = talk(&world.shop(), "花").await;
        let types = async |on| world.desk().agent_types(&wang.staff, c, on).await.unwrap();
        let told = || world.provider().asked("coo").iter().map(|it| it["on"] == true).collect::<Vec<_>>();
        world.settle().await;
        for _ in 0..5 {
            types(true).await;
            world.settle().await;
        }
        assert_eq!(told(), [true]);
        types(false).await;
        world.later(Span::seconds(3)).await;
        assert_eq!(told(), [true], "at most one in four seconds");
        world.later(Span::seconds(1)).await;
        assert_eq!(told(), [true, false]);
        world.later(Span::seconds(10)).await;
        world.desk().agent_types(&world.agent("张").await.staff, c, true).await.unwrap();
        world.settle().await;
        assert_eq!(told().len(), 2, "a colleague who types is nobody to the customer");
    })
    .await;
}

#[tokio::test]
async fn a_live_test_says_what_works_and_what_does_not() {
    tell(async |world| {
        let shop = world.shop();
        let operator = shop.operator().await.staff;
        let check = async || world.desk().check_account(&operator, shop.loft.id).await;
        assert_eq!(shop.loft_health().await.state, Condition::Unused);
        let well = check().await.unwrap();
        assert_eq!((well.ok, well.lines.len(), well.error), (true, 1, None));
        world.provider().will_for("check", [Will::Answer(403), Will::BeAway]);
        let refused_by_them = check().await.unwrap();
        assert_eq!((refused_by_them.ok, refused_by_them.fault), (false, Some(Fault::Account)));
        assert_eq!(check().await.unwrap().error.as_deref(), Some("not sent: nobody opens"));
        assert_eq!(shop.loft_health().await.state, Condition::Failing);
        let link = world.desk().account_code(&operator, shop.loft.id).await.unwrap();
        assert_eq!(link, "https://loft.example/q/come");
        assert_eq!(refused(world.desk().account_code(&operator, shop.page.id).await), "invalid");
        assert_eq!(refused(world.desk().check_account(&operator, shop.page.id).await), "invalid");
        let wang = world.agent("王").await;
        assert_eq!(refused(world.desk().check_account(&wang.staff, shop.loft.id).await), "forbidden");
    })
    .await;
}

#[tokio::test]
async fn our_own_pages_show_when_something_last_went_out() {
    tell(async |world| {
        let shop = world.shop();
        let wang = world.agent("王").await;
        wang.comes().await;
        let c = world.visitor("林夏").begins("在吗").await;
        let health = async || {
            let mut all = world.desk().health(shop.tenant, std::slice::from_ref(&shop.page)).await.unwrap();
            all.remove(&shop.page.id).unwrap()
        };
        wang.accepts(c).await.unwrap();
        assert_eq!(health().await.last_out_at, None);
        wang.replies(c, "在的").await.unwrap();
        let now = health().await;
        assert_eq!((now.state, now.last_out_at), (Condition::Ok, Some(world.now())));
    })
    .await;
}
