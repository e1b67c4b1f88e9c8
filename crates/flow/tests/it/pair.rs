//! The router's look: who is offered what.
use flow::{Ready, Waiting, pair};
use model::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const MOST: i64 = 200;

fn agent(n: u128) -> AgentId {
    AgentId(Uuid::from_u128(n))
}
fn setting(n: u128) -> SettingId {
    SettingId(Uuid::from_u128(n))
}
fn brand(n: u128) -> BrandId {
    BrandId(Uuid::from_u128(n))
}

prop_compose! {
    fn fitness()(teams in prop::collection::btree_set(0_u128..2, 0..2), skills in prop::collection::btree_map(0_u128..2, 1_i64..6, 0..3)) -> Fitness {
        Fitness {
            teams: teams.into_iter().map(setting).collect(),
            skills: skills.into_iter().map(|(skill, level)| (setting(skill), level)).collect(),
        }
    }
}
prop_compose! {
    fn needs()(team in prop::option::weighted(0.3, 0_u128..2), skill in prop::option::weighted(0.3, (0_u128..2, 1_i64..6))) -> Needs {
        Needs { team: team.map(setting), skill: skill.map(|(skill, level)| (setting(skill), level)) }
    }
}
prop_compose! {
    fn ready_one(id: u128)(fitness in fitness(), brands in prop::collection::btree_set(0_u128..3, 0..3), capacity in 0_i64..6, busy in 0_i64..6, offered in 0_i64..4, at in 0_i64..50) -> Ready {
        Ready {
            id: agent(id),
            brands: brands.into_iter().map(brand).collect(),
            fitness,
            capacity: capacity * 100,
            busy: busy * 100,
            offered: offered.min(busy) * 100,
            assigned_at: At(at),
        }
    }
}
fn ready() -> impl Strategy<Value = Vec<Ready>> {
    (0_u128..6).prop_flat_map(|n| (0..n).map(ready_one).collect::<Vec<_>>())
}
prop_compose! {
    fn waits(id: u128)(needs in needs(), of in 0_u128..3, weight in 1_i64..4, missed in prop::option::of(0_u128..6), last in prop::option::of(0_u128..6)) -> Waiting {
        Waiting {
            id: ConversationId(Uuid::from_u128(id)),
            brand: brand(of),
            weight: weight * 50,
            needs,
            missed_by: missed.map(agent),
            last_owner: last.map(agent),
        }
    }
}
fn line() -> impl Strategy<Value = Vec<Waiting>> {
    (0_u128..12).prop_flat_map(|n| (0..n).map(waits).collect::<Vec<_>>())
}

/// What each is carrying once these pairs are true.
fn busy(line: &[Waiting], ready: &[Ready], pairs: &[(ConversationId, AgentId)]) -> BTreeMap<AgentId, i64> {
    let mut busy: BTreeMap<AgentId, i64> = ready.iter().map(|it| (it.id, it.busy)).collect();
    for (id, agent) in pairs {
        let weight = line.iter().find(|it| it.id == *id).map_or(0, |it| it.weight);
        *busy.entry(*agent).or_default() += weight;
    }
    busy
}

proptest! {
    #[test]
    fn nobody_gets_more_than_there_is_room_for(line in line(), ready in ready()) {
        let pairs = pair(&line, ready.clone(), MOST);
        let busy = busy(&line, &ready, &pairs);
        for it in ready.iter().filter(|it| pairs.iter().any(|(_, agent)| *agent == it.id)) {
            prop_assert!(busy[&it.id] <= it.capacity);
        }
    }

    /// What is offered at once can be answered before it runs out.
    #[test]
    fn nobody_is_offered_more_at_once_than_they_can_answer(line in line(), ready in ready()) {
        let pairs = pair(&line, ready.clone(), MOST);
        for it in &ready {
            let new: Vec<i64> = pairs.iter().filter(|(_, agent)| *agent == it.id)
                .filter_map(|(id, _)| line.iter().find(|it| it.id == *id)).map(|it| it.weight).collect();
            prop_assert!(new.is_empty() || it.offered + new.iter().sum::<i64>() <= MOST);
        }
    }

    #[test]
    fn each_is_offered_once_and_only_to_who_may_see_it(line in line(), ready in ready()) {
        let pairs = pair(&line, ready.clone(), MOST);
        let once: BTreeSet<_> = pairs.iter().map(|(id, _)| *id).collect();
        prop_assert_eq!(once.len(), pairs.len());
        for (id, agent) in pairs {
            let waits = line.iter().find(|it| it.id == id).expect("it waits");
            let chosen = ready.iter().find(|it| it.id == agent).expect("they are there");
            prop_assert!(chosen.brands.contains(&waits.brand));
            prop_assert!(waits.needs.team.is_none_or(|team| chosen.fitness.teams.contains(&team)));
            let has = |skill, least| chosen.fitness.skills.iter().any(|it| it.0 == skill && it.1 >= least);
            prop_assert!(waits.needs.skill.is_none_or(|(skill, least)| has(skill, least)));
        }
    }

    /// Whoever comes later takes nothing from whoever came earlier, and who is passed over had nobody with room.
    #[test]
    fn the_line_is_served_in_order(line in line(), ready in ready()) {
        let all = pair(&line, ready.clone(), MOST);
        for (n, it) in line.iter().enumerate() {
            let until_here = pair(&line[..=n], ready.clone(), MOST);
            prop_assert!(all.starts_with(&until_here));
            if until_here.last().is_some_and(|(id, _)| *id == it.id) {
                continue;
            }
            let busy = busy(&line, &ready, &until_here);
            let free = |one: &Ready| {
                let offered = one.offered + busy[&one.id] - one.busy;
                one.brands.contains(&it.brand)
                    && one.fitness.meets(&it.needs)
                    && busy[&one.id] + it.weight <= one.capacity
                    && (offered == 0 || offered + it.weight <= MOST)
            };
            prop_assert!(!ready.iter().any(free), "somebody had room for {it:?}");
        }
    }

    /// Who just let it pass gets it again only when nobody else can.
    #[test]
    fn who_let_it_pass_comes_last(it in waits(1), ready in ready()) {
        let Some((_, chosen)) = pair(&[it], ready.clone(), MOST).first().copied() else { return Ok(()) };
        let could = |one: &Ready| {
            one.brands.contains(&it.brand)
                && one.fitness.meets(&it.needs)
                && one.busy + it.weight <= one.capacity
                && (one.offered == 0 || one.offered + it.weight <= MOST)
        };
        let others = ready.iter().any(|one| Some(one.id) != it.missed_by && could(one));
        prop_assert!(Some(chosen) != it.missed_by || !others);
    }
}
