//! What is looked for.

/// One word or phrase that must be found, as the index knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchTerm {
    /// All of these in one message.
    pub tokens: Vec<String>,
    /// Or one of these anywhere in the conversation: a number, a phone, an address.
    pub instead: Vec<String>,
}
