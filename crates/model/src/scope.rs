//! Scope: what a program's key may be used for. Its role still bounds it: a scope never gives more than the role has.

crate::words! {
    Scope {
        /// Everything that the key's role may, and what will be added later.
        All = "all",
        ConversationsRead = "conversations:read",
        ConversationsWrite = "conversations:write",
        CustomersRead = "customers:read",
        CustomersWrite = "customers:write",
        /// A phone number or an address without its mask; each look leaves an audit row.
        CustomersReveal = "customers:reveal",
        OrdersRead = "orders:read",
        /// Telling what customers bought; not acting on it.
        OrdersWrite = "orders:write",
        EventsRead = "events:read",
        SettingsRead = "settings:read",
        SettingsWrite = "settings:write",
        ChannelsRead = "channels:read",
        ChannelsWrite = "channels:write",
        PeopleRead = "people:read",
        PeopleWrite = "people:write",
        AuditRead = "audit:read",
        WebhooksRead = "webhooks:read",
        WebhooksWrite = "webhooks:write",
    }
}
