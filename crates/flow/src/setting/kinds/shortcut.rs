//! Shortcut (快捷键): the keys of a person where they differ from ours.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach};
use model::port::Text;
use model::{FieldError, Fields, Held};

/// Lines at most: more than there are actions.
const MOST: usize = 200;

pub const KIND: Kind = Kind {
    key: "shortcut",
    group: Group::People,
    title: Text { zh: "我的快捷键", en: "My shortcuts" },
    help: Text {
        zh: "只对自己有效。在工作台里按 ? 更换更方便",
        en: "Yours alone. It is easier to change them by pressing ? in the console",
    },
    reach: Reach::Person,
    single: true,
    form: &[
        Field::new("on", Text { zh: "启用快捷键", en: "Use shortcuts" }, FieldKind::Flag).preset(Preset::Flag(true)),
        Field::new("keys", Text { zh: "更换过的按键", en: "Changed keys" }, FieldKind::Lines { most: 64 }).help(Text {
            zh: "每行一个：动作和按键，如 close e；只写动作表示停用",
            en: "One a line: action and key, as close e; the action alone switches it off",
        }),
    ],
    check,
};

fn check(fields: &Fields) -> Result<(), FieldError> {
    let wrong = |detail: String| Err(FieldError { field: "fields.keys".into(), code: "format", detail });
    let Some(Held::Lines(lines)) = fields.get("keys") else { return Ok(()) };
    if lines.len() > MOST {
        return wrong(format!("at most {MOST} lines"));
    }
    match lines.iter().find(|line| line.split_whitespace().count() > 2) {
        Some(line) => wrong(format!("`{line}`: an action and a key, as in close e")),
        None => Ok(()),
    }
}
