//! Parts (附带内容): what a message carries beside its text.
use crate::*;
use serde::{Deserialize, Serialize};

/// What a message carries beside its text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attached>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awaited: Vec<Awaited>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Card>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Happening>,
    /// When it was said, by the provider's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_at: Option<At>,
    /// Why it did not go out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Failed>,
    /// It goes out as the approved template.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub template: bool,
}

impl Parts {
    /// Nothing beside the text.
    pub fn is_empty(&self) -> bool {
        *self == Parts::default()
    }
}

/// A file that the provider still holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Awaited {
    /// What it will be: image, voice, video or file.
    pub kind: MessageKind,
    /// The provider's name for it.
    pub reference: String,
    /// Why it did not come, once that is certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<String>,
}

/// Something to look at that is neither text nor file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Card {
    /// Degrees, as the provider gave them.
    Location {
        latitude: String,
        longitude: String,
        label: String,
    },
    Link {
        title: String,
        description: String,
        url: String,
    },
    /// A page of a mini-program.
    Applet {
        title: String,
        app_id: String,
        path: String,
    },
}

/// Why a message did not go out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failed {
    pub fault: Fault,
    /// In the provider's words.
    pub why: String,
}

/// What somebody who found nobody left behind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Form {
    pub name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
}
