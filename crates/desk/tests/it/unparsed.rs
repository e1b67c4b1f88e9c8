//! What no channel understood is a visible item: whoever leads sees it, takes its bytes, has it read again, or dismisses it.
use model::port::Raw;
use model::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Hand, Sender, World, refused, tell, texts};

fn dance(of: &Sender, id: &str) -> Value {
    json!({ "type": "dance", "id": id, "from": of.name, "name": of.name })
}

async fn list(hand: &Hand) -> Vec<Unparsed> {
    hand.world.desk().unparsed(&hand.staff, None, 100).await.unwrap()
}

/// From now on the channel knows what a dance means.
async fn learns(world: &World, boss: &Hand, meaning: &str) {
    let settings = BTreeMap::from([("dance".to_owned(), meaning.to_owned())]);
    let change = desk::AccountChange { settings: Some(settings), ..Default::default() };
    world.desk().change_account(&boss.staff, world.shop().loft.id, change).await.unwrap();
}

async fn said(hand: &Hand) -> Vec<String> {
    let mut said = vec![];
    for c in hand.list("all").await {
        let thread = hand.thread(c).await.unwrap();
        said.extend(texts(&thread).into_iter().map(str::to_owned));
    }
    said
}

#[tokio::test]
async fn what_cannot_be_understood_is_kept_raw_and_listed() {
    tell(async |world| {
        let (boss, hua) = (world.leader("班长").await, world.sender("花"));
        for body in [b"\xff\x00 not JSON".as_slice(), b"{}", b"\xff\x00 not JSON"] {
            hua.posts_raw(body, "ring").await.unwrap();
            world.clock().pass(Span::seconds(1));
        }
        let all = list(&boss).await;
        let [second, first] = &all[..] else { panic!("the same bytes once: {all:?}") };
        assert_eq!((first.size, second.size), (11, 2));
        assert_eq!((first.reason.as_str(), first.channel.as_str()), ("no events", testkit::PIGEON));
        assert_eq!((first.account, first.tried_at), (world.shop().loft.id, None));
        assert_eq!(world.desk().unparsed_raw(&boss.staff, first.id).await.unwrap(), b"\xff\x00 not JSON");
        assert!(!format!("{all:?}").contains("ring"), "no secret of the head is kept");
        let heard = world.desk().hear(world.shop().tenant, 0, 100).await.unwrap();
        assert_eq!(heard.iter().filter(|it| it.event.kind == EventKind::InboundUnparsed).count(), 2);
    })
    .await;
}

#[tokio::test]
async fn calls_that_differ_in_more_than_their_body_are_different() {
    tell(async |world| {
        let (boss, hua) = (world.leader("班长").await, world.sender("花"));
        let call = |method: &str, query: &str, kind: &str| {
            let headers = [("x-mark", "ring"), ("content-type", kind)];
            let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
            Raw { method: method.into(), query: query.into(), headers, ..Raw::default() }
        };
        let calls =
            [("GET", "", ""), ("GET", "echo=1", ""), ("GET", "echo=2", ""), ("POST", "", ""), ("POST", "", "a/b")];
        for (method, query, kind) in [calls, calls].concat() {
            hua.calls(call(method, query, kind)).await.unwrap();
        }
        assert_eq!(list(&boss).await.len(), calls.len(), "each once");
    })
    .await;
}

#[tokio::test]
async fn what_was_dismissed_or_understood_is_shown_again_when_it_comes_again() {
    tell(async |world| {
        let boss = world.shop().hire("顾", Role::Administrator).await;
        let hua = world.sender("花");
        let posts = async || {
            world.clock().pass(Span::seconds(1));
            hua.posts(&json!({ "events": [dance(&hua, "d1")] })).await.unwrap();
            list(&boss).await.iter().map(|it| (it.id, it.received_at)).collect::<Vec<_>>()
        };
        let first = posts().await;
        let id = first[0].0;
        assert_eq!(posts().await, first, "it is shown");
        world.desk().dismiss_unparsed(&boss.staff, id).await.unwrap();
        assert_eq!(posts().await, [(id, world.now())]);
        learns(world, &boss, "想退货").await;
        world.desk().parse_again(&boss.staff, id).await.unwrap();
        world.settle().await;
        assert_eq!(list(&boss).await, []);
        learns(world, &boss, "").await;
        assert_eq!(posts().await, [(id, world.now())]);
    })
    .await;
}

#[tokio::test]
async fn read_again_by_hand_it_waits_for_no_next_attempt() {
    tell(async |world| {
        let (boss, hua) = (world.leader("班长").await, world.sender("花"));
        hua.posts_raw(b"{}", "ring").await.unwrap();
        let id = list(&boss).await[0].id;
        world.desk().parse_again(&boss.staff, id).await.unwrap();
        let mut tx = world.db().write().await.unwrap();
        let job =
            store::job::of(&mut tx, world.shop().tenant, "inbound.reparse", &id.to_string()).await.unwrap().unwrap();
        let job = store::job::lease(&mut tx, job, world.now() + Span::minutes(1)).await.unwrap();
        store::job::retry(&mut tx, &job, world.now() + Span::hours(1), "the disk was full").await.unwrap();
        tx.commit().await.unwrap();

        world.settle().await;
        assert_eq!(list(&boss).await[0].tried_at, None, "it waits an hour");
        world.desk().parse_again(&boss.staff, id).await.unwrap();
        world.settle().await;
        assert_eq!((list(&boss).await[0].tried_at, world.count("jobs").await), (Some(world.now()), 0));
    })
    .await;
}

#[tokio::test]
async fn a_large_body_is_given_back_byte_for_byte() {
    tell(async |world| {
        let (boss, hua) = (world.leader("班长").await, world.sender("花"));
        let body = vec![b'x'; (64 << 10) + 1];
        hua.posts_raw(&body, "ring").await.unwrap();
        let it = list(&boss).await.remove(0);
        assert_eq!(world.desk().unparsed_raw(&boss.staff, it.id).await.unwrap(), body);
    })
    .await;
}

#[tokio::test]
async fn read_again_by_a_channel_that_has_learnt_it_says_what_was_missing_and_nothing_twice() {
    tell(async |world| {
        let boss = world.shop().hire("顾", Role::Administrator).await;
        let hua = world.sender("花");
        hua.posts(&json!({ "events": [hua.letter("a1", "到货了吗"), dance(&hua, "d1")] })).await.unwrap();
        let it = list(&boss).await.remove(0);
        assert_eq!((it.reason.as_str(), said(&boss).await), ("1 events are unknown", vec!["到货了吗".to_owned()]));

        world.settle().await; // whoever is new was asked for
        world.clock().pass(Span::minutes(1));
        for _ in 0..2 {
            world.desk().parse_again(&boss.staff, it.id).await.unwrap();
        }
        assert_eq!(world.count("jobs").await, 1, "asked twice, done once");
        world.settle().await;
        let [still] = &list(&boss).await[..] else { panic!("it is not understood yet") };
        assert_eq!((still.id, still.tried_at), (it.id, Some(world.now())));

        learns(world, &boss, "想退货").await;
        world.desk().parse_again(&boss.staff, it.id).await.unwrap();
        world.settle().await;
        assert_eq!(list(&boss).await, []);
        assert_eq!(said(&boss).await, ["到货了吗", "想退货"]);
        assert_eq!((world.count("inbound_unparsed").await, world.count("jobs").await), (0, 0));
        assert_eq!(refused(world.desk().parse_again(&boss.staff, it.id).await), "not_found");
    })
    .await;
}

#[tokio::test]
async fn dismissed_it_leaves_the_list_and_a_line_in_the_audit() {
    tell(async |world| {
        let (boss, hua) = (world.leader("班长").await, world.sender("花"));
        hua.posts_raw(b"{}", "ring").await.unwrap();
        let it = list(&boss).await.remove(0);
        world.desk().parse_again(&boss.staff, it.id).await.unwrap();
        world.desk().dismiss_unparsed(&boss.staff, it.id).await.unwrap();
        assert_eq!(refused(world.desk().dismiss_unparsed(&boss.staff, it.id).await), "not_found");
        world.settle().await;
        assert_eq!((list(&boss).await, world.count("jobs").await), (vec![], 0));
        let mut tx = world.db().read().await.unwrap();
        let audit =
            store::sql!("SELECT actor FROM audit WHERE tenant = $1 AND action = 'unparsed.dismissed' AND subject = $2");
        let by: Vec<Uuid> = tx.all(audit.with([&it.tenant, &it.id.to_string()])).await.unwrap();
        assert_eq!(by, [boss.id.0]);
    })
    .await;
}

#[tokio::test]
async fn only_who_leads_in_its_brand_sees_it() {
    tell(async |world| {
        let (boss, wang) = (world.leader("班长").await, world.agent("王").await);
        let rival = world.another_shop("别家").await.hire("外人", Role::Administrator).await;
        let blind = world.leader("别组").await;
        blind.may_not_see(world.shop().brand).await;
        world.sender("花").posts_raw(b"{}", "ring").await.unwrap();
        let id = list(&boss).await[0].id;
        let desk = world.desk();
        for (who, code) in [(&wang, "forbidden"), (&rival, "not_found"), (&blind, "not_found")] {
            let who = who.world.desk().again(&who.staff).await.unwrap();
            match code {
                "forbidden" => assert_eq!(refused(desk.unparsed(&who, None, 10).await), code),
                _ => assert_eq!(desk.unparsed(&who, None, 10).await.unwrap(), []),
            }
            assert_eq!(refused(desk.unparsed_raw(&who, id).await), code);
            assert_eq!(refused(desk.parse_again(&who, id).await), code);
            assert_eq!(refused(desk.dismiss_unparsed(&who, id).await), code);
        }
        assert_eq!((list(&boss).await.len(), world.count("jobs").await), (1, 0));
    })
    .await;
}
