//! Why agents pause: kept as it was named, and asked for where the house wants to know.
use desk::SettingEdit;
use model::*;
use testkit::{Hand, World, refused, tell};

async fn sets(world: &World, boss: &Hand, kind: &str, name: Option<&str>, required: Option<bool>) -> Setting {
    let fields = required.map(|on| Fields::from([("reason_required".to_owned(), Held::Flag(on))]));
    let edit = SettingEdit { name: name.map(str::to_owned), fields, ..SettingEdit::default() };
    world.desk().make_setting(&boss.staff, kind, None, &edit).await.expect("set")
}

#[tokio::test]
async fn a_break_without_a_reason_is_refused_where_one_is_required() {
    tell(async |world| {
        let (boss, wang) = (world.shop().hire("顾", Role::Operator).await, world.agent("王").await);
        let desk = world.desk();
        let pauses = async |reason: Option<&str>| {
            let reason = reason.map(str::to_owned);
            desk.set_presence(&wang.staff, Presence::Break, reason).await.map(|it| it.presence_reason)
        };
        assert_eq!(pauses(None).await.unwrap(), None, "nobody asked");
        sets(world, &boss, "break_rule", None, Some(true)).await;
        assert_eq!(refused(pauses(None).await), "invalid");
        assert_eq!(refused(pauses(Some("  ")).await), "invalid");
        assert_eq!(pauses(Some("接孩子")).await.unwrap().as_deref(), Some("接孩子"), "none is listed: any will do");

        let long = "参加季度供应商质量复盘会议".repeat(7);
        sets(world, &boss, "break_reason", Some(&long), None).await;
        assert_eq!(refused(pauses(Some("接孩子")).await), "invalid", "not one that is listed");
        assert_eq!(pauses(Some(&long)).await.unwrap(), Some(long.clone()), "whole");
        assert_eq!(long.chars().count(), 91);
        assert_eq!(refused(pauses(Some(&"长".repeat(101))).await), "invalid");
        for presence in [Presence::Ready, Presence::Offline] {
            desk.set_presence(&wang.staff, presence, None).await.expect("only a break has a reason");
        }
        sets(world, &boss, "break_rule", None, Some(false)).await;
        assert_eq!(pauses(None).await.unwrap(), None, "no more");
    })
    .await;
}
