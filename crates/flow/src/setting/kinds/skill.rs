//! Skill (技能): what a queue may ask of whoever serves it.
use super::super::form::{Field, FieldKind};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

pub const KIND: Kind = Kind {
    key: "skill",
    group: Group::People,
    title: Text { zh: "技能", en: "Skills" },
    help: Text {
        zh: "队列可以要求技能和级别，只派给够格的人；级别在人员里填",
        en: "A queue can ask for a skill and a level, and is offered only to who has it; levels are set with each person",
    },
    reach: Reach::Tenant,
    single: false,
    form: &[Field::new("note", Text { zh: "说明", en: "Note" }, FieldKind::Text { most: 200 })],
    check: fine,
};
