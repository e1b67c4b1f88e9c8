//! Display (显示): how dense, how large and how lively the console is for a person.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::{Choice, Text};

const DENSITIES: &[Choice] = &[
    Choice::of("roomy", Text { zh: "宽松", en: "Comfortable" }),
    Choice::of("compact", Text { zh: "紧凑", en: "Compact" }),
];
const SIZES: &[Choice] = &[
    Choice::of("small", Text { zh: "小", en: "Small" }),
    Choice::of("normal", Text { zh: "标准", en: "Normal" }),
    Choice::of("large", Text { zh: "大", en: "Large" }),
    Choice::of("largest", Text { zh: "特大", en: "Largest" }),
];
const MOTIONS: &[Choice] = &[
    Choice::of("system", Text { zh: "跟随系统", en: "As the system" }),
    Choice::of("less", Text { zh: "减少", en: "Reduced" }),
];
const SEND_KEYS: &[Choice] = &[
    Choice::of("enter", Text { zh: "Enter", en: "Enter" }),
    Choice::of("mod", Text { zh: "Ctrl 或 ⌘ + Enter", en: "Ctrl or ⌘ + Enter" }),
];

const fn choice(key: &'static str, title: Text, choices: &'static [Choice], preset: &'static str) -> Field {
    Field::new(key, title, FieldKind::Choice(choices)).preset(Preset::Text(preset))
}

pub const KIND: Kind = Kind {
    key: "display",
    group: Group::People,
    title: Text { zh: "我的显示", en: "My display" },
    help: Text {
        zh: "只对自己有效，换一台电脑也跟着你；主题由每个浏览器各自选择",
        en: "Yours alone, and with you at every machine; the theme is chosen in each browser",
    },
    reach: Reach::Person,
    single: true,
    form: &[
        choice("density", Text { zh: "密度", en: "Density" }, DENSITIES, "roomy"),
        choice("text", Text { zh: "文字大小", en: "Text size" }, SIZES, "normal"),
        choice("motion", Text { zh: "动效", en: "Motion" }, MOTIONS, "system"),
        choice("send_key", Text { zh: "发送键", en: "Send key" }, SEND_KEYS, "enter"),
    ],
    check: fine,
};
