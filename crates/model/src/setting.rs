//! Setting (设置): one entry of a list by which a tenant works, as a reason for a break, a disposition code, the hours of a
//! brand. What kinds there are, and the form of each, is listed in `desk`.
use crate::{AgentId, At, BrandId, SettingId, TenantId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one field of a form holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Held {
    Flag(bool),
    Number(i64),
    Text(String),
    Lines(Vec<String>),
}

/// The fields of an entry by their keys.
pub type Fields = BTreeMap<String, Held>;

/// One entry, as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub tenant: TenantId,
    pub id: SettingId,
    /// As desk's list calls it.
    pub kind: String,
    /// Whose it is where the kind belongs to brands.
    pub brand: Option<BrandId>,
    /// Whose it is where the kind belongs to people.
    pub owner: Option<AgentId>,
    /// What people call it; one of a kind, brand and owner has it once. Empty where there is only one.
    pub name: String,
    pub fields: Fields,
    /// Where it stands in its list, ascending.
    pub position: i64,
    /// Taken out of its list; kept, so that it can be brought back.
    pub deleted: bool,
    pub version: i64,
    pub updated_at: At,
}

/// What an entry was before, and who made it so.
#[derive(Clone, Debug, PartialEq)]
pub struct SettingVersion {
    pub tenant: TenantId,
    pub setting: SettingId,
    pub version: i64,
    pub name: String,
    pub fields: Fields,
    pub deleted: bool,
    /// `None`: the house itself.
    pub made_by: Option<AgentId>,
    pub made_at: At,
}

impl Setting {
    /// What is kept of it as it is now.
    pub fn version_by(&self, agent: AgentId) -> SettingVersion {
        SettingVersion {
            tenant: self.tenant,
            setting: self.id,
            version: self.version,
            name: self.name.clone(),
            fields: self.fields.clone(),
            deleted: self.deleted,
            made_by: Some(agent),
            made_at: self.updated_at,
        }
    }
    /// A text field; empty where there is none.
    pub fn text(&self, key: &str) -> &str {
        match self.fields.get(key) {
            Some(Held::Text(text)) => text,
            _ => "",
        }
    }
    /// A number field.
    pub fn number(&self, key: &str) -> Option<i64> {
        match self.fields.get(key) {
            Some(Held::Number(number)) => Some(*number),
            _ => None,
        }
    }
    /// A switch; off where there is none.
    pub fn flag(&self, key: &str) -> bool {
        matches!(self.fields.get(key), Some(Held::Flag(true)))
    }
    /// A list; empty where there is none.
    pub fn lines(&self, key: &str) -> &[String] {
        match self.fields.get(key) {
            Some(Held::Lines(lines)) => lines,
            _ => &[],
        }
    }
}
