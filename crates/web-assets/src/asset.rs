//! Finding a file of the web build, in the smallest coding the reader takes.
use rust_embed::{EmbeddedFile, RustEmbed};
use std::borrow::Cow;

/// `web/dist` as it was when this crate was compiled; empty when it was not there.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

/// How the bytes are coded, as in `Content-Encoding`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Brotli, made by the web build beside the file as `name.br`.
    Br,
    /// Gzip, made by the web build beside the file as `name.gz`.
    Gzip,
    /// As they are.
    Identity,
}

impl Coding {
    /// From small to large: the order in which they are tried.
    pub const ALL: [Coding; 3] = [Coding::Br, Coding::Gzip, Coding::Identity];

    /// The word used in `Accept-Encoding` and `Content-Encoding`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Coding::Br => "br",
            Coding::Gzip => "gzip",
            Coding::Identity => "identity",
        }
    }

    const fn suffix(self) -> &'static str {
        match self {
            Coding::Br => ".br",
            Coding::Gzip => ".gz",
            Coding::Identity => "",
        }
    }
}

/// One file in one coding.
pub struct Asset {
    /// The bytes, static in a binary that embeds them.
    pub bytes: Cow<'static, [u8]>,
    /// How they are coded.
    pub coding: Coding,
    /// Quoted strong validator: equal exactly when the bytes are.
    pub etag: String,
}

/// The file at `path` (no leading slash) in the first coding that `accepts` and the build offers; `None`: no such file.
#[must_use]
pub fn find(path: &str, accepts: impl Fn(Coding) -> bool) -> Option<Asset> {
    let plain = Dist::get(path)?;
    for coding in Coding::ALL.into_iter().filter(|coding| *coding != Coding::Identity && accepts(*coding)) {
        if let Some(file) = Dist::get(&format!("{path}{}", coding.suffix())) {
            return Some(asset(file, coding));
        }
    }
    Some(asset(plain, Coding::Identity))
}

/// Whether the pages were there when this was compiled.
#[must_use]
pub fn is_built() -> bool {
    Dist::get("console/index.html").is_some()
}

fn asset(file: EmbeddedFile, coding: Coding) -> Asset {
    let hash = file.metadata.sha256_hash();
    let etag = hash.iter().take(16).fold(String::from("\""), |text, byte| text + &format!("{byte:02x}")) + "\"";
    Asset { bytes: file.data, coding, etag }
}
