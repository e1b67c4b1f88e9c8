//! Form (留言表单): what a brand asks of somebody whom nobody can answer now.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach};
use model::port::{Choice, Text};
use model::{FieldError, Fields, Held};

const OWN: &[Choice] = &[
    Choice::of("name", Text { zh: "称呼", en: "Name" }),
    Choice::of("phone", Text { zh: "电话", en: "Phone" }),
    Choice::of("email", Text { zh: "邮箱", en: "E-mail" }),
];

pub const KIND: Kind = Kind {
    key: "form",
    group: Group::Customers,
    title: Text { zh: "留言表单", en: "Message form" },
    help: Text {
        zh: "没有客服在线时，网页聊天窗口按它来问；没有设置时问称呼和一种联系方式",
        en: "What the web chat asks when nobody is there; without it, a name and one way of contact",
    },
    reach: Reach::Brand,
    single: true,
    form: &[
        Field::new("fields", Text { zh: "询问", en: "Ask for" }, FieldKind::Several(OWN))
            .preset(Preset::Lines(&["name", "phone", "email"])),
        Field::new("required", Text { zh: "其中必填", en: "Required of these" }, FieldKind::Several(OWN)),
        Field::new(
            "attributes",
            Text { zh: "还询问的客户字段", en: "Customer fields to ask for" },
            FieldKind::Lines { most: 32 },
        )
        .help(Text { zh: "每行一个接口里的名字", en: "One name in the API a line" }),
        Field::new(
            "required_attributes",
            Text { zh: "其中必填的客户字段", en: "Required customer fields" },
            FieldKind::Lines { most: 32 },
        )
        .help(Text { zh: "每行一个接口里的名字", en: "One name in the API a line" }),
    ],
    check,
};

/// Attributes asked for at most.
const MOST: usize = 10;

fn check(fields: &Fields) -> Result<(), FieldError> {
    let lines = |key: &str| match fields.get(key) {
        Some(Held::Lines(lines)) => lines.as_slice(),
        _ => &[],
    };
    let wrong = |field: &str, code: &'static str, detail: String| {
        Err(FieldError { field: format!("fields.{field}"), code, detail })
    };
    if lines("attributes").len() > MOST {
        return wrong("attributes", "too_many", format!("at most {MOST}"));
    }
    for (required, asked) in [("required", "fields"), ("required_attributes", "attributes")] {
        if let Some(odd) = lines(required).iter().find(|it| !lines(asked).contains(it)) {
            return wrong(required, "unknown", format!("`{odd}` is not asked for"));
        }
    }
    if !lines("fields").iter().any(|it| it == "phone" || it == "email") {
        return wrong("fields", "required", "ask for a phone or an e-mail, or nobody can be answered".into());
    }
    Ok(())
}
