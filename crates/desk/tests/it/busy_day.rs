//! A busy day: customers, agents and the workers all at once, each throwing their own dice. Whatever was refused was
//! refused for a reason, and afterwards everything adds up.
use model::port::Chance as _;
use model::*;
use testkit::{Hand, Seeded, Visitor, World, tell_on_sqlite};
use tokio::task::JoinSet;

/// Dice of one person.
struct Dice(Seeded);
impl Dice {
    fn throw(&self, sides: u8) -> u8 {
        self.0.secret()[0] % sides
    }
}

/// What somebody may be told instead of yes. Anything else, first of all a fault of ours, fails the story.
const REASONS: &[&str] =
    &["taken", "at_capacity", "not_owner", "not_open", "not_there", "unanswered", "newer_message", "conflict"];

fn fine<T>(done: desk::Result<T>) {
    if let Err(why) = done {
        assert!(REASONS.contains(&why.code()), "{}: {why}", why.code());
    }
}

async fn writes(visitor: Visitor, dice: Dice) -> i64 {
    let mut said = 0;
    for _ in 0..25 {
        match dice.throw(8) {
            0 => fine(visitor.asks_for_a_person().await),
            1 => {
                visitor.writes("谢谢").await.unwrap();
                said += 1;
            }
            _ => {
                visitor.writes("在吗").await.unwrap();
                said += 1;
            }
        }
    }
    said
}

/// Mostly takes what waits and answers what is theirs; now and then meddles with anything in sight.
async fn works(hand: Hand, others: Vec<Hand>, dice: Dice) {
    hand.comes().await;
    for _ in 0..50 {
        let view = ["mine", "mine", "mine", "queue", "queue", "all", "pending", "closed"][usize::from(dice.throw(8))];
        let list = hand.list(view).await;
        let Some(c) = list.get(usize::from(dice.throw(8)) % list.len().max(1)).copied() else { continue };
        let other = &others[usize::from(dice.throw(4)) % others.len()];
        match (view, dice.throw(12)) {
            ("queue", 0..10) | (_, 0) => fine(hand.accepts(c).await),
            (_, 1..6) => fine(hand.replies(c, "在").await),
            (_, 6) => fine(hand.closes(c).await),
            (_, 7) => fine(hand.closes_because(c, "广告").await),
            (_, 8) => fine(hand.hands_to(c, other).await),
            (_, 9) => fine(hand.pends(c, Span::minutes(i64::from(dice.throw(20)) + 1)).await),
            (_, 10) => fine(hand.reopens(c).await),
            _ => {
                fine(hand.declines(c).await);
                hand.leaves().await;
                hand.comes().await;
            }
        }
    }
}

async fn turns(world: World) {
    for _ in 0..20 {
        world.later(Span::seconds(37)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_busy_day_adds_up() {
    tell_on_sqlite(async |world| {
        let mut hands = vec![];
        for n in 0..4 {
            let role = if n == 0 { Role::Supervisor } else { Role::Agent };
            hands.push(world.shop().hire_for(&format!("坐席{n}"), role, 300).await);
        }
        let mut people = JoinSet::new();
        for n in 0..8 {
            let visitor = world.visitor("客");
            visitor.begins("有人吗").await;
            people.spawn(writes(visitor, Dice(Seeded::new(100 + n))));
        }
        let mut staff = JoinSet::new();
        for (n, hand) in (0..).zip(&hands) {
            staff.spawn(works(hand.clone(), hands.clone(), Dice(Seeded::new(n))));
        }
        staff.spawn(turns(world.clone()));
        let said: i64 = 8 + people.join_all().await.into_iter().sum::<i64>();
        staff.join_all().await;
        world.settle().await;
        let (mut kept, mut answers) = (0, 0);
        for c in [hands[0].list("all").await, hands[0].list("closed").await].concat() {
            kept += hands[0].sees(c).await.unwrap().in_count;
            let thread = hands[0].thread(c).await.unwrap();
            answers += thread.iter().filter(|it| it.direction == Direction::Out).count();
        }
        assert_eq!(kept, said, "every word is there once");
        assert!(answers > 0, "nobody did anything");
    })
    .await;
}
