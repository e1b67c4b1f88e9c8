//! Attachment: a file somebody sent; content addressed, fsynced before anything refers to it.
use crate::{At, AttachmentId, TenantId, Uuid};
use serde::{Deserialize, Serialize};

/// What is known of a file beside its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    pub tenant: TenantId,
    pub id: AttachmentId,
    /// Who uploaded: agent id or visitor id. Only they may attach it to a message.
    pub uploader: Uuid,
    /// Lower-case hex of the bytes' SHA-256; also names the object.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// Media type by sniffing, never by what the sender claimed.
    pub media_type: String,
    /// File name as given, without folders and control characters; at most 200 characters.
    pub name: String,
    pub width: Option<i64>,
    pub height: Option<i64>,
    /// A message refers to it: it stays. Others are forgotten after a day.
    pub attached: bool,
    pub created_at: At,
}

/// What a message keeps of an attachment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attached {
    pub id: AttachmentId,
    pub name: String,
    #[serde(rename = "type")]
    pub media_type: String,
    pub size: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<i64>,
}

impl From<&Attachment> for Attached {
    fn from(it: &Attachment) -> Attached {
        Attached {
            id: it.id,
            name: it.name.clone(),
            media_type: it.media_type.clone(),
            size: it.size,
            width: it.width,
            height: it.height,
        }
    }
}

impl Attached {
    /// By its sniffed type.
    pub fn is_image(&self) -> bool {
        self.media_type.starts_with("image/")
    }
}
