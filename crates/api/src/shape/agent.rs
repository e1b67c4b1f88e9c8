//! An agent, as colleagues of the tenant see them.
use super::{
    time::Time,
    word::{AgentState, Locale, Presence, Role, Word},
};
use model::Uuid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An agent. Capacity and load are counted in chats.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Agent {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub presence: Presence,
    #[schema(required)]
    pub presence_reason: Option<String>,
    pub presence_since: Time,
    #[schema(example = 8.0, minimum = 0)]
    pub capacity: f64,
    #[schema(example = 2.0, minimum = 0)]
    pub load: f64,
    pub locale: Locale,
    /// Who is disabled cannot sign in.
    pub state: AgentState,
}

impl From<&model::Agent> for Agent {
    fn from(it: &model::Agent) -> Agent {
        Agent {
            id: it.id.0,
            name: it.name.clone(),
            email: it.email.clone(),
            role: Word(it.role),
            presence: Word(it.presence),
            presence_reason: it.presence_reason.clone(),
            presence_since: it.presence_since.into(),
            capacity: chats(it.capacity),
            load: chats(it.load),
            locale: Word(it.locale),
            state: Word(it.state),
        }
    }
}

/// Hundredths of a chat, as chats.
fn chats(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}

/// Own presence.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetPresence {
    pub presence: Presence,
    /// Shown to colleagues, as 午饭. Required for a break, and one of the listed, where the setting `break_rule` says so.
    #[schema(max_length = 100)]
    pub reason: Option<String>,
}

/// Own preferences; what is absent stays.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetPreferences {
    pub locale: Option<Locale>,
}

/// Somebody of the staff, as administrators see them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Person {
    pub agent: Agent,
    /// Which brands they may see.
    pub brands: Vec<Uuid>,
    /// What they are in a brand where that is less than elsewhere.
    pub roles: Vec<RoleIn>,
    /// Ids of teams.
    pub teams: Vec<Uuid>,
    pub skills: Vec<SkillLevel>,
    /// A second factor is asked for at sign-in.
    pub second_factor: bool,
}

/// What somebody is in one brand: agent, supervisor or operator.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct RoleIn {
    pub brand: Uuid,
    pub role: Role,
}

/// What somebody is good at.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
pub struct SkillLevel {
    pub skill: Uuid,
    #[schema(minimum = 1, maximum = 5)]
    pub level: i64,
}

impl From<&desk::Person> for Person {
    fn from(it: &desk::Person) -> Person {
        Person {
            agent: Agent::from(&it.agent),
            brands: it.rights.iter().map(|right| right.brand.0).collect(),
            roles: it
                .rights
                .iter()
                .filter_map(|right| Some(RoleIn { brand: right.brand.0, role: Word(right.role?) }))
                .collect(),
            teams: it.fitness.teams.iter().map(|team| team.0).collect(),
            skills: it
                .fitness
                .skills
                .iter()
                .map(|(skill, level)| SkillLevel { skill: skill.0, level: *level })
                .collect(),
            second_factor: it.second_factor,
        }
    }
}

/// Changes of somebody; what is absent stays. Another role, other brands or another state end their sessions.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChangeAgent {
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    pub role: Option<Role>,
    /// All of those that the caller sees; what the caller does not see stays.
    pub brands: Option<Vec<Uuid>>,
    /// In chats.
    #[schema(minimum = 0, maximum = 100)]
    pub capacity: Option<f64>,
    pub locale: Option<Locale>,
    pub state: Option<AgentState>,
    /// All of those in brands that the caller sees; in a brand that is left out they are what `role` says.
    pub roles: Option<Vec<RoleIn>>,
    /// Ids of teams.
    pub teams: Option<Vec<Uuid>>,
    pub skills: Option<Vec<SkillLevel>>,
}

impl From<ChangeAgent> for desk::AgentChange {
    fn from(it: ChangeAgent) -> desk::AgentChange {
        desk::AgentChange {
            name: it.name,
            role: it.role.map(|role| role.0),
            brands: it.brands.map(|brands| brands.into_iter().map(Into::into).collect()),
            capacity: it.capacity.map(hundredths),
            locale: it.locale.map(|locale| locale.0),
            state: it.state.map(|state| state.0),
            roles: it.roles.map(|all| all.into_iter().map(|it| (it.brand.into(), it.role.0)).collect()),
            teams: it.teams.map(|all| all.into_iter().map(Into::into).collect()),
            skills: it.skills.map(|all| all.into_iter().map(|it| (it.skill.into(), it.level)).collect()),
        }
    }
}

/// Chats, as hundredths of one; what is far out of range stays so.
pub fn hundredths(chats: f64) -> i64 {
    (chats * 100.0).round().clamp(-1.0, 1e9) as i64
}
