//! I6 one reception: who is known to be one customer has one open conversation in a brand; what was merged is closed and
//! says where it goes on.

use super::Violation;
use super::facts::{End, Facts};
use crate::history::{Answer, Role};

/// Customers by both doors with two conversations though there is evidence, and merged conversations that are not at rest.
pub fn check(facts: &Facts<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for (conversation, ending) in &facts.endings {
        let Some(into) = ending.merged_into else { continue };
        let wrong = match facts.endings.get(into) {
            _ if ending.standing.place != "closed" => "and is not closed",
            _ if into == *conversation => "which is itself",
            None => "which is nowhere",
            Some(other) if other.brand != ending.brand => "which is of another brand",
            Some(_) => continue,
        };
        let says = format!("{conversation} was merged into {into} {wrong}");
        found.push(Violation::new("I6", says, vec![ending.n]).about(conversation, ending.standing.last_seq));
    }
    for (person, own) in facts.own.iter().filter(|(person, _)| facts.has_two_doors(person)) {
        if !is_proved(facts, person) {
            continue;
        }
        let open = own.iter().filter_map(|id| facts.endings.get(id)).filter(|it| it.standing.place != "closed");
        let open: Vec<_> = open.collect();
        if let [one, other, ..] = open.as_slice()
            && one.brand == other.brand
        {
            let (a, b) = (&one.standing.conversation, &other.standing.conversation);
            let says = format!("{person} came by both doors with evidence and has two open conversations: {a} and {b}");
            let mut witness = vec![one.n, other.n];
            let openid = facts.followers.values().find(|(_, of)| *of == Some(person)).map(|(openid, _)| *openid);
            witness.extend(openid.and_then(|openid| facts.evidence.get(openid)).copied());
            found.push(Violation::new("I6", says, witness).about(b, other.standing.last_seq));
        }
    }
    found
}

/// The server has heard from both doors and was told by the provider who the follower is.
fn is_proved(facts: &Facts<'_>, person: &str) -> bool {
    let spoke = facts.ops.values().any(|op| {
        let by_them = op.who == person && facts.roles.get(op.who) == Some(&Role::Customer);
        by_them && matches!(op.end, End::Ok(Answer::Said { .. }))
    });
    let told = |(openid, of): &(&str, Option<&str>)| *of == Some(person) && facts.evidence.contains_key(openid);
    spoke && facts.followers.values().any(told)
}
