//! What can go wrong with a file.
use std::error::Error as _;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file has more bytes than may be kept. Nothing of it is kept.
    #[error("the file is larger than {limit} bytes")]
    TooLarge { limit: u64 },
    /// The sender stopped or broke off. Nothing of it is kept.
    #[error("the file did not arrive: {0}")]
    Broken(String),
    /// The range asked for begins after the file's end.
    #[error("the file has {size} bytes")]
    Range { size: u64 },
    #[error("files: {0}")]
    Disk(#[from] object_store::Error),
    #[error("files: {0}")]
    Folder(#[from] std::io::Error),
}

impl Error {
    /// No room on the disk, or the quota is used up: nothing was acknowledged, reading goes on.
    pub fn is_full(&self) -> bool {
        const ENOSPC: i32 = 28;
        const EDQUOT: i32 = 122;
        let mut why: Option<&(dyn std::error::Error + 'static)> = match self {
            Error::Folder(why) => Some(why),
            other => other.source(),
        };
        while let Some(it) = why {
            let code = it.downcast_ref::<std::io::Error>().and_then(std::io::Error::raw_os_error);
            if matches!(code, Some(ENOSPC | EDQUOT)) {
                return true;
            }
            why = it.source();
        }
        false
    }
}
