//! Quick replies: the company's are the operators', everybody's own are theirs alone.
use model::*;
use testkit::{refused, tell};

#[tokio::test]
async fn everybody_keeps_their_own_and_sees_the_companys() {
    tell(async |world| {
        let shop = world.shop();
        let (wang, zhao) = (world.agent("王").await.staff, world.agent("赵").await.staff);
        let operator = shop.hire("运营", Role::Operator).await.staff;
        let desk = world.desk();
        desk.save_quick_reply(&operator, None, &testkit::quick(desk::QuickReplyScope::Company, "hi", "问候", "您好"))
            .await
            .unwrap();
        let mine = desk
            .save_quick_reply(&wang, None, &testkit::quick(desk::QuickReplyScope::Personal, "bye", "道别", "再见"))
            .await
            .unwrap();
        assert_eq!(desk.quick_replies(&wang).await.unwrap().len(), 2);
        assert_eq!(desk.quick_replies(&zhao).await.unwrap().len(), 1);
        assert_eq!(refused(desk.delete_quick_reply(&zhao, mine.id).await), "not_found");
        let theirs = desk
            .save_quick_reply(&zhao, Some(mine.id), &testkit::quick(desk::QuickReplyScope::Personal, "x", "x", "x"))
            .await;
        assert_eq!(refused(theirs), "not_found");
        desk.save_quick_reply(
            &wang,
            Some(mine.id),
            &testkit::quick(desk::QuickReplyScope::Personal, "bye", "道别", "祝您愉快"),
        )
        .await
        .unwrap();
        desk.delete_quick_reply(&wang, mine.id).await.unwrap();
        assert_eq!(desk.quick_replies(&wang).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_companys_are_the_operators() {
    tell(async |world| {
        let shop = world.shop();
        let (wang, boss) = (world.agent("王").await.staff, world.leader("班长").await.staff);
        let operator = shop.hire("运营", Role::Operator).await.staff;
        let desk = world.desk();
        let company = desk
            .save_quick_reply(&operator, None, &testkit::quick(desk::QuickReplyScope::Company, "hi", "问候", "您好"))
            .await
            .unwrap();
        for who in [&wang, &boss] {
            assert_eq!(
                refused(
                    desk.save_quick_reply(who, None, &testkit::quick(desk::QuickReplyScope::Company, "a", "b", "c"))
                        .await
                ),
                "forbidden"
            );
            assert_eq!(
                refused(
                    desk.save_quick_reply(
                        who,
                        Some(company.id),
                        &testkit::quick(desk::QuickReplyScope::Personal, "a", "b", "c")
                    )
                    .await
                ),
                "forbidden"
            );
            assert_eq!(refused(desk.delete_quick_reply(who, company.id).await), "forbidden");
        }
        desk.delete_quick_reply(&operator, company.id).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_teams_are_its_members_and_what_has_expired_is_offered_to_nobody() {
    tell(async |world| {
        let admin = world.shop().hire("管理员", Role::Administrator).await.staff;
        let (wang, zhao) = (world.agent("王").await.staff, world.agent("赵").await.staff);
        let desk = world.desk();
        let named = desk::SettingEdit { name: Some("晚班".into()), ..Default::default() };
        let team = desk.make_setting(&admin, "team", None, &named).await.unwrap().id;
        let joins = desk::AgentChange { teams: Some(vec![team]), ..Default::default() };
        desk.change_agent(&admin, wang.agent.id, &joins).await.unwrap();
        let edit = testkit::quick(desk::QuickReplyScope::Team(team), "late", "夜间", "夜间由晚班接待");
        desk.save_quick_reply(&admin, None, &edit).await.unwrap();
        let until = world.now() + Span::hours(1);
        let sale = testkit::quick(desk::QuickReplyScope::Company, "sale", "大促", "大促今天截止");
        let sale = desk::QuickReplyEdit { expires_at: Some(until), ..sale };
        desk.save_quick_reply(&admin, None, &sale).await.unwrap();
        let seen = async |who| desk.quick_replies(who).await.unwrap().len();
        assert_eq!((seen(&wang).await, seen(&zhao).await, seen(&admin).await), (2, 1, 2));
        world.later(Span::hours(1)).await;
        assert_eq!((seen(&wang).await, seen(&zhao).await, seen(&admin).await), (1, 0, 2), "who keeps it sees it still");
        let nowhere = testkit::quick(desk::QuickReplyScope::Team(SettingId(team.0)), "x", "x", "x");
        assert_eq!(refused(desk.save_quick_reply(&wang, None, &nowhere).await), "forbidden");
        desk.delete_setting(&admin, "team", team).await.unwrap();
        assert_eq!(refused(desk.save_quick_reply(&admin, None, &nowhere).await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn each_field_says_what_is_wrong_with_it() {
    tell(async |world| {
        let wang = world.agent("王").await.staff;
        let long = "长".repeat(4_001);
        let wrong = world
            .desk()
            .save_quick_reply(
                &wang,
                None,
                &testkit::quick(desk::QuickReplyScope::Personal, " ", &"长".repeat(101), &long),
            )
            .await
            .unwrap_err();
        let desk::Error::Invalid(fields) = wrong else { panic!("{wrong}") };
        assert_eq!(fields.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["shortcut", "title", "text"]);
    })
    .await;
}
