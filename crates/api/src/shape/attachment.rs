//! A file that somebody sent.
use model::Uuid;
use serde::Serialize;
use utoipa::ToSchema;

/// A file; `url` is signed, relative to the installation and lives 24–48 h.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Attachment {
    pub id: Uuid,
    pub name: String,
    /// Media type by sniffing.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Bytes.
    #[schema(minimum = 0)]
    pub size: i64,
    pub url: String,
    /// Pixels; images only.
    #[schema(required)]
    pub width: Option<i64>,
    /// Pixels; images only.
    #[schema(required)]
    pub height: Option<i64>,
}

impl Attachment {
    /// With the address under which its bytes are.
    #[must_use]
    pub fn of(it: &model::Attached, url: String) -> Attachment {
        Attachment {
            id: it.id.0,
            name: it.name.clone(),
            media_type: it.media_type.clone(),
            size: it.size,
            url,
            width: it.width,
            height: it.height,
        }
    }
}
