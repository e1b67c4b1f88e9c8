//! Keeping and giving back: a file arrives under a passing name while its bytes are counted and hashed, is fsynced, and
//! only then gets the name that says what it holds.
use super::error::{Error, Result};
use super::folder::{ARRIVING, hex, key, make};
use super::hold::{Hold, Holds};
use super::{kind, picture};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{GetOptions, GetRange, MultipartUpload, ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::OwnedRwLockWriteGuard;

/// As much of a file as its kind and its size in pixels are read from: a photo's Exif and colour profile stand before.
const HEAD: usize = 256 << 10;

/// The folder of all files. Cheap to clone.
#[derive(Clone)]
pub struct Objects {
    files: Arc<LocalFileSystem>,
    arriving: PathBuf,
    next: Arc<AtomicU64>,
    holds: Holds,
}

/// What became of a file; it is on the disk, and stays while this lives.
#[derive(Debug)]
pub struct Kept {
    /// Lower-case hex of the bytes' SHA-256; the file's name from now on.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// By its first bytes; see `sniff`.
    pub media_type: &'static str,
    /// Pixels.
    pub width: Option<i64>,
    pub height: Option<i64>,
    /// Until the row that refers to the file is committed.
    pub hold: Hold,
}
/// A file, or the part of it that was asked for.
pub struct Body {
    /// Bytes of the whole file.
    pub size: u64,
    /// Which of them `stream` gives.
    pub range: Range<u64>,
    pub stream: BoxStream<'static, Result<Bytes>>,
}

impl Objects {
    /// Opens or creates the folder. All its sub-folders are made now, so that no file's own folder is ever in doubt.
    pub async fn open(folder: &Path) -> Result<Objects> {
        let folder = folder.to_owned();
        let making = tokio::task::spawn_blocking(move || make(&folder).map(|()| folder));
        let folder = making.await.map_err(object_store::Error::from)??;
        let files = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Objects {
            files: Arc::new(files),
            arriving: folder.join(ARRIVING),
            next: Arc::default(),
            holds: Holds::new(),
        })
    }
    /// Removes what was still arriving when the last run ended. Once, at the start, before anything is put; says how
    /// many there were.
    pub async fn sweep(&self) -> Result<u64> {
        let (mut left, mut entries) = (0, tokio::fs::read_dir(&self.arriving).await?);
        while let Some(entry) = entries.next_entry().await? {
            tokio::fs::remove_file(entry.path()).await?;
            left += 1;
        }
        Ok(left)
    }
    /// Keeps the bytes, at most `limit` of them. When it answers, they are on the disk under their hash; the same bytes
    /// twice are one file. A sender who breaks off leaves nothing.
    pub async fn put<E: std::fmt::Display>(
        &self,
        body: impl Stream<Item = Result<Bytes, E>> + Send,
        limit: u64,
    ) -> Result<Kept> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let passing = Key::from_iter([ARRIVING, &format!("{}-{number}", std::process::id())]);
        let mut upload = self.files.put_multipart(&passing).await?;
        match arrive(&mut upload, body, limit).await {
            Ok(arrived) => self.settle(upload, passing, arrived).await,
            Err(why) => {
                let _ = upload.abort().await; // what cannot be removed now is swept at the next start
                Err(why)
            }
        }
    }
    /// The file of this name, or the part of it; `None` if there is none.
    pub async fn get(&self, sha256: &str, part: Option<Range<u64>>) -> Result<Option<Body>> {
        let Some(key) = key(sha256) else { return Ok(None) };
        let options = GetOptions { range: part.clone().map(GetRange::Bounded), ..GetOptions::default() };
        match self.files.get_opts(&key, options).await {
            Ok(found) => {
                let (size, range) = (found.meta.size, found.range.clone());
                Ok(Some(Body { size, range, stream: found.into_stream().map_err(Error::Disk).boxed() }))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(why) if part.is_some() => match self.files.head(&key).await {
                Ok(found) if part.is_some_and(|part| part.is_empty() || part.start >= found.size) => {
                    Err(Error::Range { size: found.size })
                }
                _ => Err(Error::Disk(why)),
            },
            Err(why) => Err(Error::Disk(why)),
        }
    }
    /// Whether there is a file of this name.
    pub async fn exists(&self, sha256: &str) -> Result<bool> {
        let Some(key) = key(sha256) else { return Ok(false) };
        match self.files.head(&key).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(why) => Err(Error::Disk(why)),
        }
    }
    /// Whether the file is there and still holds what its name says.
    pub async fn is_whole(&self, sha256: &str) -> Result<bool> {
        let Some(mut body) = self.get(sha256, None).await? else { return Ok(false) };
        let mut hash = Sha256::new();
        while let Some(bytes) = body.stream.try_next().await? {
            hash.update(&bytes);
        }
        Ok(hex(&hash.finalize()) == sha256)
    }
    /// Waits until nobody holds the file. While the answer lives nobody puts it, so that one can look whether anything
    /// refers to it, and forget it.
    pub async fn alone(&self, sha256: &str) -> Alone<'_> {
        Alone { objects: self, sha256: sha256.to_owned(), _nobody: self.holds.alone(sha256).await }
    }

    /// Fsync, and the lasting name. The same content is put in place again: the one before may not be fsynced yet.
    #[expect(clippy::disallowed_methods, reason = "two steps that belong together, even when their caller gives up")]
    async fn settle(&self, mut upload: Box<dyn MultipartUpload>, passing: Key, it: Arrived) -> Result<Kept> {
        let (files, hold) = (self.files.clone(), self.holds.hold(&it.sha256).await);
        let settling = tokio::spawn(async move {
            upload.complete().await?;
            let lasting = key(&it.sha256).expect("a hash of ours");
            files.rename(&passing, &lasting).await?;
            let Arrived { sha256, size, media_type, pixels: (width, height) } = it;
            Ok::<_, object_store::Error>(Kept { sha256, size, media_type, width, height, hold })
        });
        Ok(settling.await.map_err(object_store::Error::from)??)
    }
}

/// A file that nobody holds.
pub struct Alone<'a> {
    objects: &'a Objects,
    sha256: String,
    _nobody: OwnedRwLockWriteGuard<()>,
}

impl Alone<'_> {
    /// Forgets the file. Not an error if there is none.
    pub async fn forget(self) -> Result<()> {
        let Some(key) = key(&self.sha256) else { return Ok(()) };
        match self.objects.files.delete(&key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(why) => Err(Error::Disk(why)),
        }
    }
}

/// What is known once all bytes have come.
struct Arrived {
    sha256: String,
    size: i64,
    media_type: &'static str,
    pixels: (Option<i64>, Option<i64>),
}

/// Writes the bytes as they come.
async fn arrive<E: std::fmt::Display>(
    upload: &mut Box<dyn MultipartUpload>,
    body: impl Stream<Item = Result<Bytes, E>> + Send,
    limit: u64,
) -> Result<Arrived> {
    let (mut body, mut hash, mut head, mut size) = (std::pin::pin!(body), Sha256::new(), vec![], 0);
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|why| Error::Broken(why.to_string()))?;
        size += bytes.len() as u64;
        if size > limit {
            return Err(Error::TooLarge { limit });
        }
        head.extend(bytes.iter().take(HEAD - head.len()));
        hash.update(&bytes);
        upload.put_part(bytes.into()).await?;
    }
    let (width, height) = picture::size(&head).unzip();
    let pixels = (width.map(i64::from), height.map(i64::from));
    Ok(Arrived { sha256: hex(&hash.finalize()), size: size as i64, media_type: kind::sniff(&head), pixels })
}
