//! View (视图): a filter of the inbox by a name, shared by the company or one's own. The inbox draws and keeps them, not the
//! settings page.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach};
use model::port::{Choice, Text};
use model::{FieldError, Fields, Held, Uuid};

const PLACES: &[Choice] = &[
    Choice { value: "open", title: Text { zh: "未结束", en: "Open" } },
    Choice { value: "queue", title: Text { zh: "排队中", en: "Waiting" } },
    Choice { value: "agent", title: Text { zh: "接待中", en: "In hand" } },
    Choice { value: "pending", title: Text { zh: "挂起", en: "Pending" } },
];

const FORM: &[Field] = &[
    Field::new("place", Text { zh: "状态", en: "State" }, FieldKind::Choice(PLACES)).preset(Preset::Text("open")),
    Field::new("brand", Text { zh: "品牌", en: "Brand" }, FieldKind::Text { most: 36 }),
    Field::new("channel", Text { zh: "渠道", en: "Channel" }, FieldKind::Text { most: 64 }),
    Field::new("owner", Text { zh: "坐席", en: "Agent" }, FieldKind::Text { most: 36 })
        .help(Text { zh: "me：自己；none：没有人", en: "me: whoever looks; none: nobody" }),
    Field::new("tag", Text { zh: "标签", en: "Tag" }, FieldKind::Text { most: 32 }),
    Field::new(
        "waiting_minutes",
        Text { zh: "等待超过（分钟）", en: "Waiting longer than (minutes)" },
        FieldKind::Number { least: 1, most: 10_080 },
    ),
    Field::new("unanswered", Text { zh: "客户在等回复", en: "The customer waits for an answer" }, FieldKind::Flag)
        .preset(Preset::Flag(false)),
];

/// The company's.
pub const SHARED: Kind = Kind {
    key: "view",
    group: Group::Reception,
    title: Text { zh: "共享视图", en: "Shared views" },
    help: Text { zh: "所有人都能用的会话筛选", en: "Filters of the inbox for everybody" },
    reach: Reach::Tenant,
    single: false,
    form: FORM,
    check: ids,
};

/// One's own.
pub const OWN: Kind = Kind {
    key: "my_view",
    group: Group::Reception,
    title: Text { zh: "我的视图", en: "My views" },
    help: Text { zh: "自己的会话筛选", en: "One's own filters of the inbox" },
    reach: Reach::Person,
    single: false,
    form: FORM,
    check: ids,
};

fn ids(fields: &Fields) -> Result<(), FieldError> {
    for (key, words) in [("brand", &[][..]), ("owner", &["me", "none"][..])] {
        if let Some(Held::Text(said)) = fields.get(key)
            && !words.contains(&said.as_str())
            && said.parse::<Uuid>().is_err()
        {
            let detail = if words.is_empty() { "an id" } else { "an id, me or none" };
            return Err(FieldError { field: format!("fields.{key}"), code: "format", detail: detail.into() });
        }
    }
    Ok(())
}
