//! Break rule (小休规则): whether an agent who pauses has to say why.
use super::super::form::{Field, FieldKind, Preset};
use super::super::kind::{Group, Kind, Reach, fine};
use model::port::Text;

pub const KIND: Kind = Kind {
    key: "break_rule",
    group: Group::People,
    title: Text { zh: "小休规则", en: "Break rule" },
    help: Text { zh: "小休时要不要说原因", en: "Whether a break needs a reason" },
    reach: Reach::Tenant,
    single: true,
    form: &[Field::new("reason_required", Text { zh: "必须选择原因", en: "A reason is required" }, FieldKind::Flag)
        .preset(Preset::Flag(false))
        .help(Text {
            zh: "有“小休原因”时，只能从中选择；接口与程序同样遵守",
            en: "Where break reasons are listed it has to be one of them; programs are held to it too",
        })],
    check: fine,
};
