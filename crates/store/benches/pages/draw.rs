//! Draws a company's past: who wrote how much, what is still open. Seeded, so that the same size gives the same past.
//!
//! What a page shows is the same at every size: one agent's hands are full, the queue and the open ones fill more than one
//! page, one small brand has 60 open conversations, one regular customer has 60 closed ones. What lies behind it grows.
use model::{At, Span};

/// Messages a day, at every size: the same company, later.
const A_DAY: i64 = 3_333;
/// Messages of a long thread.
pub const LONG: i64 = 5_000;
/// Conversations in the reader's hands.
const MINE: usize = 40;
/// Those offered to the reader.
const OFFERED: usize = 3;
/// Open conversations of the small brand, and closed ones of the regular customer.
const SIXTY: usize = 60;

/// Where it is; indices of people, never of anything stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stay {
    Mine,
    Offered,
    Queue,
    Colleague(usize),
    Pending,
    Closed,
}

/// One conversation before anybody has an id.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub stay: Stay,
    /// Which of the four brands; the reader does not see the second.
    pub brand: usize,
    /// Which customer; 0 is the regular one.
    pub customer: usize,
    pub opened_at: At,
    /// Between two messages.
    pub step: Span,
    pub messages: i64,
    /// The reader has read it before.
    pub marked: bool,
}

impl Drawn {
    /// When the message with this seq was said.
    pub fn at(&self, seq: i64) -> At {
        At(self.opened_at.0 + self.step.0 * (seq - 1))
    }
}

/// SplitMix64, as everywhere where chance must come out the same again.
pub struct Dice(pub u64);
impl Dice {
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.draw() % n.max(1) as u64) as usize
    }
    /// From 0 up to, not including, 1.
    fn part(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Lengths of all conversations: some of 5,000, one in 64 of 60 to 160, the others 2 and an exponential tail of mean 12.
fn lengths(messages: i64, dice: &mut Dice) -> Vec<i64> {
    let long = (messages / 100_000).max(1);
    let mut all = vec![];
    let mut left = messages - long * LONG;
    while left > 0 {
        let usual = 2 + (-(1.0 - dice.part()).ln() * 12.0) as i64;
        let length = if all.len().is_multiple_of(64) { 60 + dice.below(100) as i64 } else { usual }.min(left);
        all.push(length);
        left -= length;
    }
    // The long ones lie anywhere in the older half: they are closed.
    for _ in 0..long {
        let at = dice.below(all.len() / 2);
        all.insert(at, LONG);
    }
    all
}

/// The past with so many messages (a million are 300 days), in the order of opening; `colleagues` others work beside the reader.
pub fn past(messages: i64, colleagues: usize, now: At) -> Vec<Drawn> {
    let mut dice = Dice(messages.unsigned_abs());
    let lengths = lengths(messages, &mut dice);
    let scale = (messages as f64 / 10_000.0).powf(0.7).max(1.0);
    let of = |least: f64| (least * scale) as usize;
    let (queue, others, pending) = (of(70.0), of(50.0), of(65.0));
    let mut stays = vec![Stay::Closed; lengths.len().saturating_sub(MINE + OFFERED + queue + others + pending)];
    let closed = stays.len();
    let mut open = vec![Stay::Mine; MINE];
    open.extend(vec![Stay::Offered; OFFERED]);
    open.extend(vec![Stay::Queue; queue]);
    open.extend((0..others).map(|n| Stay::Colleague(n % colleagues.max(1))));
    open.extend(vec![Stay::Pending; pending]);
    for last in (1..open.len()).rev() {
        open.swap(last, dice.below(last + 1));
    }
    stays.extend(open);
    let small = ((stays.len() - closed - MINE - OFFERED) / SIXTY).max(1);
    let regular = (closed / SIXTY).max(1);
    let mut customers = 1;
    let mut other_open = 0;
    let each = messages * Span::days(1).0 / A_DAY / lengths.len().max(1) as i64;
    let count = lengths.len();
    (0..count)
        .zip(lengths)
        .zip(stays)
        .map(|((n, messages), stay)| {
            let is_open = stay != Stay::Closed;
            let is_regular = !is_open && n.is_multiple_of(regular) && n / regular < SIXTY;
            let customer = if is_regular {
                0
            } else if !is_open && customers > 1 && dice.below(10) < 3 {
                1 + dice.below(customers - 1)
            } else {
                customers += 1;
                customers - 1
            };
            other_open += usize::from(is_open && !matches!(stay, Stay::Mine | Stay::Offered));
            let is_small = is_open && other_open.is_multiple_of(small) && other_open / small <= SIXTY && other_open > 0;
            let brand = match dice.below(100) {
                _ if matches!(stay, Stay::Mine | Stay::Offered) || is_regular || messages == LONG => 0,
                _ if is_small => 3,
                0..70 => 0,
                70..90 => 1,
                90..98 => 2,
                _ if is_open => 2,
                _ => 3,
            };
            let ago = if is_open { Span::minutes(3 + dice.below(700) as i64).0 } else { (count - n) as i64 * each };
            let spent = if is_open { ago - Span::minutes(3).0 } else { ago.min(Span::hours(6).0) };
            Drawn {
                stay,
                brand,
                customer,
                opened_at: At(now.0 - ago),
                step: Span(spent / messages.max(1)),
                messages,
                marked: matches!(stay, Stay::Mine) || dice.below(10) < 3,
            }
        })
        .collect()
}
