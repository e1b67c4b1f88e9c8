//! Mentions: whom a note may name and whom that reaches, and the list in which each finds what names them. The note, its
//! lines in those lists and their events are one transaction (`reply`).
use crate::{Desk, Error, FieldError, Result, Staff};
use flow::Mentions;
use model::*;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::mention::MentionPlace;

/// Names in one note.
const MOST: usize = 20;
/// People whom one note may reach.
const REACH: usize = 200;

/// Somebody whom a note in a conversation may name.
#[derive(Clone, Debug, PartialEq)]
pub struct Mentionable {
    pub named: Named,
    /// Of a person.
    pub presence: Option<Presence>,
    /// Of a team: how many it reaches here, the caller among them.
    pub people: Option<i64>,
}

/// What “all read” did.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionsRead {
    /// Takes it back; as long as nothing else does.
    pub mark: At,
    pub count: u64,
}

/// Who of the staff may see a brand, and their teams there.
struct Circle {
    /// Everybody of the tenant by id, whether or not they may be named.
    staff: BTreeMap<AgentId, Agent>,
    inside: BTreeSet<AgentId>,
    teams: Vec<Setting>,
    members: BTreeMap<SettingId, Vec<AgentId>>,
}

impl Circle {
    fn of_team(&self, team: SettingId) -> &[AgentId] {
        self.members.get(&team).map_or(&[], Vec::as_slice)
    }
}

impl Desk {
    async fn circle(&self, tx: &mut Tx, tenant: TenantId, brand: BrandId) -> Result<Circle> {
        let staff: BTreeMap<_, _> =
            store::agent::all(tx, tenant).await?.into_iter().map(|agent| (agent.id, agent)).collect();
        let rights = store::agent::all_brands(tx, tenant).await?;
        let is_one = |id: &AgentId| staff.get(id).is_some_and(|it| it.is_person() && it.is_active());
        let inside: BTreeSet<AgentId> =
            rights.into_iter().filter(|it| it.brand == brand).map(|it| it.agent).filter(is_one).collect();
        let mut members: BTreeMap<SettingId, Vec<AgentId>> = BTreeMap::new();
        for (agent, fitness) in store::fitness::all(tx, tenant).await? {
            for team in fitness.teams.into_iter().filter(|_| inside.contains(&agent)) {
                members.entry(team).or_default().push(agent);
            }
        }
        let teams = store::setting::of_kind(tx, tenant, "team").await?;
        Ok(Circle { staff, inside, teams, members })
    }

    /// Whom a note in this conversation may name: people who may see it, by name, then teams with any of them.
    pub async fn mentionable(&self, who: &Staff, id: ConversationId) -> Result<Vec<Mentionable>> {
        let conversation = self.may_see(who, id).await?;
        let circle = self.circle(&mut self.db.read().await?, who.tenant, conversation.brand).await?;
        let mut people: Vec<&Agent> = circle.inside.iter().filter_map(|id| circle.staff.get(id)).collect();
        people.retain(|it| it.id != who.agent.id);
        people.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        let people = people.into_iter().map(|it| Mentionable {
            named: Named { kind: MentionKind::Agent, id: it.id.0, name: it.name.clone() },
            presence: Some(it.presence),
            people: None,
        });
        let teams = circle.teams.iter().filter_map(|it| {
            let count = circle.of_team(it.id).len() as i64;
            let named = Named { kind: MentionKind::Team, id: it.id.0, name: it.name.clone() };
            (count > 0).then_some(Mentionable { named, presence: None, people: Some(count) })
        });
        Ok(people.chain(teams).collect())
    }

    /// Whom these ids of people and teams name in this brand, and everybody whom that reaches but for the writer.
    ///
    /// # Errors
    /// `Invalid` with every id that may not be named here, as `mentions.{id}`.
    pub(crate) async fn mentions(&self, tx: &mut Tx, who: &Staff, brand: BrandId, ids: &[Uuid]) -> Result<Mentions> {
        if ids.is_empty() {
            return Ok(Mentions::default());
        }
        if ids.len() > MOST {
            let why = format!("a note names at most {MOST} colleagues and teams: name a team instead, or fewer");
            return Err(Error::field("mentions", "too_many", why));
        }
        let circle = self.circle(tx, who.tenant, brand).await?;
        let (mut mentions, mut wrong) = (Mentions::default(), vec![]);
        for id in ids {
            if mentions.named.iter().any(|it| it.id == *id) {
                continue;
            }
            match named(&circle, *id) {
                Ok((named, reached)) => {
                    mentions.named.push(named);
                    for agent in reached {
                        if agent != who.agent.id && !mentions.meant.contains(&agent) {
                            mentions.meant.push(agent);
                        }
                    }
                }
                Err((code, detail)) => wrong.push(FieldError { field: format!("mentions.{id}"), code, detail }),
            }
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        if mentions.meant.len() > REACH {
            let why = format!("this reaches {} people, at most {REACH}: name fewer teams", mentions.meant.len());
            return Err(Error::field("mentions", "too_many", why));
        }
        Ok(mentions)
    }

    /// What names this person, in brands that they see: unread first, then latest first.
    pub async fn mentioned(
        &self,
        who: &Staff,
        unread: bool,
        after: Option<MentionPlace>,
        limit: i64,
    ) -> Result<Vec<(MentionSeen, ConversationId)>> {
        let mut tx = self.db.read().await?;
        let mut all = vec![];
        for it in store::mention::list(&mut tx, who.tenant, who.agent.id, unread, after, limit).await? {
            let stands = self.is_read_in(&mut tx, &it).await?;
            all.push((it, stands));
        }
        Ok(all)
    }

    /// The conversation in whose thread the note is read by now.
    async fn is_read_in(&self, tx: &mut Tx, it: &MentionSeen) -> Result<ConversationId> {
        match it.merged_into {
            Some(into) => self.read_in(tx, it.mention.tenant, into).await,
            None => Ok(it.mention.conversation),
        }
    }

    /// One of them was opened.
    pub async fn read_mention(&self, who: &Staff, note: MessageId) -> Result<(MentionSeen, ConversationId)> {
        let (tenant, me) = (who.tenant, who.agent.id);
        let mut tx = self.db.write().await?;
        let missing = || Error::NotFound("mention of you");
        store::mention::find(&mut tx, tenant, me, note).await?.ok_or_else(missing)?;
        if store::mention::read(&mut tx, tenant, me, note, self.now()).await? {
            self.tell_mentions(&mut tx, who).await?;
        }
        let it = store::mention::find(&mut tx, tenant, me, note).await?.ok_or_else(missing)?;
        let stands = self.is_read_in(&mut tx, &it).await?;
        tx.commit().await?;
        self.bell.ring(tenant);
        Ok((it, stands))
    }

    /// All that came no later than `until` is read; what comes meanwhile is not.
    pub async fn read_all_mentions(&self, who: &Staff, until: Option<At>) -> Result<MentionsRead> {
        let (tenant, me, mark) = (who.tenant, who.agent.id, self.now());
        let until = until.map_or(mark, |until| until.min(mark));
        let mut tx = self.db.write().await?;
        let count = store::mention::read_all(&mut tx, tenant, me, until, mark).await?;
        self.mentions_changed(tx, who, count).await?;
        Ok(MentionsRead { mark, count })
    }

    /// Takes “all read” back, but for what was opened since. How many are unread again.
    pub async fn unread_mentions(&self, who: &Staff, mark: At) -> Result<u64> {
        let mut tx = self.db.write().await?;
        let count = store::mention::unread_again(&mut tx, who.tenant, who.agent.id, mark).await?;
        self.mentions_changed(tx, who, count).await?;
        Ok(count)
    }

    async fn mentions_changed(&self, mut tx: Tx, who: &Staff, count: u64) -> Result<()> {
        if count > 0 {
            self.tell_mentions(&mut tx, who).await?;
        }
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(())
    }

    /// Whoever has read a conversation up to here has read what names them in it.
    pub(crate) async fn read_mentions(&self, tx: &mut Tx, who: &Staff, id: ConversationId, seq: i64) -> Result<()> {
        if store::mention::read_upto(tx, who.tenant, who.agent.id, id, seq, self.now()).await? > 0 {
            self.tell_mentions(tx, who).await?;
        }
        Ok(())
    }

    /// The person's other screens count anew.
    async fn tell_mentions(&self, tx: &mut Tx, who: &Staff) -> Result<()> {
        let (agent, only) = (Some(who.agent.id), Some(who.agent.id));
        self.log(tx, who.tenant, NewEvent { agent, only, ..NewEvent::of(EventKind::MentionRead) }).await
    }
}

/// Who this is, and whom it reaches; else why not, and what to do.
fn named(circle: &Circle, id: Uuid) -> Result<(Named, Vec<AgentId>), (&'static str, String)> {
    if let Some(agent) = circle.staff.get(&AgentId(id)).filter(|it| it.is_person()) {
        let name = &agent.name;
        if !agent.is_active() {
            return Err(("disabled", format!("{name} is no longer of the staff: leave them out")));
        }
        if !circle.inside.contains(&agent.id) {
            let why = format!("{name} may not see this conversation: leave them out, or have them given its brand");
            return Err(("unable", why));
        }
        return Ok((Named { kind: MentionKind::Agent, id, name: name.clone() }, vec![agent.id]));
    }
    if let Some(team) = circle.teams.iter().find(|it| it.id.0 == id) {
        let name = &team.name;
        let reached = circle.of_team(team.id).to_vec();
        if reached.is_empty() {
            return Err(("unable", format!("nobody of the team {name} may see this conversation: leave it out")));
        }
        return Ok((Named { kind: MentionKind::Team, id, name: name.clone() }, reached));
    }
    Err(("unknown", "no such colleague or team: leave it out".to_owned()))
}
