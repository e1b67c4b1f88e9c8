//! Block (黑名单): whose messages ring at nobody's desk for a while, and why.
use super::super::form::{Field, FieldKind};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

pub const KIND: Kind = Kind {
    key: "block",
    group: Group::Safety,
    title: Text { zh: "黑名单", en: "Block list" },
    help: Text {
        zh: "名单上的人的消息仍会保存，但不排队", en: "What they write is kept, but does not queue"
    },
    reach: Reach::Brand,
    single: false,
    form: &[
        Field::new("identity", Text { zh: "身份或号码", en: "Address or number" }, FieldKind::Text { most: 200 })
            .required(),
        Field::new("reason", Text { zh: "原因", en: "Reason" }, FieldKind::Text { most: 200 }).required(),
        Field::new("until", Text { zh: "到", en: "Until" }, FieldKind::Moment),
    ],
    check: fine,
};
