//! Saved views: filters of the inbox by a name, the company's and one's own.
use desk::SettingEdit;
use model::*;
use testkit::{Hand, PIGEON, refused, tell};

fn edit(name: &str, all: &[(&str, Held)]) -> SettingEdit {
    let fields = all.iter().map(|(key, held)| ((*key).to_owned(), held.clone())).collect();
    SettingEdit { name: Some(name.into()), fields: Some(fields), ..SettingEdit::default() }
}
fn text(text: impl ToString) -> Held {
    Held::Text(text.to_string())
}

async fn own(hand: &Hand, name: &str, all: &[(&str, Held)]) -> SettingId {
    hand.world.desk().make_setting(&hand.staff, "my_view", None, &edit(name, all)).await.unwrap().id
}

/// Through all its pages; its count says the same.
async fn shows(hand: &Hand, view: SettingId) -> Vec<ConversationId> {
    let (desk, who) = (hand.world.desk(), hand.staff().await);
    let (mut all, mut after) = (vec![], None);
    loop {
        let (rows, next) = desk.inbox_of(&who, view, after.as_deref(), 2).await.unwrap();
        all.extend(rows.into_iter().map(|it| it.conversation.id));
        after = next;
        if after.is_none() {
            break;
        }
    }
    let listed = desk.saved_views(&who).await.unwrap();
    let counted = listed.iter().find(|it| it.setting.id == view).expect("it is listed").count;
    assert_eq!(counted, Some(all.len() as i64));
    all
}

#[tokio::test]
async fn each_field_narrows_and_the_order_is_that_of_the_list() {
    tell(async |world| {
        let (wang, shop) = (world.agent("王").await, world.shop());
        let other = shop.another_brand("木作").await;
        let wang = Hand { staff: wang.staff().await, ..wang };
        wang.comes().await;
        let mut all = vec![];
        for from in [&shop, &shop, &other, &shop, &shop] {
            all.push(from.visitor("客").begins("在吗").await);
            world.clock().pass(Span::minutes(1));
        }
        world.sender("远").writes("在吗").await.unwrap();
        let by_letter = *wang.list("all").await.last().unwrap();
        wang.accepts(all[0]).await.unwrap();
        wang.replies(all[0], "在").await.unwrap();
        world.desk().tag(&wang.staff, all[1], vec!["急\"\\%_".into()]).await.unwrap();
        world.desk().tag(&wang.staff, all[3], vec!["急".into()]).await.unwrap();
        let every = own(&wang, "全部", &[]).await;
        assert_eq!(shows(&wang, every).await, wang.list("all").await);
        assert_eq!(shows(&wang, own(&wang, "品牌", &[("brand", text(other.brand))]).await).await, [all[2]]);
        assert_eq!(shows(&wang, own(&wang, "信", &[("channel", text(PIGEON))]).await).await, [by_letter]);
        assert_eq!(shows(&wang, own(&wang, "我的", &[("owner", text("me"))]).await).await, [all[0]]);
        assert_eq!(shows(&wang, own(&wang, "他的", &[("owner", text(wang.id))]).await).await, [all[0]]);
        let nobody = own(&wang, "没有人", &[("owner", text("none"))]).await;
        assert_eq!(shows(&wang, nobody).await, [all[1], all[2], all[3], all[4], by_letter]);
        assert_eq!(shows(&wang, own(&wang, "急", &[("tag", text("急\"\\%_"))]).await).await, [all[1]]);
        let long = own(&wang, "久等", &[("waiting_minutes", Held::Number(3))]).await;
        assert_eq!(shows(&wang, long).await, [all[1]]);
        assert_eq!(shows(&wang, own(&wang, "在等", &[("unanswered", Held::Flag(true))]).await).await.len(), 5);
        assert_eq!(shows(&wang, own(&wang, "在手", &[("place", text("agent"))]).await).await, [all[0]]);
        let both = own(&wang, "队", &[("place", text("queue")), ("tag", text("急"))]).await;
        assert_eq!(shows(&wang, both).await, [all[3]]);
    })
    .await;
}

#[tokio::test]
async fn ones_own_are_ones_own_and_operators_keep_the_companys() {
    tell(async |world| {
        let (wang, zhao, shop) = (world.agent("王").await, world.agent("赵").await, world.shop());
        let (boss, desk) = (shop.hire("顾", Role::Operator).await, world.desk());
        let mine = own(&wang, "我的", &[]).await;
        assert_eq!(refused(desk.inbox_of(&zhao.staff, mine, None, 10).await), "not_found");
        assert!(desk.saved_views(&zhao.staff).await.unwrap().is_empty());
        assert_eq!(refused(desk.make_setting(&wang.staff, "view", None, &edit("大家的", &[])).await), "forbidden");
        let shared = desk.make_setting(&boss.staff, "view", None, &edit("大家的", &[])).await.unwrap();
        let names = async |hand: &Hand| {
            let all = desk.saved_views(&hand.staff).await.unwrap();
            all.into_iter().map(|it| (it.setting.name, it.shared)).collect::<Vec<_>>()
        };
        assert_eq!(names(&wang).await, [("大家的".to_owned(), true), ("我的".to_owned(), false)]);
        assert_eq!(names(&zhao).await, [("大家的".to_owned(), true)]);
        desk.delete_setting(&boss.staff, "view", shared.id).await.unwrap();
        assert_eq!(refused(desk.inbox_of(&zhao.staff, shared.id, None, 10).await), "not_found");
        desk.restore_setting(&boss.staff, "view", shared.id, 1, None).await.unwrap();
        assert_eq!(names(&zhao).await, [("大家的".to_owned(), true)]);
        let stranger = world.another_shop("别家").await.hire("外人", Role::Administrator).await;
        assert_eq!(refused(desk.inbox_of(&stranger.staff, shared.id, None, 10).await), "not_found");
        for wrong in [
            ("brand", text("x")),
            ("owner", text("everybody")),
            ("waiting_minutes", Held::Number(0)),
            ("place", text("closed")),
        ] {
            let made = desk.make_setting(&wang.staff, "my_view", None, &edit("错", std::slice::from_ref(&wrong))).await;
            assert_eq!(refused(made), "invalid", "{wrong:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn only_the_first_of_many_are_counted_and_there_is_an_end_to_them() {
    tell(async |world| {
        let (wang, desk) = (world.agent("王").await, world.desk());
        world.visitor("李").begins("在吗").await;
        for n in 0..100 {
            own(&wang, &format!("视图 {n}"), &[]).await;
        }
        let more = desk.make_setting(&wang.staff, "my_view", None, &edit("再一个", &[])).await;
        assert_eq!(refused(more), "invalid");
        let counts: Vec<_> = desk.saved_views(&wang.staff).await.unwrap().iter().map(|it| it.count).collect();
        assert_eq!((counts[0], counts[19], counts[20], counts.len()), (Some(1), Some(1), None, 100));
    })
    .await;
}
