//! Disposition (小结): what a conversation was about, chosen when it is closed.
use super::super::form::{Field, FieldKind};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

pub const KIND: Kind = Kind {
    key: "disposition",
    group: Group::Reception,
    title: Text { zh: "会话小结", en: "Dispositions" },
    help: Text {
        zh: "结束会话时选择，用来统计客户为什么来",
        en: "Chosen when a conversation is closed; tells why customers come",
    },
    reach: Reach::Brand,
    single: false,
    form: &[
        Field::new("group", Text { zh: "分类", en: "Group" }, FieldKind::Text { most: 50 }),
        Field::new("note", Text { zh: "什么时候选它", en: "When to choose it" }, FieldKind::Text { most: 200 }),
    ],
    check: fine,
};
