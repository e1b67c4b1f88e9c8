//! Agent (坐席): somebody of the tenant's staff, with role, presence and capacity.
use crate::{AgentId, At, BrandId, Needs, Secret, SettingId, TenantId, words};

words! {
    /// What somebody may do; each role includes those above it except auditor, who only reads.
    Role { Agent = "agent", Supervisor = "supervisor", Operator = "operator", Administrator = "administrator", Auditor = "auditor" }
    /// Whether new work may be offered.
    Presence { Ready = "ready", Break = "break", Offline = "offline" }
    /// Whether somebody still belongs to the staff; whoever does not cannot sign in, and what they said stays.
    AgentState { Active = "active", Disabled = "disabled" }
    /// The two languages of the house.
    Locale { Zh = "zh-CN", En = "en" }
}

impl Role {
    /// Of two, the one that may do less.
    pub fn lesser(self, other: Role) -> Role {
        let height = |role| match role {
            Role::Auditor => 0,
            Role::Agent => 1,
            Role::Supervisor => 2,
            Role::Operator => 3,
            Role::Administrator => 4,
        };
        if height(other) < height(self) { other } else { self }
    }
    /// Answers customers and sees the inbox.
    pub fn receives(self) -> bool {
        self != Role::Auditor
    }
    /// Assigns, transfers and closes what others own.
    pub fn leads(self) -> bool {
        matches!(self, Role::Supervisor | Role::Operator | Role::Administrator)
    }
    /// Changes what everybody uses: channel accounts, company quick replies, tags.
    pub fn operates(self) -> bool {
        matches!(self, Role::Operator | Role::Administrator)
    }
    /// Reads what was done with privilege.
    pub fn audits(self) -> bool {
        matches!(self, Role::Administrator | Role::Auditor)
    }
    /// People and keys.
    pub fn administers(self) -> bool {
        self == Role::Administrator
    }
}

/// Somebody of the staff as the house keeps them: who, with which role, there or not, how busy.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    pub tenant: TenantId,
    pub id: AgentId,
    pub name: String,
    /// Lower case; unique on the whole installation.
    pub email: String,
    /// argon2id in PHC form; empty for the agent behind an API key, who cannot sign in.
    pub password: Secret,
    pub role: Role,
    pub locale: Locale,
    pub presence: Presence,
    pub presence_reason: Option<String>,
    pub presence_since: At,
    /// The last socket closed at this time; 30 s later the agent has vanished. `None`: connected.
    pub gone_at: Option<At>,
    /// In hundredths of a chat: 800 = eight chats.
    pub capacity: i64,
    /// Weight of what the agent owns.
    pub load: i64,
    /// Weight of what is being offered and not yet answered.
    pub offered: i64,
    /// Offers let pass in a row; two make a break.
    pub missed: i64,
    /// When work was last given, so that equals take turns.
    pub assigned_at: At,
    /// Answered or took something while something else was being offered, last then: they are there.
    pub acted_at: At,
    pub state: AgentState,
    pub version: i64,
}

impl Agent {
    /// What more the agent can be offered, in hundredths of a chat.
    pub fn room(&self) -> i64 {
        (self.capacity - self.load - self.offered).max(0)
    }
    /// Belongs to the staff.
    pub fn is_active(&self) -> bool {
        self.state == AgentState::Active
    }
    /// A person, who signs in with a password; else the agent behind an API key.
    pub fn is_person(&self) -> bool {
        !self.password.is_empty()
    }
    /// Ready and connected: may be offered work now.
    pub fn is_ready(&self) -> bool {
        self.presence == Presence::Ready && self.gone_at.is_none()
    }
}

/// A brand that somebody may see, and what they are there where that is less than elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    pub agent: AgentId,
    pub brand: BrandId,
    pub role: Option<Role>,
}

/// What an agent is good at, beside being of a brand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fitness {
    pub teams: Vec<SettingId>,
    /// With a level from 1 to [`TOP_LEVEL`](crate::TOP_LEVEL).
    pub skills: Vec<(SettingId, i64)>,
}

impl Fitness {
    /// Whether what a queue asks for is here.
    pub fn meets(&self, needs: &Needs) -> bool {
        needs.team.is_none_or(|team| self.teams.contains(&team))
            && needs
                .skill
                .is_none_or(|(skill, least)| self.skills.iter().any(|(has, level)| *has == skill && *level >= least))
    }
}
