//! What an agent is in each brand, which teams they belong to and what they are good at: changed by administrators with the
//! rest of them.
use crate::{AgentChange, Desk, Error, FieldError, Result, Staff};
use model::*;
use store::Tx;

/// Teams or skills of one agent at most.
const MOST: usize = 100;

impl Desk {
    /// Writes what the change says of roles by brand, teams and skills. Whether a role became another, and what was changed,
    /// for the audit.
    pub(crate) async fn fit(
        &self,
        tx: &mut Tx,
        who: &Staff,
        agent: &Agent,
        change: &AgentChange,
    ) -> Result<(bool, Vec<&'static str>)> {
        let mut said = vec![];
        let mut reigns = false;
        if let Some(roles) = &change.roles {
            for it in store::agent::rights(tx, who.tenant, agent.id).await? {
                let asked = roles.iter().find(|(brand, _)| *brand == it.brand).map(|(_, role)| *role);
                let role = asked.filter(|role| agent.role.lesser(*role) != agent.role);
                if who.sees(it.brand) && role != it.role {
                    store::agent::set_role(tx, who.tenant, &Right { role, ..it }).await?;
                    reigns = true;
                }
            }
        }
        if reigns {
            said.push("roles by brand");
        }
        let before = store::fitness::of(tx, who.tenant, agent.id).await?;
        let mut after = Fitness {
            teams: change.teams.clone().unwrap_or(before.teams.clone()),
            skills: change.skills.clone().unwrap_or(before.skills.clone()),
        };
        after.teams.sort_unstable();
        after.skills.sort_unstable();
        if after != before {
            self.check_fitness(tx, who.tenant, &before, &after).await?;
            store::fitness::save(tx, who.tenant, agent.id, &after).await?;
            if after.teams != before.teams {
                said.push("teams");
            }
            if after.skills != before.skills {
                said.push("skills");
            }
        }
        Ok((reigns, said))
    }

    /// What is new must be there; what was given before may stay, though its team or skill was deleted since.
    async fn check_fitness(&self, tx: &mut Tx, tenant: TenantId, before: &Fitness, after: &Fitness) -> Result<()> {
        let mut wrong = vec![];
        let mut say = |field: &str, code, detail: String| wrong.push(FieldError { field: field.into(), code, detail });
        for (field, count) in [("teams", after.teams.len()), ("skills", after.skills.len())] {
            if count > MOST {
                say(field, "too_many", format!("at most {MOST}"));
            }
        }
        if after.teams.windows(2).any(|pair| pair[0] == pair[1]) {
            say("teams", "twice", "each team once".into());
        }
        if after.skills.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            say("skills", "twice", "each skill once".into());
        }
        if after.skills.iter().any(|(_, level)| !(1..=TOP_LEVEL).contains(level)) {
            say("skills", "out_of_range", format!("levels from 1 to {TOP_LEVEL}"));
        }
        for team in after.teams.iter().filter(|it| !before.teams.contains(it)).take(MOST) {
            if !self.is_setting(tx, tenant, "team", *team).await? {
                say("teams", "unknown", format!("there is no team {team}"));
            }
        }
        let had = |skill: SettingId| before.skills.iter().any(|(has, _)| *has == skill);
        for (skill, _) in after.skills.iter().filter(|(it, _)| !had(*it)).take(MOST) {
            if !self.is_setting(tx, tenant, "skill", *skill).await? {
                say("skills", "unknown", format!("there is no skill {skill}"));
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(Error::Invalid(wrong)) }
    }
}

/// Roles that somebody may have in one brand alone.
pub(crate) fn checked_roles(who: &Staff, roles: &[(BrandId, Role)]) -> Result<()> {
    if roles.iter().any(|(_, role)| matches!(role, Role::Administrator | Role::Auditor)) {
        return Err(Error::field("roles", "unknown", "agent, supervisor or operator"));
    }
    if roles.iter().any(|(brand, _)| !who.sees(*brand)) {
        return Err(Error::field("roles", "unknown", "no such brand, or you may not see it"));
    }
    Ok(())
}
