//! The page of a customer: what happened with them across the brands that the reader sees, page by page; and their files.
use desk::read::{Edit, Entry, Told};
use desk::{AgentChange, ReplyDraft};
use model::*;
use serde_json::json;
use testkit::{Hand, World, refused, tell};

const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

fn kinds(all: &[Entry]) -> Vec<&'static str> {
    let kind = |it: &Entry| match it.what {
        Told::Talk { .. } => "conversation",
        Told::Merge { .. } => "merge",
        Told::Split { .. } => "split",
        Told::Invite { .. } => "invite",
        Told::Edit { .. } => "edit",
    };
    all.iter().map(kind).collect()
}

/// Somebody who sees the first brand only.
async fn of_one_brand(world: &World, name: &str) -> Hand {
    let admin = world.shop().hire(&format!("管{name}"), Role::Administrator).await;
    let hand = world.agent(name).await;
    let change = AgentChange { brands: Some(vec![world.shop().brand]), ..AgentChange::default() };
    world.desk().change_agent(&admin.staff, hand.id, &change).await.expect("changed");
    let staff = world.desk().again(&hand.staff).await.expect("of the staff");
    Hand { staff, ..hand }
}

async fn tells(world: &World, who: &Hand, id: CustomerId, kinds: &[&str]) -> Vec<Entry> {
    world.desk().timeline(&who.staff().await, id, kinds, None, 100).await.expect("a timeline")
}

#[tokio::test]
async fn a_timeline_tells_of_the_brands_that_its_reader_sees_and_of_no_others() {
    tell(async |world| {
        let other = world.shop().another_brand("售后").await;
        let (wang, admin) = (world.agent("王").await, world.shop().hire("管", Role::Administrator).await);
        wang.comes().await;
        let c = world.visitor("李").signs_in_as("42").begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        wang.notes(c, "老客户").await.unwrap();
        wang.replies(c, "给您换").await.unwrap();
        world.desk().tag(&wang.staff, c, vec!["换货".into()]).await.unwrap();
        world.clock().pass(Span::minutes(1));
        let d = other.visitor("李").signs_in_as("42").begins("寄哪里").await;
        wang.accepts(d).await.unwrap();
        world.desk().tag(&wang.staff, d, vec!["秘密".into()]).await.unwrap();
        let customer = wang.sees(c).await.unwrap().customer;
        assert_eq!(wang.sees(d).await.unwrap().customer, customer, "one person in two brands");
        world.clock().pass(Span::minutes(1));
        let edit = Edit { remark: Some("<img src=x onerror=alert(1)>".into()), ..Edit::default() };
        world.desk().edit_person(&wang.staff, customer, edit).await.unwrap();

        let all = tells(world, &admin, customer, &[]).await;
        assert_eq!(kinds(&all), ["edit", "conversation", "conversation"], "latest first");
        assert_eq!(kinds(&tells(world, &wang, customer, &[]).await), ["conversation", "conversation"], "no audit");
        let Told::Talk { talk, agent, .. } = &all[2].what else { panic!("a conversation") };
        assert_eq!((talk.id, talk.notes, agent.as_deref()), (c, 1, Some("王")));
        assert_eq!(talk.tags, ["换货"]);
        let Told::Edit { row, by } = &all[0].what else { panic!("an edit") };
        assert_eq!((row.detail.as_str(), by.as_deref()), ("remark", Some("王")));

        let zhao = of_one_brand(world, "赵").await;
        let seen = tells(world, &zhao, customer, &[]).await;
        assert!(matches!(&seen[..], [Entry { what: Told::Talk { talk, .. }, .. }] if talk.id == c));
        let person = world.desk().person(&zhao.staff, customer).await.unwrap();
        assert_eq!((person.conversations, person.tags), (1, vec!["换货".to_owned()]), "not even counted");
        assert_eq!(world.desk().person(&wang.staff, customer).await.unwrap().conversations, 2);
        let foreign = world.another_shop("别家").await.hire("外人", Role::Administrator).await;
        let desk = world.desk();
        assert_eq!(refused(desk.timeline(&foreign.staff, customer, &[], None, 10).await), "not_found");
        assert_eq!(refused(desk.timeline(&wang.staff, customer, &["order by"], None, 10).await), "invalid");
    })
    .await;
}

#[tokio::test]
async fn merges_and_splits_are_told_to_both_and_invitations_where_they_belong() {
    tell(async |world| {
        let (wang, lead) = (world.agent("王").await, world.leader("班").await);
        wang.comes().await;
        let courier = world.shop().courier("").await;
        let c = world.visitor("李").begins("灯不亮了").await;
        wang.accepts(c).await.unwrap();
        world.clock().pass(Span::seconds(5));
        let d = world.visitor("张").begins("在吗").await;
        let (li, zhang) = (wang.sees(c).await.unwrap().customer, wang.sees(d).await.unwrap().customer);
        world.clock().pass(Span::seconds(5));
        world.desk().invite(&wang.staff, c, courier.account.id, "https://x.example").await.unwrap();
        world.clock().pass(Span::seconds(5));
        let merge = world.desk().merge(&lead.staff, li, zhang).await.unwrap();
        assert_eq!(kinds(&tells(world, &wang, li, &[]).await), ["merge", "invite", "conversation", "conversation"]);
        world.clock().pass(Span::seconds(5));
        world.desk().undo_merge(&lead.staff, merge.id).await.unwrap();
        assert_eq!(kinds(&tells(world, &wang, li, &["merge", "split"]).await), ["split", "merge"]);
        assert_eq!(kinds(&tells(world, &wang, zhang, &["merge", "split"]).await), ["split", "merge"]);
        assert_eq!(kinds(&tells(world, &wang, zhang, &["invite"]).await), Vec::<&str>::new());
        assert_eq!(kinds(&tells(world, &wang, li, &["invite"]).await), ["invite"]);
    })
    .await;
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_repetition() {
    tell(async |world| {
        let wang = world.agent("王").await;
        wang.comes().await;
        let li = world.visitor("李");
        let mut all = vec![];
        for n in 0..7 {
            let c = li.begins(&format!("第 {n} 次")).await;
            wang.accepts(c).await.unwrap();
            wang.closes_because(c, "测试").await.unwrap();
            all.push(c.0);
            world.clock().pass(Span::days(2));
        }
        let customer = wang.sees(ConversationId(all[0])).await.unwrap().customer;
        let (mut seen, mut after) = (vec![], None);
        loop {
            let page = world.desk().timeline(&wang.staff, customer, &["conversation"], after, 3).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some((last.at, last.id));
            seen.extend(page.iter().map(|it| it.id));
        }
        all.reverse();
        assert_eq!(seen, all);
        // Everybody, latest first, page by page.
        for name in ["赵", "钱", "孙"] {
            world.clock().pass(Span::seconds(1));
            world.visitor(name).signs_in_as(name).begins("在吗").await;
        }
        let first = world.desk().people_list(&wang.staff, None, 2).await.unwrap();
        let names = |people: &[desk::read::Person]| -> Vec<_> {
            people.iter().map(|it| it.customer.name.clone().unwrap_or_default()).collect()
        };
        assert_eq!(names(&first), ["孙", "钱"]);
        let last = &first[1].customer;
        let rest = world.desk().people_list(&wang.staff, Some((last.created_at, last.id.0)), 9).await.unwrap();
        assert_eq!(rest.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_gallery_has_the_files_of_what_its_reader_sees_by_kind_and_page() {
    tell(async |world| {
        let other = world.shop().another_brand("售后").await;
        let wang = world.agent("王").await;
        wang.comes().await;
        let li = world.visitor("李");
        li.signs_in_as("42");
        let c = li.begins(r#"没有图 "attachments":[{ "type":"image/png""#).await;
        wang.accepts(c).await.unwrap();
        for (n, name) in ["a.png", "b.txt", "c\"type\":\"image/x.txt"].iter().enumerate() {
            world.clock().pass(Span::seconds(1));
            let bytes = if n == 0 { PIXEL } else { "一行字".as_bytes() };
            let file = wang.uploads(name, bytes).await.unwrap();
            let draft = wang.draft("").await;
            wang.says(c, &ReplyDraft { attachments: vec![file.id], ..draft }).await.unwrap();
        }
        world.clock().pass(Span::seconds(1));
        let there = other.visitor("李");
        there.signs_in_as("42");
        let file = there.uploads("d.png", PIXEL).await.unwrap();
        let frame = json!({ "t": "send", "client_id": "d", "text": "", "attachments": [file.id.to_string()] });
        let d = there.sends(&frame).await.unwrap().conversation.unwrap();
        let customer = wang.sees(c).await.unwrap().customer;
        assert_eq!(wang.sees(d).await.unwrap().customer, customer);

        let desk = world.desk();
        let found = async |who: &Hand, kind: Option<&str>| -> Vec<String> {
            let page = desk.files_of_customer(&who.staff, customer, kind, None, 50).await.unwrap();
            assert_eq!(page.next, None);
            page.files.into_iter().map(|it| it.file.name).collect()
        };
        let wang = Hand { staff: wang.staff().await, ..wang };
        assert_eq!(found(&wang, Some("image")).await, ["d.png", "a.png"]);
        assert_eq!(found(&wang, None).await.len(), 4);
        let zhao = of_one_brand(world, "赵").await;
        assert_eq!(found(&zhao, Some("image")).await, ["a.png"], "of the brand they see");
        assert_eq!(refused(desk.files_of_conversation(&zhao.staff, d, None, None, 9).await), "not_found");
        assert_eq!(refused(desk.files_of_conversation(&wang.staff, c, Some("script"), None, 9).await), "invalid");

        let (mut names, mut after) = (vec![], None);
        loop {
            let page = desk.files_of_conversation(&wang.staff, c, None, after, 1).await.unwrap();
            names.extend(page.files.into_iter().map(|it| it.file.name));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(names.len(), 3, "{names:?}");
        assert_eq!(names.last().map(String::as_str), Some("a.png"));
    })
    .await;
}
