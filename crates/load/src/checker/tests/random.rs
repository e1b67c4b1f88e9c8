//! Random clean histories, and the property that they pass.

use proptest::prelude::*;

use super::story::Story;
use crate::checker::check;
use crate::history::{Act, Record};
use crate::seed::Seed;

/// A clean history of some dozens of turns, always the same for a seed.
pub fn history(seed: u64) -> Vec<Record> {
    let mut seed = Seed::new(seed);
    let (customers, agents) = (seed.between(1, 4), seed.between(1, 3));
    let mut story = Story::new(usize::try_from(customers).unwrap(), usize::try_from(agents).unwrap());
    story.say("c0", "c0-first", "开头", 1);
    for turn in 0..seed.between(5, 40) {
        let customer = format!("c{}", seed.below(customers));
        let agent = usize::try_from(seed.below(agents)).unwrap();
        let room = usize::try_from(seed.below(story.rooms() as u64)).unwrap();
        let (owner, open) = story.owner(room);
        match seed.below(10) {
            0..=3 => {
                let answers = usize::try_from(seed.below(3)).unwrap();
                story.say(&customer, &format!("{customer}-{turn}"), &format!("第{turn}句"), answers);
            }
            4 => story.resume(&customer),
            5 => story.resume(&format!("a{agent}")),
            6 => story.listen(&customer),
            7 if open => story.write(agent, room, &format!("n-{turn}"), "note", &format!("备注{turn}")),
            _ => match owner {
                Some(owner) if seed.chance(70) => {
                    story.write(owner, room, &format!("r-{turn}"), "out", &format!("答{turn}"))
                }
                Some(owner) if seed.chance(50) => story.act(owner, room, Act::Transfer),
                Some(owner) => story.act(owner, room, Act::Close),
                None if open => story.act(agent, room, Act::Accept),
                None => story.resume("p0"),
            },
        }
    }
    story.end()
}

proptest! {
    #[test]
    fn clean_histories_pass(seed in any::<u64>()) {
        let records = history(seed);
        let report = check(&records);
        prop_assert!(report.clean(), "{}", report.tell(&records));
    }

    #[test]
    fn a_history_survives_being_written_and_read(seed in any::<u64>()) {
        for record in history(seed) {
            let line = serde_json::to_string(&record).unwrap();
            let again: Record = serde_json::from_str(&line).unwrap();
            prop_assert_eq!(again, record);
        }
    }
}
