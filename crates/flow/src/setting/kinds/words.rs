//! Words (话术): what a brand's customers are told by itself, in both languages.
use super::super::form::{Field, FieldKind};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

const fn said(key: &'static str, zh: &'static str, en: &'static str) -> Field {
    Field::new(key, Text { zh, en }, FieldKind::Paragraph { most: 500 })
}

pub const KIND: Kind = Kind {
    key: "words",
    group: Group::Reception,
    title: Text { zh: "问候与提示", en: "Greetings and notices" },
    help: Text {
        zh: "留空：问候与提醒用默认的话，结束语与服务时间外不说",
        en: "Left empty: the usual greeting and reminder are said, and neither farewell nor that it is closed",
    },
    reach: Reach::Brand,
    single: true,
    form: &[
        said("greeting_zh", "问候（中文）", "Greeting (Chinese)"),
        said("greeting_en", "问候（英文）", "Greeting (English)"),
        said("reminder_zh", "久未回复的提醒（中文）", "Reminder in silence (Chinese)"),
        said("reminder_en", "久未回复的提醒（英文）", "Reminder in silence (English)"),
        said("farewell_zh", "结束语（中文）", "Farewell (Chinese)"),
        said("farewell_en", "结束语（英文）", "Farewell (English)"),
        said("closed_zh", "服务时间外（中文）", "Outside of hours (Chinese)"),
        said("closed_en", "服务时间外（英文）", "Outside of hours (English)"),
    ],
    check: fine,
};
