//! Attribute (自定义字段): what a tenant keeps of its customers beside name, phone and e-mail.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach};
use model::port::{Choice, Text};
use model::{FieldError, Fields, Held};

const TYPES: &[Choice] = &[
    Choice::of("text", Text { zh: "文字", en: "Text" }),
    Choice::of("number", Text { zh: "数字", en: "Number" }),
    Choice::of("flag", Text { zh: "是或否", en: "Yes or no" }),
    Choice::of("day", Text { zh: "日期", en: "Date" }),
    Choice::of("choice", Text { zh: "选择", en: "Choice" }),
];

pub const KIND: Kind = Kind {
    key: "attribute",
    group: Group::Customers,
    title: Text { zh: "客户字段", en: "Customer fields" },
    help: Text { zh: "显示在客户资料里", en: "Shown in the customer's panel" },
    reach: Reach::Tenant,
    single: false,
    form: &[
        Field::new("key", Text { zh: "接口里的名字", en: "Name in the API" }, FieldKind::Text { most: 32 })
            .help(Text {
                zh: "小写字母、数字和下划线，如 member_level",
                en: "Lower-case letters, digits and underscores, as member_level",
            })
            .required(),
        Field::new("type", Text { zh: "类型", en: "Type" }, FieldKind::Choice(TYPES))
            .preset(Preset::Text("text"))
            .required(),
        Field::new("choices", Text { zh: "可选的值", en: "Choices" }, FieldKind::Lines { most: 50 })
            .help(Text { zh: "每行一个", en: "One a line" }),
    ],
    check,
};

fn check(fields: &Fields) -> Result<(), FieldError> {
    let wrong = |field: &str, detail: &str| {
        Err(FieldError { field: format!("fields.{field}"), code: "format", detail: detail.to_owned() })
    };
    if let Some(Held::Text(key)) = fields.get("key")
        && !key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    {
        return wrong("key", "lower-case letters, digits and underscores");
    }
    if fields.get("type") == Some(&Held::Text("choice".into())) && !fields.contains_key("choices") {
        return wrong("choices", "name at least one choice");
    }
    Ok(())
}
