//! Holiday (节假日): a day, or several, on which a brand's hours are others.
use super::super::form::{Field, FieldKind};
use super::super::kind::{Group, Kind, Reach};
use model::port::Text;
use model::{FieldError, Fields, Held};

pub const KIND: Kind = Kind {
    key: "holiday",
    group: Group::Reception,
    title: Text { zh: "节假日", en: "Holidays" },
    help: Text {
        zh: "这些天按另外的时间接待；不填时间为休息", en: "On these days the hours are others; none: closed"
    },
    reach: Reach::Brand,
    single: false,
    form: &[
        Field::new("from", Text { zh: "从", en: "From" }, FieldKind::Day).required(),
        Field::new("until", Text { zh: "到（含）", en: "Until (included)" }, FieldKind::Day).required(),
        Field::new("hours", Text { zh: "当天时间", en: "Hours of the day" }, FieldKind::Lines { most: 11 })
            .help(Text { zh: "每行一段，如 10:00-16:00", en: "One span a line, as 10:00-16:00" }),
    ],
    check,
};

fn check(fields: &Fields) -> Result<(), FieldError> {
    let wrong = |field: &str, detail: &str| {
        Err(FieldError { field: format!("fields.{field}"), code: "format", detail: detail.to_owned() })
    };
    if let (Some(Held::Text(from)), Some(Held::Text(until))) = (fields.get("from"), fields.get("until"))
        && until < from
    {
        return wrong("until", "not before the first day");
    }
    let spans = match fields.get("hours") {
        Some(Held::Lines(lines)) => lines.as_slice(),
        _ => &[],
    };
    if spans.iter().any(|span| super::super::form::range(&format!("1 {span}")).is_none()) {
        return wrong("hours", "spans of the day as in 10:00-16:00");
    }
    Ok(())
}
