//! Fitness: which teams agents belong to, and what they are good at.
use crate::engine::{Result, Tx};
use crate::row::row;
use crate::sql;
use model::*;
use std::collections::BTreeMap;

struct OfTeam {
    agent: AgentId,
    team: SettingId,
}
row!(OfTeam { agent, team });

struct Has {
    agent: AgentId,
    skill: SettingId,
    level: i64,
}
row!(Has { agent, skill, level });

/// Of everybody who has any; at most 100,000 rows of each.
pub async fn all(tx: &mut Tx, tenant: TenantId) -> Result<BTreeMap<AgentId, Fitness>> {
    let teams: Vec<OfTeam> = tx
        .all(
            sql!("SELECT agent, team FROM agent_team WHERE tenant = $1 ORDER BY agent, team LIMIT 100000")
                .with([&tenant]),
        )
        .await?;
    let skills: Vec<Has> = tx
        .all(
            sql!("SELECT agent, skill, level FROM agent_skill WHERE tenant = $1 ORDER BY agent, skill LIMIT 100000")
                .with([&tenant]),
        )
        .await?;
    let mut all: BTreeMap<AgentId, Fitness> = BTreeMap::new();
    for it in teams {
        all.entry(it.agent).or_default().teams.push(it.team);
    }
    for it in skills {
        all.entry(it.agent).or_default().skills.push((it.skill, it.level));
    }
    Ok(all)
}

/// Of one.
pub async fn of(tx: &mut Tx, tenant: TenantId, agent: AgentId) -> Result<Fitness> {
    let teams = sql!("SELECT team FROM agent_team WHERE tenant = $1 AND agent = $2 ORDER BY team LIMIT 1000");
    let teams = tx.all(teams.with([&tenant, &agent])).await?;
    let skills =
        sql!("SELECT agent, skill, level FROM agent_skill WHERE tenant = $1 AND agent = $2 ORDER BY skill LIMIT 1000");
    let skills: Vec<Has> = tx.all(skills.with([&tenant, &agent])).await?;
    Ok(Fitness { teams, skills: skills.into_iter().map(|it| (it.skill, it.level)).collect() })
}

/// In place of what was there.
pub async fn save(tx: &mut Tx, tenant: TenantId, agent: AgentId, it: &Fitness) -> Result<()> {
    tx.run(sql!("DELETE FROM agent_team WHERE tenant = $1 AND agent = $2").with([&tenant, &agent])).await?;
    tx.run(sql!("DELETE FROM agent_skill WHERE tenant = $1 AND agent = $2").with([&tenant, &agent])).await?;
    for team in &it.teams {
        let put = sql!("INSERT INTO agent_team (tenant, agent, team) VALUES ($1, $2, $3)");
        tx.run(put.with([&tenant, &agent, team])).await?;
    }
    for (skill, level) in &it.skills {
        let put = sql!("INSERT INTO agent_skill (tenant, agent, skill, level) VALUES ($1, $2, $3, $4)");
        tx.run(put.with([&tenant, &agent, skill, level])).await?;
    }
    Ok(())
}
