//! Event: one entry of the tenant's log. It carries ids, never text; rights are checked when it is read.
use crate::*;

words! {
    EventKind {
        MessageReceived = "message.received",
        MessageSent = "message.sent",
        NoteAdded = "note.added",
        /// Somebody is named in a note: one entry for each person, whom it is for.
        NoteMentioned = "note.mentioned",
        /// How much of what names them somebody has read.
        MentionRead = "mention.read",
        /// A thread event (a pill).
        EventAdded = "event.added",
        /// Receipt or settlement changed.
        MessageUpdated = "message.updated",
        ConversationOpened = "conversation.opened",
        ConversationQueued = "conversation.queued",
        ConversationOffered = "conversation.offered",
        ConversationAssigned = "conversation.assigned",
        ConversationTransferred = "conversation.transferred",
        ConversationPending = "conversation.pending",
        ConversationResumed = "conversation.resumed",
        ConversationClosed = "conversation.closed",
        ConversationReopened = "conversation.reopened",
        ConversationUpdated = "conversation.updated",
        LegJoined = "leg.joined",
        /// A leg's window or reach changed.
        LegUpdated = "leg.updated",
        ConversationMerged = "conversation.merged",
        ConversationSplit = "conversation.split",
        /// This customer is now read under another, or by itself again.
        CustomerMerged = "customer.merged",
        SuggestionsChanged = "suggestions.changed",
        InviteChanged = "invite.changed",
        /// A delivery was given up, is in doubt, or was settled by a person.
        DeliveryChanged = "delivery.changed",
        ChannelAccountChanged = "channel_account.changed",
        CustomerUpdated = "customer.updated",
        /// What a customer bought was told anew.
        OrdersChanged = "orders.changed",
        AgentUpdated = "agent.updated",
        ReadMarked = "read.marked",
        DraftSaved = "draft.saved",
        QuickRepliesChanged = "quick_replies.changed",
        TagsChanged = "tags.changed",
        /// An entry of a list by which the tenant works.
        SettingsChanged = "settings.changed",
        /// A brand or a queue: its name, its zone, whom it asks for.
        OrganisationChanged = "organisation.changed",
        InboundUnparsed = "inbound.unparsed",
        /// Somebody changed one, or how its calls go has turned.
        WebhookChanged = "webhook.changed",
    }
}

/// Kept 14 days, in `seq` order without gaps.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub tenant: TenantId,
    pub seq: i64,
    pub kind: EventKind,
    pub conversation: Option<ConversationId>,
    pub message_seq: Option<i64>,
    pub agent: Option<AgentId>,
    pub customer: Option<CustomerId>,
    /// Only this agent hears it; `None`: all staff with the right to see it.
    pub only: Option<AgentId>,
    /// The customer hears it too.
    pub public: bool,
    pub at: At,
}

/// An event before the log has numbered it.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    pub kind: EventKind,
    pub conversation: Option<ConversationId>,
    pub message_seq: Option<i64>,
    pub agent: Option<AgentId>,
    pub customer: Option<CustomerId>,
    pub only: Option<AgentId>,
    pub public: bool,
}

impl NewEvent {
    /// An entry of this kind about nothing yet.
    pub fn of(kind: EventKind) -> NewEvent {
        NewEvent { kind, conversation: None, message_seq: None, agent: None, customer: None, only: None, public: false }
    }
}
