//! Temporary media: what may be uploaded, how it is told apart by its first bytes, how long it is kept.
use bytes::Bytes;

/// Three days, in seconds.
const LIFE: u64 = 3 * 86_400;
const KIB: usize = 1_024;

/// A kept picture, sound or film.
#[derive(Clone, Debug)]
pub(super) struct Media {
    pub(super) bytes: Bytes,
    /// `image/png` and so on.
    pub(super) content_type: &'static str,
    /// `image`, `voice`, `video` or `thumb`.
    pub(super) kind: String,
    /// Unix seconds.
    pub(super) until: u64,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// No such kind of media.
    Kind,
    /// Not one of the kind's formats.
    Format,
    /// Too large for its kind.
    Size,
    /// Nothing in it.
    Empty,
}

impl Media {
    /// A file of this kind, kept from `now` (unix seconds).
    pub(super) fn new(kind: &str, bytes: Bytes, now: u64) -> Result<Media, Unfit> {
        let (formats, most): (&[&str], usize) = match kind {
            "image" => (&["image/png", "image/jpeg", "image/gif"], 10 * KIB * KIB),
            "voice" => (&["audio/amr", "audio/mpeg"], 2 * KIB * KIB),
            "video" => (&["video/mp4"], 10 * KIB * KIB),
            "thumb" => (&["image/jpeg"], 64 * KIB),
            _ => return Err(Unfit::Kind),
        };
        if bytes.is_empty() {
            return Err(Unfit::Empty);
        }
        let content_type = sniffed(&bytes).filter(|found| formats.contains(found)).ok_or(Unfit::Format)?;
        if bytes.len() > most {
            return Err(Unfit::Size);
        }
        Ok(Media { bytes, content_type, kind: kind.to_owned(), until: now + LIFE })
    }
}

fn sniffed(bytes: &[u8]) -> Option<&'static str> {
    let is_frame = bytes.first() == Some(&0xff) && bytes.get(1).is_some_and(|second| second & 0xe0 == 0xe0);
    match bytes {
        _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Some("image/png"),
        _ if bytes.starts_with(b"\xff\xd8\xff") => Some("image/jpeg"),
        _ if bytes.starts_with(b"GIF8") => Some("image/gif"),
        _ if bytes.starts_with(b"#!AMR") => Some("audio/amr"),
        _ if bytes.starts_with(b"ID3") || is_frame => Some("audio/mpeg"),
        _ if bytes.get(4..8) == Some(b"ftyp") => Some("video/mp4"),
        _ => None,
    }
}
