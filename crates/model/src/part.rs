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
    /// Whom a note names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Named>,
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
    Location { latitude: String, longitude: String, label: String },
    Link {
        title: String,
        description: String,
        url: String,
        /// Address of a picture; empty: none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        picture: String,
    },
    /// A page of a mini-program.
    Applet { title: String, app_id: String, path: String },
    /// Something to listen to.
    Music { title: String, description: String, url: String },
    /// Answers to choose from.
    Menu { head: String, items: Vec<MenuItem>, tail: String },
    /// What the tenant keeps at the provider, by its id there: an article, a coupon.
    Material {
        /// The provider's word: `mpnews`, `mpnewsarticle`, `wxcard`.
        of: String,
        id: String,
        /// What people call it.
        title: String,
    },
}

/// One answer to choose from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MenuItem {
    /// What the channel says when it was chosen.
    pub id: String,
    pub text: String,
}

impl Card {
    /// The word for it, as a manifest lists what can be sent.
    pub fn word(&self) -> &str {
        match self {
            Card::Location { .. } => "location",
            Card::Link { .. } => "link",
            // A page of the channel's own mini-program need not say whose it is.
            Card::Applet { app_id, .. } if app_id.is_empty() => "page",
            Card::Applet { .. } => "applet",
            Card::Music { .. } => "music",
            Card::Menu { .. } => "menu",
            Card::Material { of, .. } => of,
        }
    }

    /// What people call it, for lists and previews.
    pub fn title(&self) -> &str {
        match self {
            Card::Location { label, .. } => label,
            Card::Menu { head, .. } => head,
            Card::Link { title, .. }
            | Card::Applet { title, .. }
            | Card::Music { title, .. }
            | Card::Material { title, .. } => title,
        }
    }
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
    /// Answers to what else the brand asks, by the keys of its attributes; `None`: the page does not ask the brand's questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Fields>,
}
