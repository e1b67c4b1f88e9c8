//! Settings as the doors speak of them: kinds with their forms, entries, and what an entry was before.
use super::{
    operation::{Choice, Text},
    time::Time,
};
use desk::{FieldKind, Group, Kind, Preset, Reach};
use model::{Held, Uuid};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// The fields of an entry: each a text, a whole number, true or false, or a list of texts. A secret is written as a text and
/// shown as `true`, which, sent back, leaves it as it is.
pub type Fields = BTreeMap<String, Value>;

/// What one field holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum Value {
    Flag(bool),
    Number(i64),
    Text(String),
    Lines(Vec<String>),
}

/// A kind of settings: what its form asks for, whose its entries are, who keeps them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SettingKind {
    #[schema(example = "disposition")]
    pub kind: String,
    /// `reception`, `people`, `customers`, `safety` or `system`.
    pub group: String,
    pub title: Text,
    pub help: Text,
    /// `tenant` and `house`: the company's (`house`: kept by administrators); `brand`: each brand's; `person`: one's own.
    pub reach: String,
    /// There is one for each place, not a list.
    pub single: bool,
    /// The caller may change them.
    pub keeps: bool,
    pub form: Vec<FormField>,
}

/// One field of a form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FormField {
    pub key: String,
    pub title: Text,
    pub help: Text,
    /// `text`, `paragraph`, `number`, `flag`, `choice`, `several`, `lines`, `week`, `day`, `moment`, `color`, `url`, `agents`,
    /// `queue`, `brands` or `secret`.
    #[serde(rename = "type")]
    pub kind: String,
    pub required: bool,
    /// What stands there while nothing was said.
    #[schema(required)]
    pub preset: Option<Value>,
    /// Characters of a text or a line; the largest number.
    #[schema(required)]
    pub most: Option<i64>,
    /// The smallest number.
    #[schema(required)]
    pub least: Option<i64>,
    pub choices: Vec<Choice>,
}

/// One entry.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Setting {
    pub id: Uuid,
    pub kind: String,
    #[schema(required)]
    pub brand: Option<Uuid>,
    pub name: String,
    pub fields: Fields,
    pub position: i64,
    pub deleted: bool,
    pub version: i64,
    pub updated_at: Time,
}

/// A new entry.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewSetting {
    /// Where the kind belongs to brands.
    pub brand: Option<Uuid>,
    /// Not where there is only one.
    #[schema(max_length = 100)]
    pub name: Option<String>,
    pub fields: Option<Fields>,
    pub position: Option<i64>,
}

/// Changes of an entry; what is absent stays. `fields` is the whole form.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ChangeSetting {
    #[schema(max_length = 100)]
    pub name: Option<String>,
    pub fields: Option<Fields>,
    pub position: Option<i64>,
    /// The version that was seen: when there is a later one, `conflict`.
    pub version: Option<i64>,
}

/// Which version is to be brought back.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
pub struct RestoreSetting {
    #[schema(minimum = 1)]
    pub version: i64,
}

/// What an entry was.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SettingVersion {
    pub version: i64,
    pub name: String,
    pub fields: Fields,
    pub deleted: bool,
    #[schema(required)]
    pub made_by: Option<Uuid>,
    pub made_at: Time,
}

impl SettingKind {
    /// As this role sees it.
    #[must_use]
    pub fn of(it: &Kind, role: model::Role) -> SettingKind {
        SettingKind {
            kind: it.key.to_owned(),
            group: group(it.group).to_owned(),
            title: Text::from(it.title),
            help: Text::from(it.help),
            reach: reach(it.reach).to_owned(),
            single: it.single,
            keeps: it.reach.keeps(role),
            form: it.form.iter().map(FormField::from).collect(),
        }
    }
}

fn group(it: Group) -> &'static str {
    match it {
        Group::Reception => "reception",
        Group::People => "people",
        Group::Customers => "customers",
        Group::Safety => "safety",
        Group::System => "system",
    }
}

fn reach(it: Reach) -> &'static str {
    match it {
        Reach::Tenant => "tenant",
        Reach::Brand => "brand",
        Reach::Person => "person",
        Reach::House => "house",
    }
}

impl From<&desk::Field> for FormField {
    fn from(it: &desk::Field) -> FormField {
        let (kind, least, most, choices): (&str, Option<i64>, Option<i64>, &[model::port::Choice]) = match it.kind {
            FieldKind::Text { most } => ("text", None, Some(most as i64), &[]),
            FieldKind::Paragraph { most } => ("paragraph", None, Some(most as i64), &[]),
            FieldKind::Number { least, most } => ("number", Some(least), Some(most), &[]),
            FieldKind::Flag => ("flag", None, None, &[]),
            FieldKind::Choice(choices) => ("choice", None, None, choices),
            FieldKind::Several(choices) => ("several", None, None, choices),
            FieldKind::Lines { most } => ("lines", None, Some(most as i64), &[]),
            FieldKind::Week => ("week", None, None, &[]),
            FieldKind::Day => ("day", None, None, &[]),
            FieldKind::Moment => ("moment", None, None, &[]),
            FieldKind::Color => ("color", None, None, &[]),
            FieldKind::Url => ("url", None, None, &[]),
            FieldKind::Agents => ("agents", None, None, &[]),
            FieldKind::Queue => ("queue", None, None, &[]),
            FieldKind::Brands => ("brands", None, None, &[]),
            FieldKind::Secret => ("secret", None, None, &[]),
        };
        FormField {
            key: it.key.to_owned(),
            title: Text::from(it.title),
            help: Text::from(it.help),
            kind: kind.to_owned(),
            required: it.required,
            preset: preset(it.preset),
            most,
            least,
            choices: choices.iter().map(|it| Choice { value: it.value.to_owned(), title: it.title.into() }).collect(),
        }
    }
}

fn preset(it: Preset) -> Option<Value> {
    match it {
        Preset::Nothing => None,
        Preset::Flag(flag) => Some(Value::Flag(flag)),
        Preset::Number(number) => Some(Value::Number(number)),
        Preset::Text(text) => Some(Value::Text(text.to_owned())),
        Preset::Lines(lines) => Some(Value::Lines(lines.iter().map(|line| (*line).to_owned()).collect())),
    }
}

/// As the doors show them.
#[must_use]
pub fn shown(fields: &model::Fields) -> Fields {
    let value = |held: &Held| match held {
        Held::Flag(flag) => Value::Flag(*flag),
        Held::Number(number) => Value::Number(*number),
        Held::Text(text) => Value::Text(text.clone()),
        Held::Lines(lines) => Value::Lines(lines.clone()),
    };
    fields.iter().map(|(key, held)| (key.clone(), value(held))).collect()
}

/// As the desk takes them.
#[must_use]
pub fn taken(fields: Fields) -> model::Fields {
    let held = |value: Value| match value {
        Value::Flag(flag) => Held::Flag(flag),
        Value::Number(number) => Held::Number(number),
        Value::Text(text) => Held::Text(text),
        Value::Lines(lines) => Held::Lines(lines),
    };
    fields.into_iter().map(|(key, value)| (key, held(value))).collect()
}

impl From<&model::Setting> for Setting {
    fn from(it: &model::Setting) -> Setting {
        Setting {
            id: it.id.0,
            kind: it.kind.clone(),
            brand: it.brand.map(Into::into),
            name: it.name.clone(),
            fields: shown(&it.fields),
            position: it.position,
            deleted: it.deleted,
            version: it.version,
            updated_at: it.updated_at.into(),
        }
    }
}

impl From<&model::SettingVersion> for SettingVersion {
    fn from(it: &model::SettingVersion) -> SettingVersion {
        SettingVersion {
            version: it.version,
            name: it.name.clone(),
            fields: shown(&it.fields),
            deleted: it.deleted,
            made_by: it.made_by.map(Into::into),
            made_at: it.made_at.into(),
        }
    }
}

/// How many days each class would be kept; what is absent is kept for good.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RetentionTerms {
    #[param(minimum = 30, maximum = 36500)]
    pub conversation_days: Option<i64>,
    #[param(minimum = 180, maximum = 36500)]
    pub audit_days: Option<i64>,
    #[param(minimum = 7, maximum = 30)]
    pub webhook_days: Option<i64>,
}

impl From<RetentionTerms> for desk::Terms {
    fn from(it: RetentionTerms) -> desk::Terms {
        let RetentionTerms { conversation_days, audit_days, webhook_days } = it;
        desk::Terms { conversation_days, audit_days, webhook_days }
    }
}

/// What would be deleted today; each counted to 100,000 and no further.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Outlived {
    #[schema(minimum = 0, maximum = 100000)]
    pub conversations: i64,
    /// As old, but they wait until a delivery in them is settled.
    #[schema(minimum = 0, maximum = 100000)]
    pub unsettled: i64,
    #[schema(minimum = 0, maximum = 100000)]
    pub audit_rows: i64,
    #[schema(minimum = 0, maximum = 100000)]
    pub webhook_deliveries: i64,
}

impl From<desk::Outlived> for Outlived {
    fn from(it: desk::Outlived) -> Outlived {
        let desk::Outlived { conversations, unsettled, audit_rows, webhook_deliveries } = it;
        Outlived { conversations, unsettled, audit_rows, webhook_deliveries }
    }
}
