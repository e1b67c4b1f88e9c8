//! What a program's key needs at each address. Deny by default: an address without a line here is for people only.
//!
//! To add an address: nothing, when its first word has a line; else its line in `RULES`. The OpenAPI document names what comes out.
use crate::problem::{Code, Problem};
use desk::Staff;
use model::Scope;

/// What a key needs at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// This scope.
    Scope(Scope),
    /// No key opens it: people only.
    People,
}

/// Where an address begins, what reading needs there, and what writing does. Of several lines the longest counts.
struct Rule(&'static str, Need, Need);

const fn both(path: &'static str, reads: Scope, writes: Scope) -> Rule {
    Rule(path, Need::Scope(reads), Need::Scope(writes))
}

const RULES: &[Rule] = &[
    both("/ws/agent", Scope::EventsRead, Scope::EventsRead),
    both("/api/v1/presence", Scope::ConversationsWrite, Scope::ConversationsWrite),
    both("/api/v1/agents", Scope::ConversationsRead, Scope::PeopleWrite),
    both("/api/v1/agents/{id}", Scope::PeopleRead, Scope::PeopleWrite),
    both("/api/v1/people", Scope::PeopleRead, Scope::PeopleWrite),
    // A link makes a person, or a new password for one: whoever had it would be somebody else.
    Rule("/api/v1/agent-invites", Need::Scope(Scope::PeopleRead), Need::People),
    Rule("/api/v1/agents/{id}/password-reset", Need::People, Need::People),
    Rule("/api/v1/agents/{id}/totp", Need::People, Need::People),
    both("/api/v1/brands", Scope::ConversationsRead, Scope::SettingsWrite),
    both("/api/v1/queues", Scope::ConversationsRead, Scope::SettingsWrite),
    both("/api/v1/tags", Scope::ConversationsRead, Scope::ConversationsWrite),
    both("/api/v1/quick-replies", Scope::ConversationsRead, Scope::SettingsWrite),
    both("/api/v1/conversations", Scope::ConversationsRead, Scope::ConversationsWrite),
    // Who asks the order system to do something is somebody of the staff; a panel's address is signed for one of them.
    Rule("/api/v1/conversations/{id}/orders", Need::Scope(Scope::OrdersRead), Need::People),
    Rule("/api/v1/order-acts", Need::People, Need::People),
    Rule("/api/v1/conversations/{id}/panels", Need::People, Need::People),
    both("/api/v1/counts", Scope::ConversationsRead, Scope::ConversationsWrite),
    both("/api/v1/search", Scope::ConversationsRead, Scope::ConversationsWrite),
    both("/api/v1/saved-views", Scope::ConversationsRead, Scope::ConversationsWrite),
    both("/api/v1/mentions", Scope::ConversationsRead, Scope::ConversationsWrite),
    both("/api/v1/messages", Scope::ConversationsRead, Scope::ConversationsWrite),
    both("/api/v1/attachments", Scope::ConversationsRead, Scope::ConversationsWrite),
    both("/api/v1/invites", Scope::ConversationsRead, Scope::ConversationsWrite),
    both("/api/v1/deliveries", Scope::ConversationsRead, Scope::ConversationsWrite),
    both("/api/v1/customers", Scope::CustomersRead, Scope::CustomersWrite),
    both("/api/v1/customers/{id}/orders", Scope::OrdersRead, Scope::OrdersWrite),
    both("/api/v1/customers/{id}/merge-preview", Scope::CustomersRead, Scope::CustomersRead),
    both("/api/v1/customers/{id}/reveal", Scope::CustomersReveal, Scope::CustomersReveal),
    both("/api/v1/identities", Scope::CustomersRead, Scope::CustomersWrite),
    both("/api/v1/merges", Scope::CustomersRead, Scope::CustomersWrite),
    both("/api/v1/suggestions", Scope::CustomersRead, Scope::CustomersWrite),
    both("/api/v1/settings", Scope::SettingsRead, Scope::SettingsWrite),
    both("/api/v1/retention", Scope::SettingsRead, Scope::SettingsRead),
    both("/api/v1/setting-kinds", Scope::SettingsRead, Scope::SettingsWrite),
    both("/api/v1/channel-accounts", Scope::ChannelsRead, Scope::ChannelsWrite),
    both("/api/v1/channel-kinds", Scope::ChannelsRead, Scope::ChannelsWrite),
    both("/api/v1/unparsed", Scope::ChannelsRead, Scope::ChannelsWrite),
    both("/api/v1/dead-jobs", Scope::ChannelsRead, Scope::ChannelsWrite),
    Rule("/api/v1/audit", Need::Scope(Scope::AuditRead), Need::People),
    Rule("/api/v1/events", Need::Scope(Scope::EventsRead), Need::People),
    both("/api/v1/webhooks", Scope::WebhooksRead, Scope::WebhooksWrite),
    both("/api/v1/webhook-deliveries", Scope::WebhooksRead, Scope::WebhooksWrite),
    // A key that makes keys would be worth whatever it likes.
    Rule("/api/v1/api-keys", Need::People, Need::People),
];

/// What a key needs there; `path` as the router names it.
#[must_use]
pub fn of(method: &str, path: &str) -> Need {
    let below = |rule: &&Rule| path.strip_prefix(rule.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let rule = RULES.iter().filter(below).max_by_key(|rule| rule.0.len());
    rule.map_or(Need::People, |rule| if matches!(method, "GET" | "HEAD") { rule.1 } else { rule.2 })
}

/// Whether this program may ask there.
///
/// # Errors
/// `forbidden`, naming the scope that its key lacks.
pub fn check(who: &Staff, method: &str, path: &str) -> Result<(), Problem> {
    match of(method, path) {
        Need::Scope(scope) => must(who, scope),
        Need::People => {
            let said = "this is for people who are signed in: no API key opens it";
            Err(Problem::new(Code::Forbidden, said))
        }
    }
}

/// Whether this caller has the scope; people have all.
///
/// # Errors
/// `forbidden`, naming it.
pub fn must(who: &Staff, scope: Scope) -> Result<(), Problem> {
    if who.has(scope) {
        return Ok(());
    }
    let said = format!("this API key lacks the scope `{scope}`: an administrator makes a key that has it");
    Err(Problem::new(Code::Forbidden, said))
}
