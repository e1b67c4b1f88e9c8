//! Notification (通知): what calls a person back to the console, and when it stays quiet.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach};
use model::port::{Choice, Text};
use model::{FieldError, Fields, Held};

/// Made by the browser itself: there are no files of sound.
const TONES: &[Choice] = &[
    Choice::of("off", Text { zh: "无声", en: "Silent" }),
    Choice::of("bell", Text { zh: "铃", en: "Bell" }),
    Choice::of("drop", Text { zh: "水滴", en: "Drop" }),
    Choice::of("wood", Text { zh: "木鱼", en: "Wood block" }),
    Choice::of("chord", Text { zh: "和弦", en: "Chord" }),
    Choice::of("pulse", Text { zh: "短促两声", en: "Two pulses" }),
];

const fn tone(key: &'static str, zh: &'static str, en: &'static str, preset: &'static str) -> Field {
    Field::new(key, Text { zh, en }, FieldKind::Choice(TONES)).preset(Preset::Text(preset))
}

const fn time(key: &'static str, zh: &'static str, en: &'static str, preset: &'static str) -> Field {
    Field::new(key, Text { zh, en }, FieldKind::Text { most: 5 }).preset(Preset::Text(preset))
}

pub const KIND: Kind = Kind {
    key: "notification",
    group: Group::People,
    title: Text { zh: "我的通知", en: "My notifications" },
    help: Text {
        zh: "只对自己有效，换一台电脑也跟着你；桌面通知由每个浏览器各自允许",
        en: "Yours alone, and with you at every machine; desktop notifications are allowed in each browser",
    },
    reach: Reach::Person,
    single: true,
    form: &[
        tone("offer", "新邀请的声音", "Sound of an offer", "chord"),
        tone("message", "新消息的声音", "Sound of a message", "drop"),
        tone("handed", "转接给我的声音", "Sound of a transfer", "bell"),
        tone("mention", "提到我的声音", "Sound of a mention", "bell"),
        tone("waiting", "客户久等的声音", "Sound of a long wait", "wood"),
        Field::new(
            "waiting_minutes",
            Text { zh: "等多久算久等（分钟）", en: "A long wait (minutes)" },
            FieldKind::Number { least: 1, most: 120 },
        )
        .preset(Preset::Number(3)),
        Field::new("volume", Text { zh: "音量（%）", en: "Volume (%)" }, FieldKind::Number { least: 0, most: 100 })
            .preset(Preset::Number(60)),
        Field::new("quiet", Text { zh: "安静时段", en: "Quiet hours" }, FieldKind::Flag)
            .help(Text {
                zh: "这段时间没有声音，也没有桌面通知；标题里仍有数字",
                en: "No sound and no desktop notification then; the title still counts",
            })
            .preset(Preset::Flag(false)),
        time("quiet_from", "安静从", "Quiet from", "22:00"),
        time("quiet_until", "安静到", "Quiet until", "08:00"),
    ],
    check,
};

fn check(fields: &Fields) -> Result<(), FieldError> {
    for key in ["quiet_from", "quiet_until"] {
        let is_time = |text: &str| text.len() == 5 && text.parse::<jiff::civil::Time>().is_ok();
        if let Some(Held::Text(text)) = fields.get(key)
            && !is_time(text)
        {
            let detail = "a time as in 22:00".into();
            return Err(FieldError { field: format!("fields.{key}"), code: "format", detail });
        }
    }
    Ok(())
}
