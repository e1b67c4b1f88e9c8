//! Retention (保留期限): how long what came in is kept.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

const fn days(key: &'static str, zh: &'static str, en: &'static str, least: i64, preset: i64) -> Field {
    Field::new(key, Text { zh, en }, FieldKind::Number { least, most: 36_500 }).preset(Preset::Number(preset))
}

pub const KIND: Kind = Kind {
    key: "retention",
    group: Group::System,
    title: Text { zh: "保留期限", en: "Retention" },
    help: Text { zh: "到期后自动删除", en: "Deleted by itself afterwards" },
    reach: Reach::House,
    single: true,
    form: &[
        days("raw_days", "原始报文（天）", "Raw bytes of what came in (days)", 7, 30),
        days("audit_days", "操作日志（天）", "Audit log (days)", 180, 1_095),
    ],
    check: fine,
};
