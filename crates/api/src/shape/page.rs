//! Lists: one page and the way to the next.
use serde::Serialize;

macro_rules! pages { ($($(#[$doc:meta])* $name:ident of $item:ty),* $(,)?) => { $(
    $(#[$doc])*
    #[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
    pub struct $name {
        /// Entries of this page.
        pub items: Vec<$item>,
        /// Ask on with `?after=`; null on the last page.
        pub next: Option<String>,
    }
)* } }

use super::{
    agent, agent_invite, audit, conversation, customer, delivery, directory, event, job, leg, mention, merge,
    operation, order, session, setting, timeline, unparsed, webhook,
};
pages! {
    /// Agents.
    Agents of agent::Agent,
    /// Brands.
    Brands of directory::Brand,
    /// Queues.
    Queues of directory::Queue,
    /// Tags.
    Tags of directory::Tag,
    /// Quick replies.
    QuickReplies of directory::QuickReply,
    /// Conversations.
    Conversations of conversation::Conversation,
    /// Entries of the log for programs.
    LogEntries of event::LogEntry,
    /// Channel accounts.
    ChannelAccounts of operation::ChannelAccount,
    /// Kinds of channels.
    ChannelKinds of operation::ChannelKind,
    /// Kinds of settings.
    SettingKinds of setting::SettingKind,
    /// Settings of one kind.
    Settings of setting::Setting,
    /// What a setting was before.
    SettingVersions of setting::SettingVersion,
    /// API keys.
    ApiKeys of operation::ApiKey,
    /// What was not understood.
    UnparsedItems of unparsed::Unparsed,
    /// Customers.
    Customers of customer::Customer,
    /// What happened with a customer.
    Timeline of timeline::TimelineEntry,
    /// Files where they were sent.
    SentFiles of timeline::SentFile,
    /// What joined and split addresses.
    IdentityLinks of customer::IdentityLink,
    /// Legs of a conversation.
    Legs of leg::Leg,
    /// Whom a note may name.
    Mentionables of mention::Mentionable,
    /// Notes that name the caller.
    Mentions of mention::Mention,
    /// Merges of customers.
    Merges of merge::Merge,
    /// Orders that were told of a customer.
    CustomerOrders of order::CustomerOrder,
    /// Customers who may be one.
    Suggestions of merge::Suggestion,
    /// Outbound messages that need somebody, or wait.
    Deliveries of delivery::Delivery,
    /// People of the staff.
    People of agent::Person,
    /// Links for people that are good now.
    AgentInvites of agent_invite::AgentInvite,
    /// Browsers somebody is signed in with.
    BrowserSessions of session::BrowserSession,
    /// Rows of the audit.
    AuditRows of audit::AuditRow,
    /// Jobs that were given up.
    DeadJobs of job::DeadJob,
    /// Addresses that hear what happens.
    Webhooks of webhook::Webhook,
    /// What was told to one of them.
    WebhookDeliveries of webhook::WebhookDelivery,
}
