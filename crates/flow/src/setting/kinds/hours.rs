//! Hours (服务时间): when a brand receives, by days of the week in the brand's zone.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

pub const KIND: Kind = Kind {
    key: "hours",
    group: Group::Reception,
    title: Text { zh: "服务时间", en: "Hours" },
    help: Text {
        zh: "其他时间来的客户会得到说明，可以留言",
        en: "Customers who come at other times are told, and can leave a message",
    },
    reach: Reach::Brand,
    single: true,
    form: &[Field::new("week", Text { zh: "每周", en: "Each week" }, FieldKind::Week)
        .preset(Preset::Lines(&["1-7 00:00-24:00"]))
        .required()],
    check: fine,
};
