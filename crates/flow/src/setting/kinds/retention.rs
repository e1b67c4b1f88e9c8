//! Retention (保留期限): how long what was said, logged and told is kept. Nothing is deleted by its age unless it says so.
use super::super::form::{Field, FieldKind};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

const fn days(key: &'static str, title: Text, least: i64, most: i64, help: Text) -> Field {
    Field::new(key, title, FieldKind::Number { least, most }).help(help)
}

pub const KIND: Kind = Kind {
    key: "retention",
    group: Group::System,
    title: Text { zh: "保留期限", en: "Retention" },
    help: Text {
        zh: "到期自动删除，删除后不能恢复；留空则一直保留。保存 24 小时后才开始删除",
        en: "Deleted by its age, which cannot be undone; left empty it is kept. Nothing is deleted within 24 hours of saving",
    },
    reach: Reach::House,
    single: true,
    form: &[
        days(
            "conversation_days",
            Text {
                zh: "已结束会话的消息与文件（天）", en: "Messages and files of closed conversations (days)"
            },
            30,
            36_500,
            Text {
                zh: "从结束那天算起；会话编号、日期、小结和客户资料保留",
                en: "From the day it was closed; its number, dates, disposition and the customer stay",
            },
        ),
        days(
            "audit_days",
            Text { zh: "审计记录（天）", en: "Audit log (days)" },
            180,
            36_500,
            Text { zh: "至少 180 天", en: "At least 180 days" },
        ),
        days(
            "webhook_days",
            Text { zh: "Webhook 投递记录（天）", en: "Webhook deliveries (days)" },
            7,
            30,
            Text { zh: "留空则保留 30 天", en: "Left empty they are kept for 30 days" },
        ),
    ],
    check: fine,
};
