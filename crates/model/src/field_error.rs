//! What is wrong with one field of a form.

/// One field that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Where it stands: `name`, `fields.week`, `form.attributes.size`.
    pub field: String,
    /// A word for programs: `required`, `format`, `too_long`, …
    pub code: &'static str,
    /// A sentence for people: what it has to be.
    pub detail: String,
}
