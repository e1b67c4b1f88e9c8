//! Settings: which kinds there are, each with its form, and what may stand in one. `form`: fields and how each is checked;
//! `kind`: what a kind is; `kinds`: the visible list, a file for each.
mod form;
mod kind;
mod kinds;

pub use form::{Field, FieldKind, Preset, is_secret, range};
pub use kind::{Group, Kind, Reach};
pub use kinds::{KINDS, ORDER_SOURCE, SIDE_PANEL};

use model::{FieldError, Fields};

/// Entries of a kind in one place at most, where `kinds::FEW` names no other figure.
const MOST: usize = 500;

/// A kind by its key.
pub fn kind_of(key: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|it| it.key == key)
}

/// How many entries of a kind there may be in one place: of the company, of a brand, of a person.
pub fn most_of(key: &str) -> usize {
    kinds::FEW.iter().find(|(few, _)| *few == key).map_or(MOST, |(_, most)| *most)
}

/// The fields as they are kept: presets filled in, unknown ones refused.
/// # Errors
/// Every field that is wrong; what no single field can tell comes when all of them are right.
pub fn checked(kind: &Kind, given: &Fields) -> Result<Fields, Vec<FieldError>> {
    let (mut fields, mut wrong) = (Fields::new(), vec![]);
    for key in given.keys().filter(|key| !kind.form.iter().any(|it| it.key == key.as_str())) {
        let detail = "this kind has no such field".into();
        wrong.push(FieldError { field: format!("fields.{key}"), code: "unknown", detail });
    }
    for field in kind.form {
        let held = given.get(field.key).cloned().or_else(|| field.given());
        match field.check(held) {
            Ok(Some(held)) => {
                fields.insert(field.key.to_owned(), held);
            }
            Ok(None) => {}
            Err(why) => wrong.push(why),
        }
    }
    if wrong.is_empty() {
        wrong.extend((kind.check)(&fields).err());
    }
    if wrong.is_empty() { Ok(fields) } else { Err(wrong) }
}
