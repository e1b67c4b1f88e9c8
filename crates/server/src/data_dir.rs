//! The data folder: one process at a time, its secret key made at the first start, readable by its owner only.
use model::port::Chance;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Held while the process runs.
pub struct DataDir {
    pub path: PathBuf,
    pub key: [u8; 32],
    _lock: File,
}

/// Names of what lies in a data folder.
pub struct Named(PathBuf);

impl Named {
    /// The SQLite file.
    pub fn database(&self) -> PathBuf {
        self.0.join("parlor.db")
    }
    /// The folder of files.
    pub fn objects(&self) -> PathBuf {
        self.0.join("objects")
    }
    /// The secret key that was made at the first start.
    pub fn kept_key(&self) -> Result<[u8; 32], String> {
        read_key(&self.0.join("secret.key"))
            .map_err(|why| format!("data folder {}: secret.key: {why}", self.0.display()))
    }
}

impl DataDir {
    /// Makes the folder if need be and locks it; the error is a sentence for people.
    pub fn open(path: &Path, chance: &dyn Chance) -> Result<DataDir, String> {
        let told = |what: &str, why: &dyn std::fmt::Display| format!("data folder {}: {what}: {why}", path.display());
        std::fs::create_dir_all(path).map_err(|why| told("cannot be made", &why))?;
        std::fs::set_permissions(path, Permissions::from_mode(0o700))
            .map_err(|why| told("cannot be protected", &why))?;
        let lock = File::create(path.join("lock")).map_err(|why| told("cannot be written", &why))?;
        lock.try_lock().map_err(|_| {
            told("in use", &"another parlor runs on it; stop that one or name another folder in data_dir")
        })?;
        let key = key(&path.join("secret.key"), chance).map_err(|why| told("secret.key", &why))?;
        Ok(DataDir { path: path.to_owned(), key, _lock: lock })
    }

    /// What lies in a folder that another process may hold.
    pub fn named(path: &Path) -> Named {
        Named(path.to_owned())
    }

    /// The SQLite file.
    pub fn database(&self) -> PathBuf {
        DataDir::named(&self.path).database()
    }
    /// The folder of files.
    pub fn objects(&self) -> PathBuf {
        DataDir::named(&self.path).objects()
    }
}

/// 256 bits as hex; made, fsynced and only then used when there is none.
fn key(path: &Path, chance: &dyn Chance) -> Result<[u8; 32], String> {
    if path.exists() {
        return read_key(path);
    }
    let key = chance.secret();
    let text: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    let write = || -> std::io::Result<()> {
        let passing = path.with_extension("new");
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&passing)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&passing, path)?;
        path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
    };
    write().map_err(|why| why.to_string())?;
    Ok(key)
}

fn read_key(path: &Path) -> Result<[u8; 32], String> {
    let mut text = String::new();
    File::open(path).and_then(|mut file| file.read_to_string(&mut text)).map_err(|why| why.to_string())?;
    let digits = text.trim();
    let byte = |i: usize| digits.get(2 * i..2 * i + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
    let mut key = [0; 32];
    for (i, slot) in key.iter_mut().enumerate() {
        *slot = byte(i).ok_or("is damaged: it must hold 64 hexadecimal digits; restore it from a backup")?;
    }
    Ok(key)
}
