//! What a channel carries, as its manifest says.
use model::port;
use serde::Serialize;
use utoipa::ToSchema;

/// What a text's length is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextUnit {
    Characters,
    /// Bytes of UTF-8.
    Bytes,
}

impl From<port::TextUnit> for TextUnit {
    fn from(it: port::TextUnit) -> TextUnit {
        match it {
            port::TextUnit::Characters => TextUnit::Characters,
            port::TextUnit::Bytes => TextUnit::Bytes,
        }
    }
}

/// Files of one kind that a channel takes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Media {
    /// A media type, or its beginning; empty: every file.
    #[schema(example = "image/")]
    pub prefix: String,
    /// Bytes of one file.
    pub most: u64,
}

impl From<&port::Media> for Media {
    fn from(it: &port::Media) -> Media {
        Media { prefix: it.prefix.to_owned(), most: it.most }
    }
}
