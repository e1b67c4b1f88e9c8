//! The work itself, in the order of a message's way: `intake` (record, and only then acknowledge) → `identity` (whose
//! word) → `conversation` (the reception it belongs to, decided by `flow`) → `routing` (a person) → `push` (screens hear
//! it) → `reply` → `delivery` (the outbox). `read` is what pages show. Desk knows no channel by name, no clock, no sleep
//! and no spawn: time, chance, channels and providers are handed in, and each worker is a `tick` that says when it wants
//! to be called again. To add a worker: one file with a `tick`, one line in `work`. To add a durable job: see `job`.
mod account;
mod act;
mod again;
mod agent;
mod agent_invite;
mod api_key;
mod audit;
mod bell;
mod card;
mod change;
mod conversation;
mod customer;
mod deadline;
mod delivery;
mod draft;
mod engine;
mod errand;
mod error;
mod file;
mod furnish;
mod health;
mod housekeeping;
mod idempotency;
mod identity;
mod intake;
mod invite;
mod job;
mod kept_bytes;
mod kin;
mod manual;
mod merge;
mod online;
mod origin;
mod outside;
mod password;
mod presence;
pub mod push;
mod quick_reply;
pub mod read;
mod reply;
mod routing;
mod seal;
mod second_factor;
mod session;
mod setting;
mod setup;
mod staff;
mod suggestion;
mod tag;
mod token;
mod totp;
mod typing;
mod unparsed;
mod visitor;
mod work;

pub use act::Greeting;
pub use agent::{AgentChange, Person};
pub use agent_invite::{Joining, NewAgentInvite};
pub use audit::Filter as AuditFilter;
pub use bell::Bell;
pub use delivery::Outcome;
pub use error::{Error, FieldError, Result};
pub use file::Upload;
pub use furnish::{BrandPlan, Furnishing};
pub use health::{AccountHealth, Checked, Condition};
pub use idempotency::Begun;
pub use intake::{Acked, HookAnswer};
pub use origin::origins;
pub use outside::Desk;
pub use outside::Outside;
pub use reply::Draft as ReplyDraft;
pub use seal::Seal;
pub use second_factor::{Confirmed, Enrolment};
pub use setting::{Field, FieldKind, Group, KINDS, Kind, Preset, Reach, SettingEdit};
pub use setup::{NewAccount, NewAgent};
pub use staff::{SignedIn, Staff, Via};
pub use visitor::{Hello, VisitorState, Welcome};
pub use work::{TICKS, Tick};

/// Types of the room behind that callers of this one see.
pub use flow::{Refusal, Rules, To};
pub use store::conversation::{Counts, Listed, View};
pub use store::delivery::Stuck;
