//! Break reason (小休原因): why an agent takes no new work for a while.
use super::super::form::{Field, FieldKind};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

pub const KIND: Kind = Kind {
    key: "break_reason",
    group: Group::People,
    title: Text { zh: "小休原因", en: "Break reasons" },
    help: Text { zh: "坐席暂停接待时选择", en: "Chosen by agents who pause" },
    reach: Reach::Tenant,
    single: false,
    form: &[Field::new(
        "minutes",
        Text { zh: "通常多少分钟", en: "Usual minutes" },
        FieldKind::Number { least: 1, most: 600 },
    )
    .help(Text { zh: "超过后状态变为琥珀色", en: "After that the presence turns amber" })],
    check: fine,
};
