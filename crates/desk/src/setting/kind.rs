//! Kinds of settings: the visible list. To add one: a file beside these with its `KIND`, and its line in [`KINDS`].
use super::form::Field;
use crate::FieldError;
use model::port::Text;
use model::{Fields, Role};

/// One kind of entry, as the console shows it and the desk checks it.
#[derive(Debug)]
pub struct Kind {
    /// `disposition`, `break_reason`, …
    pub key: &'static str,
    pub group: Group,
    pub title: Text,
    /// What it is good for, in a sentence.
    pub help: Text,
    pub reach: Reach,
    /// There is one, not a list; it has no name.
    pub single: bool,
    pub form: &'static [Field],
    /// What no single field can tell.
    pub check: fn(&Fields) -> Result<(), FieldError>,
}

impl Kind {
    /// Entries in one place at most. Views are fewer: all of them are asked for together.
    pub(super) fn most(&self) -> usize {
        match self.key {
            "view" | "my_view" => 100,
            _ => 500,
        }
    }
}

/// Where people look for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Reception,
    People,
    Customers,
    Safety,
    System,
}

/// Whose its entries are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The company's; kept by operators.
    Tenant,
    /// A brand's; kept by operators who have a right to it.
    Brand,
    /// Everybody's own.
    Person,
    /// The company's; kept by administrators.
    House,
}

impl Reach {
    /// Whether this role keeps entries of that reach.
    pub fn keeps(self, role: Role) -> bool {
        match self {
            Reach::Tenant | Reach::Brand => role.operates(),
            Reach::Person => role.receives(),
            Reach::House => role.administers(),
        }
    }
}

/// Nothing more to check.
pub(crate) fn fine(_: &Fields) -> Result<(), FieldError> {
    Ok(())
}
