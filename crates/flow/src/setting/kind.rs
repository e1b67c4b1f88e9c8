//! Kinds of settings: the visible list. To add one: a file beside these with its `KIND`, and its line in [`KINDS`].
use super::form::{Field, FieldKind};
use model::port::Text;
use model::{FieldError, Fields, Held, Role, Setting};

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
    /// The keys of what is sealed.
    pub fn secrets(&self) -> impl Iterator<Item = &'static str> {
        self.form.iter().filter(|field| field.kind == FieldKind::Secret).map(|field| field.key)
    }

    /// The entry as people see it.
    pub fn masked(&self, mut it: Setting) -> Setting {
        self.mask(&mut it.fields);
        it
    }

    /// Secrets are shown as `true` where there are some.
    pub fn mask(&self, fields: &mut Fields) {
        for key in self.secrets() {
            if let Some(held) = fields.get_mut(key) {
                *held = Held::Flag(true);
            }
        }
    }

    /// What was given, with `true` only where there is a secret that can stay; nothing given: everything stays.
    pub fn given(&self, given: Option<Fields>, before: &Fields) -> Fields {
        let mut fields = given.unwrap_or_else(|| {
            let mut all = before.clone();
            self.mask(&mut all);
            all
        });
        for key in self.secrets() {
            let stays = fields.get(key) == Some(&Held::Flag(true)) && before.contains_key(key);
            if !stays && matches!(fields.get(key), Some(Held::Flag(_))) {
                fields.remove(key);
            }
        }
        fields
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
pub(super) fn fine(_: &Fields) -> Result<(), FieldError> {
    Ok(())
}
