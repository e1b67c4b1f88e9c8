//! Team (班组): colleagues who work together.
use super::super::form::{Field, FieldKind};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

pub const KIND: Kind = Kind {
    key: "team",
    group: Group::People,
    title: Text { zh: "班组", en: "Teams" },
    help: Text {
        zh: "一起当班的同事；队列可以只派给一个班组，快捷回复可以只给一个班组用",
        en: "Colleagues who work together; a queue can be served by one team, and quick replies can be one team's",
    },
    reach: Reach::Tenant,
    single: false,
    form: &[Field::new("note", Text { zh: "说明", en: "Note" }, FieldKind::Text { most: 200 })],
    check: fine,
};
