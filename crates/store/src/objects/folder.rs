//! How the files lie in their folder: `ab/<sha256>`, and `arriving/` for those that are not whole yet.
use object_store::path::Path as Key;
use std::fs::{self, File};
use std::path::Path;

/// Files on their way; swept at the start.
pub(super) const ARRIVING: &str = "arriving";

/// Where the file lies; `None` if this is no hash of ours, whatever else it may be.
pub(super) fn key(sha256: &str) -> Option<Key> {
    let ours = sha256.len() == 64 && sha256.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
    Some(Key::from_iter([sha256.get(..2).filter(|_| ours)?, sha256]))
}
/// Lower-case.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The folder with its 256 parts, on the disk.
pub(super) fn make(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let parts = (0..=255).map(|part| format!("{part:02x}"));
    for part in parts.chain([ARRIVING.to_owned()]).map(|part| folder.join(part)).filter(|part| !part.exists()) {
        fs::create_dir(part)?;
    }
    File::open(folder)?.sync_all()?;
    folder.parent().map_or(Ok(()), |above| File::open(above)?.sync_all())
}
