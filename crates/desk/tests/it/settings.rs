//! Settings: lists by which a tenant works, checked, kept in every version, undone; and what each kind does.
use desk::SettingEdit;
use model::*;
use testkit::{Hand, World, refused, tell, texts};

fn fields(all: &[(&str, Held)]) -> Option<Fields> {
    Some(all.iter().map(|(key, held)| ((*key).to_owned(), held.clone())).collect())
}
fn text(text: &str) -> Held {
    Held::Text(text.into())
}
fn lines(all: &[&str]) -> Held {
    Held::Lines(all.iter().map(|line| (*line).to_owned()).collect())
}

async fn sets(world: &World, boss: &Hand, kind: &str, name: &str, all: &[(&str, Held)]) -> Setting {
    let name = Some(name.to_owned()).filter(|name| !name.is_empty());
    let edit = SettingEdit { name, fields: fields(all), ..SettingEdit::default() };
    world.desk().make_setting(&boss.staff, kind, Some(world.shop().brand), &edit).await.expect("set")
}

#[tokio::test]
async fn an_entry_is_checked_kept_in_every_version_and_what_was_done_can_be_undone() {
    tell(async |world| {
        let boss = world.shop().hire("顾", Role::Operator).await;
        let made = sets(world, &boss, "disposition", "退货", &[("group", text("售后"))]).await;
        let desk = world.desk();
        let change = SettingEdit { name: Some("换货".into()), version: Some(1), ..SettingEdit::default() };
        let changed = desk.change_setting(&boss.staff, "disposition", made.id, &change).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.text("group"), changed.version), ("换货", "售后", 2));
        assert_eq!(refused(desk.change_setting(&boss.staff, "disposition", made.id, &change).await), "conflict");
        let back = desk.restore_setting(&boss.staff, "disposition", made.id, 1, None).await.unwrap();
        assert_eq!((back.name.as_str(), back.version), ("退货", 3));
        desk.delete_setting(&boss.staff, "disposition", made.id).await.unwrap();
        assert!(desk.settings(&boss.staff, "disposition").await.unwrap().is_empty());
        desk.restore_setting(&boss.staff, "disposition", made.id, 3, None).await.unwrap();
        assert_eq!(desk.settings(&boss.staff, "disposition").await.unwrap().len(), 1);
        let versions = desk.setting_versions(&boss.staff, "disposition", made.id).await.unwrap();
        let seen: Vec<_> = versions.iter().map(|it| (it.version, it.name.as_str(), it.deleted)).collect();
        assert_eq!(
            seen,
            [(5, "退货", false), (4, "退货", true), (3, "退货", false), (2, "换货", false), (1, "退货", false)]
        );
        let again = SettingEdit { name: Some("退货".into()), ..SettingEdit::default() };
        let twice = desk.make_setting(&boss.staff, "disposition", Some(world.shop().brand), &again).await;
        assert_eq!(refused(twice), "taken");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_named_and_who_may_not_is_refused() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("顾", Role::Operator).await, world.agent("王").await);
        let brand = Some(world.shop().brand);
        let desk = world.desk();
        let made = |who: Hand, kind: &'static str, name: &'static str, all: Option<Fields>| {
            let desk = desk.clone();
            async move {
                let edit = SettingEdit { name: Some(name.into()), fields: all, ..SettingEdit::default() };
                desk.make_setting(&who.staff, kind, brand, &edit).await
            }
        };
        assert_eq!(refused(made(wang.clone(), "disposition", "退货", None).await), "forbidden");
        assert_eq!(refused(made(boss.clone(), "nothing", "x", None).await), "not_found");
        for (kind, name, all) in [
            ("disposition", "", fields(&[])),
            ("disposition", "x", fields(&[("odd", text("1"))])),
            ("hours", "", fields(&[("week", lines(&["1-5 18:00-09:00"]))])),
            ("hours", "", fields(&[("week", lines(&["0-5 09:00-18:00"]))])),
            ("holiday", "国庆", fields(&[("from", text("2026-10-07")), ("until", text("2026-10-01"))])),
            ("sensitive_word", "x", fields(&[("words", lines(&["a"])), ("act", text("burn"))])),
            ("attribute", "等级", fields(&[("key", text("Level!")), ("type", text("text"))])),
            ("reception", "", fields(&[("remind_after", Held::Number(1))])),
        ] {
            assert_eq!(refused(made(boss.clone(), kind, name, all).await), "invalid", "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_brand_outside_of_its_hours_says_so_though_agents_are_there() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("顾", Role::Operator).await, world.agent("王").await);
        wang.comes().await;
        assert!(world.visitor("早").state().await.online);
        sets(world, &boss, "hours", "", &[("week", lines(&["1-7 00:00-00:01"]))]).await;
        let page = world.visitor("林夏");
        assert!(!page.state().await.online);
        page.begins("有人吗").await;
        let told = page.was_told().await;
        assert!(told.iter().any(|it| matches!(it, Happening::NobodyAvailable {})), "{told:?}");
        sets(world, &boss, "hours", "", &[("week", lines(&["1-7 00:00-24:00"]))]).await;
        assert!(page.state().await.online, "there is one entry, and it was set again");
        assert_eq!(world.desk().settings(&boss.staff, "hours").await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_brand_that_wants_a_disposition_gets_one_before_it_closes() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("顾", Role::Operator).await, world.agent("王").await);
        wang.comes().await;
        let code = sets(world, &boss, "disposition", "破损", &[]).await;
        sets(world, &boss, "reception", "", &[("needs_disposition", Held::Flag(true))]).await;
        let c = world.visitor("林夏").begins("杯子裂了").await;
        wang.accepts(c).await.unwrap();
        wang.replies(c, "给您换").await.unwrap();
        assert_eq!(refused(wang.closes(c).await), "needs_disposition");
        world.desk().close(&wang.staff().await, c, None, Some(code.id)).await.unwrap();
        assert_eq!(wang.sees(c).await.unwrap().disposition, Some(code.id));
        let last = wang.thread(c).await.unwrap().pop().and_then(|it| it.parts.event);
        assert!(matches!(last, Some(Happening::Closed { disposition: Some(name), .. }) if name == "破损"));
    })
    .await;
}

#[tokio::test]
async fn sensitive_words_are_stopped_warned_of_or_left_to_supervisors() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("顾", Role::Operator).await, world.agent("王").await);
        wang.comes().await;
        let c = world.visitor("林夏").begins("能便宜吗").await;
        wang.accepts(c).await.unwrap();
        sets(world, &boss, "sensitive_word", "禁", &[("words", lines(&["加微信"])), ("act", text("block"))]).await;
        sets(world, &boss, "sensitive_word", "慎", &[("words", lines(&["赔偿"])), ("act", text("warn"))]).await;
        assert_eq!(refused(wang.replies(c, "您加微信吧").await), "sensitive_blocked");
        assert_eq!(refused(wang.replies(c, "可以赔偿").await), "sensitive");
        let meant = desk::ReplyDraft { looked: true, ..wang.draft("可以赔偿").await };
        wang.says(c, &meant).await.unwrap();
        wang.notes(c, "他要加微信").await.unwrap();
        assert_eq!(texts(&wang.thread(c).await.unwrap()), ["能便宜吗", "可以赔偿", "他要加微信"]);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_blocked_is_kept_and_rings_nowhere_until_it_is_over() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("顾", Role::Operator).await, world.agent("王").await);
        wang.comes().await;
        let rider = world.shop().courier("").await.rider("spam");
        sets(world, &boss, "block", "广告号", &[("identity", text("SPAM")), ("reason", text("广告"))]).await;
        rider.writes("广告").await;
        assert!(wang.list("all").await.is_empty());
        let [kept] = wang.list("closed").await[..] else { panic!("kept") };
        let said = wang.thread(kept).await.unwrap().into_iter().find(|it| it.direction == Direction::In).unwrap();
        assert_eq!((said.text.as_str(), said.settled), ("广告", Some(Settled::NoReplyNeeded)));
        let all = world.desk().settings(&boss.staff, "block").await.unwrap();
        world.desk().delete_setting(&boss.staff, "block", all[0].id).await.unwrap();
        rider.writes("我是真的客户").await;
        assert_eq!(wang.list("all").await, [kept]);
    })
    .await;
}

#[tokio::test]
async fn a_brands_own_words_and_times_hold_for_silence() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("顾", Role::Operator).await, world.agent("王").await);
        wang.comes().await;
        sets(world, &boss, "reception", "", &[("remind_after", Held::Number(60)), ("close_after", Held::Number(30))])
            .await;
        sets(world, &boss, "words", "", &[("reminder_zh", text("还需要帮忙吗"))]).await;
        let c = world.visitor("林夏").begins("杯子裂了").await;
        wang.accepts(c).await.unwrap();
        wang.replies(c, "给您换").await.unwrap();
        world.later(Span::seconds(61)).await;
        assert_eq!(texts(&wang.thread(c).await.unwrap()).last(), Some(&"还需要帮忙吗"));
        world.later(Span::seconds(31)).await;
        assert!(!wang.sees(c).await.unwrap().is_open());
    })
    .await;
}

#[tokio::test]
async fn the_brand_says_by_itself_that_it_is_closed_and_goodbye() {
    tell(async |world| {
        let boss = world.shop().hire("顾", Role::Operator).await;
        let words = [
            ("closed_zh", text("我们已下班，明早九点回复您")),
            ("farewell_zh", text("感谢您的咨询")),
            ("greeting_zh", text("欢迎光临")),
        ];
        sets(world, &boss, "words", "", &words).await;
        assert_eq!(world.desk().greeting(&world.shop().page, Locale::Zh).await.unwrap(), "欢迎光临");
        let wang = world.agent("王").await;
        wang.comes().await;
        let li = world.visitor("李");
        let open = li.begins("在吗").await;
        wang.accepts(open).await.unwrap();
        assert_eq!(texts(&li.sees().await), ["在吗"], "it is open: nothing of being closed");
        wang.replies(open, "在的").await.unwrap();
        wang.closes(open).await.unwrap();
        assert_eq!(texts(&li.sees().await), ["在吗", "在的", "感谢您的咨询"]);

        wang.leaves().await;
        sets(world, &boss, "hours", "", &[("week", lines(&["1-7 00:00-00:01"]))]).await;
        let zhao = world.visitor("赵").begins("有人吗").await;
        world.sender("钱").writes("有人吗").await.unwrap();
        world.settle().await;
        let waiting = boss.list("queue").await;
        assert!(waiting.contains(&zhao) && waiting.len() == 2);
        for id in waiting {
            assert_eq!(texts(&boss.thread(id).await.unwrap()), ["有人吗", "我们已下班，明早九点回复您"]);
        }
        assert!(world.provider().has().iter().any(|it| it.contains("我们已下班")), "said by the other channel too");
    })
    .await;
}

#[tokio::test]
async fn what_somebody_keeps_for_themselves_is_theirs_and_nobody_elses() {
    tell(async |world| {
        let (wang, li) = (world.agent("王").await, world.agent("李").await);
        let auditor = world.shop().hire("审", Role::Auditor).await;
        let desk = world.desk();
        let kept = |who: Hand, kind: &'static str, all: Option<Fields>| {
            let desk = desk.clone();
            async move {
                let edit = SettingEdit { fields: all, ..SettingEdit::default() };
                desk.make_setting(&who.staff, kind, None, &edit).await
            }
        };
        let first = kept(wang.clone(), "display", fields(&[("density", text("compact"))])).await.unwrap();
        assert_eq!((first.text("density"), first.text("text")), ("compact", "normal"), "presets stand for the rest");
        kept(li.clone(), "display", fields(&[("text", text("large"))])).await.unwrap();
        let own = desk.settings(&wang.staff, "display").await.unwrap();
        assert_eq!(own.iter().map(|it| (it.id, it.owner)).collect::<Vec<_>>(), [(first.id, Some(wang.staff.agent.id))]);
        let again = kept(wang.clone(), "display", fields(&[("density", text("roomy"))])).await.unwrap();
        assert_eq!((again.id, again.version), (first.id, 2), "of what there is one, the one there is");

        let edit = SettingEdit { fields: fields(&[]), ..SettingEdit::default() };
        assert_eq!(refused(desk.change_setting(&li.staff, "display", first.id, &edit).await), "not_found");
        assert_eq!(refused(desk.delete_setting(&li.staff, "display", first.id).await), "not_found");
        assert!(desk.setting_versions(&li.staff, "display", first.id).await.is_err());
        assert_eq!(refused(kept(auditor.clone(), "display", None).await), "forbidden");

        let spoken = kept(wang.clone(), "notification", fields(&[("message", text("wood"))])).await.unwrap();
        assert_eq!((spoken.text("message"), spoken.text("offer")), ("wood", "chord"));
        for (kind, all) in [
            ("notification", fields(&[("offer", text("siren"))])),
            ("notification", fields(&[("quiet_from", text("25:00"))])),
            ("notification", fields(&[("quiet_until", text("8:00"))])),
            ("notification", fields(&[("volume", Held::Number(101))])),
            ("shortcut", fields(&[("keys", lines(&["close e f"]))])),
            ("display", fields(&[("theme", text("dark"))])),
        ] {
            assert_eq!(refused(kept(wang.clone(), kind, all).await), "invalid", "{kind}");
        }
        let keys = kept(wang.clone(), "shortcut", fields(&[("keys", lines(&["close x", "transfer"]))])).await.unwrap();
        assert_eq!(keys.fields.get("keys"), Some(&lines(&["close x", "transfer"])));
    })
    .await;
}
