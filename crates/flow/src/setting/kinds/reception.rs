//! Reception (接待): how a brand's conversations are closed and when silence ends them.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach};
use model::port::Text;
use model::{FieldError, Fields};

pub const KIND: Kind = Kind {
    key: "reception",
    group: Group::Reception,
    title: Text { zh: "接待规则", en: "Reception" },
    help: Text {
        zh: "这个品牌的会话何时提醒、何时结束", en: "When conversations of this brand remind and end"
    },
    reach: Reach::Brand,
    single: true,
    form: &[
        Field::new(
            "remind_after",
            Text { zh: "客户不说话多久后提醒（秒）", en: "Remind a silent customer after (seconds)" },
            FieldKind::Number { least: 30, most: 86_400 },
        )
        .preset(Preset::Number(180)),
        Field::new(
            "close_after",
            Text { zh: "提醒后多久结束（秒）", en: "Close after the reminder (seconds)" },
            FieldKind::Number { least: 30, most: 86_400 },
        )
        .preset(Preset::Number(120)),
        Field::new(
            "offer_for",
            Text { zh: "邀请等多久（秒）", en: "An offer waits (seconds)" },
            FieldKind::Number { least: 5, most: 120 },
        )
        .preset(Preset::Number(20)),
        Field::new(
            "needs_disposition",
            Text { zh: "结束时必须选小结", en: "A disposition is required at close" },
            FieldKind::Flag,
        )
        .preset(Preset::Flag(false)),
    ],
    check,
};

fn check(_: &Fields) -> Result<(), FieldError> {
    Ok(())
}
