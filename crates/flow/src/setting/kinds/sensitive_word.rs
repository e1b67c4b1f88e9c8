//! Sensitive word (敏感词): what agents should not send.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::{Choice, Text};

const ACTS: &[Choice] = &[
    Choice::of("block", Text { zh: "拦截", en: "Block" }),
    Choice::of("warn", Text { zh: "提醒后可发送", en: "Warn, may be sent" }),
    Choice::of("approve", Text { zh: "只有班长可以发", en: "Only supervisors send it" }),
];

pub const KIND: Kind = Kind {
    key: "sensitive_word",
    group: Group::Safety,
    title: Text { zh: "敏感词", en: "Sensitive words" },
    help: Text { zh: "坐席的回复里出现时", en: "When an agent's reply has one of them" },
    reach: Reach::Tenant,
    single: false,
    form: &[
        Field::new("words", Text { zh: "词", en: "Words" }, FieldKind::Lines { most: 50 })
            .help(Text { zh: "每行一个，不分大小写", en: "One a line, in any case" })
            .required(),
        Field::new("act", Text { zh: "怎么办", en: "What happens" }, FieldKind::Choice(ACTS))
            .preset(Preset::Text("block"))
            .required(),
    ],
    check: fine,
};
