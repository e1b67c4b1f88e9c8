//! What a file is, from its first bytes; never from what the sender says.

/// What is not known, or known to be dangerous in a browser (HTML, SVG, scripts, programs): it can only be saved.
pub const UNKNOWN: &str = "application/octet-stream";

/// What is named. Images are only those that every browser shows.
const NAMED: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/avif",
    "image/bmp",
    "audio/mpeg",
    "audio/aac",
    "audio/m4a",
    "audio/amr",
    "audio/ogg",
    "audio/opus",
    "audio/x-wav",
    "audio/x-flac",
    "video/mp4",
    "video/webm",
    "video/quicktime",
    "video/x-m4v",
    "application/pdf",
    "application/zip",
    "application/gzip",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];

/// The media type (RFC 6838) of a file that begins so; `UNKNOWN` when it is not one of those that are named.
pub fn sniff(head: &[u8]) -> &'static str {
    let found = infer::get(head).map(|kind| kind.mime_type());
    found.filter(|kind| NAMED.contains(kind)).unwrap_or(UNKNOWN)
}
