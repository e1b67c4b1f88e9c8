//! The steps of a random day.
use proptest::prelude::*;

/// Something that happens. Conversations and agents are named by their place in the day's lists.
#[derive(Clone, Debug)]
pub enum Step {
    Writes {
        on: usize,
        text: &'static str,
    },
    AsksForAPerson {
        on: usize,
    },
    JoinsByAnotherLeg {
        on: usize,
        weight: i64,
    },
    Offer {
        on: usize,
        to: usize,
    },
    Accept {
        on: usize,
        by: usize,
    },
    Decline {
        on: usize,
        by: usize,
    },
    Reply {
        on: usize,
        by: usize,
    },
    Note {
        on: usize,
        by: usize,
    },
    Settle {
        on: usize,
        by: usize,
    },
    Close {
        on: usize,
        by: usize,
        reason: bool,
    },
    Reopen {
        on: usize,
        by: usize,
    },
    Pend {
        on: usize,
        by: usize,
        minutes: i64,
    },
    Resume {
        on: usize,
        by: usize,
    },
    HandTo {
        on: usize,
        by: usize,
        to: usize,
    },
    HandToQueue {
        on: usize,
        by: usize,
    },
    Comes {
        who: usize,
    },
    Rests {
        who: usize,
    },
    Leaves {
        who: usize,
    },
    /// Time passes and every deadline that falls in it is met.
    Later {
        seconds: i64,
    },
}

/// Conversations of a day.
pub const TALKS: usize = 3;
/// People of a day; the last one leads.
pub const PEOPLE: usize = 3;

pub fn step() -> impl Strategy<Value = Step> {
    use Step::*;
    let on = 0..TALKS;
    let who = 0..PEOPLE;
    let pair = (on.clone(), who.clone());
    prop_oneof![
        6 => (on.clone(), prop::sample::select(vec!["在吗", "谢谢", "还没收到货"])).prop_map(|(on, text)| Writes { on, text }),
        1 => on.clone().prop_map(|on| AsksForAPerson { on }),
        1 => (on.clone(), prop::sample::select(vec![50, 100, 200])).prop_map(|(on, weight)| JoinsByAnotherLeg { on, weight }),
        5 => pair.clone().prop_map(|(on, to)| Offer { on, to }),
        5 => pair.clone().prop_map(|(on, by)| Accept { on, by }),
        1 => pair.clone().prop_map(|(on, by)| Decline { on, by }),
        5 => pair.clone().prop_map(|(on, by)| Reply { on, by }),
        1 => pair.clone().prop_map(|(on, by)| Note { on, by }),
        2 => pair.clone().prop_map(|(on, by)| Settle { on, by }),
        3 => (pair.clone(), any::<bool>()).prop_map(|((on, by), reason)| Close { on, by, reason }),
        2 => pair.clone().prop_map(|(on, by)| Reopen { on, by }),
        2 => (pair.clone(), 1_i64..100).prop_map(|((on, by), minutes)| Pend { on, by, minutes }),
        1 => pair.clone().prop_map(|(on, by)| Resume { on, by }),
        2 => (pair.clone(), who.clone()).prop_map(|((on, by), to)| HandTo { on, by, to }),
        1 => pair.prop_map(|(on, by)| HandToQueue { on, by }),
        3 => who.clone().prop_map(|who| Comes { who }),
        1 => who.clone().prop_map(|who| Rests { who }),
        1 => who.prop_map(|who| Leaves { who }),
        3 => prop::sample::select(vec![5, 20, 180, 400, 4_000, 90_000]).prop_map(|seconds| Later { seconds }),
    ]
}
