//! Ten agents at once over a hundred conversations: one owner each, nobody over their limit, everybody told.
use model::*;
use std::collections::BTreeMap;
use testkit::{Hand, World, tell_on_sqlite};
use tokio::task::JoinSet;

async fn crowd(world: &World) -> Vec<ConversationId> {
    let mut crowd = JoinSet::new();
    for _ in 0..100 {
        let visitor = world.visitor("客");
        crowd.spawn(async move { visitor.begins("在吗").await });
    }
    let mut all = crowd.join_all().await;
    all.sort();
    all.dedup();
    all
}

/// Grabs everything in sight, beginning somewhere else than the others; says what was taken and how often told why not.
async fn grabs(hand: Hand, mut line: Vec<ConversationId>, from: usize) -> (Vec<ConversationId>, usize) {
    let (mut mine, mut told) = (vec![], 0);
    line.rotate_left(from);
    for c in line {
        match hand.accepts(c).await {
            Ok(()) => mine.push(c),
            Err(why) => {
                assert!(["taken", "at_capacity"].contains(&why.code()), "{why}");
                told += 1;
            }
        }
    }
    (mine, told)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_agents_race_for_a_hundred_conversations() {
    tell_on_sqlite(async |world| {
        let line = crowd(world).await;
        assert_eq!(line.len(), 100, "everybody has a conversation of their own");
        let mut race = JoinSet::new();
        for n in 0..10 {
            let hand = world.shop().hire_for(&format!("坐席{n}"), Role::Agent, 900).await;
            hand.comes().await;
            race.spawn(grabs(hand.clone(), line.clone(), n * 3));
        }
        let results = race.join_all().await;
        let mut owners: BTreeMap<ConversationId, usize> = BTreeMap::new();
        for (mine, told) in &results {
            assert!(mine.len() <= 9, "over the limit: {}", mine.len());
            assert_eq!(mine.len() + told, 100, "everybody was told how it ended");
            mine.iter().for_each(|c| *owners.entry(*c).or_default() += 1);
        }
        assert!(owners.values().all(|count| *count == 1), "two were told that it is theirs");
        assert_eq!(owners.len(), 90, "as many as there was room for");
    })
    .await;
}

/// The same with the router among them: offers, accepts, pulls and time-outs at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_router_races_with_hands() {
    tell_on_sqlite(async |world| {
        let line = crowd(world).await;
        let mut race = JoinSet::new();
        for n in 0..5 {
            let hand = world.shop().hire_for(&format!("坐席{n}"), Role::Agent, 2_000).await;
            hand.comes().await;
            race.spawn(grabs(hand, line.clone(), n * 20));
        }
        let router = world.clone();
        let mut turning = JoinSet::new();
        turning.spawn(async move {
            for _ in 0..5 {
                router.later(Span::seconds(21)).await;
            }
        });
        let taken: usize = race.join_all().await.iter().map(|(mine, _)| mine.len()).sum();
        turning.join_all().await;
        let boss = world.leader("班长").await;
        let owned = boss.list("all").await.len() - boss.list("queue").await.len();
        assert_eq!(owned, taken, "each taken by one, the others still wait");
    })
    .await;
}
