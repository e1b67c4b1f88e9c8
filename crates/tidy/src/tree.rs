//! The source tree as rules see it: paths and texts, read once from disk or made up by a test.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

/// Folders that hold nothing we wrote: build products, installed packages, throw-away data.
const NOT_OURS: &[&str] =
    &[".git", "target", "node_modules", "dist", ".dev", ".vite", "coverage", "test-results", "playwright-report"];

/// A text file of the repository.
#[derive(Clone, Debug)]
pub struct File {
    /// Path inside the repository, with `/` between the parts.
    pub path: String,
    /// The whole text.
    pub text: String,
}

impl File {
    /// The file name's last extension, without the dot; empty when there is none.
    #[must_use]
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, ext)| ext)
    }

    /// The last part of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Whether one of the folders above this file has this name.
    #[must_use]
    pub fn is_under(&self, folder: &str) -> bool {
        let (folders, _) = self.path.rsplit_once('/').unwrap_or_default();
        folders.split('/').any(|part| part == folder)
    }

    /// The crate this file belongs to (the folder below `crates/`), if it belongs to one.
    #[must_use]
    pub fn room(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split_once('/').map(|(room, _)| room)
    }

    /// Whether this is a test: in a `test`, `tests`, `e2e` or `fixtures` folder, `tests.rs`, or named `….test.…` or `….spec.…`.
    #[must_use]
    pub fn is_test(&self) -> bool {
        let name = self.name();
        ["test", "tests", "e2e", "fixtures"].iter().any(|folder| self.is_under(folder))
            || name == "tests.rs"
            || name.ends_with("_tests.rs")
            || name.contains(".test.")
            || name.contains(".spec.")
    }

    /// Whether a tool writes this file: it lies in a folder named `generated`, or is named `generated.…` itself.
    #[must_use]
    pub fn is_generated(&self) -> bool {
        self.is_under("generated") || self.name().starts_with("generated.")
    }
}

/// All files of the repository that we wrote.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    files: Vec<File>,
    paths: BTreeSet<String>,
}

impl Tree {
    /// Reads the tree below `root`, without build products and installed packages. Files that are not UTF-8 are known
    /// by path only.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut tree = Self::default();
        tree.walk(root, "")?;
        Ok(tree)
    }

    /// A made-up tree of (path, text), for tests of the rules.
    #[must_use]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self::default();
        for (path, text) in files {
            let above = path.match_indices('/').map(|(at, _)| path.split_at(at).0.to_owned());
            tree.paths.extend(above);
            tree.paths.insert((*path).to_owned());
            tree.files.push(File { path: (*path).to_owned(), text: (*text).to_owned() });
        }
        tree
    }

    /// All text files in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// Text files with one of these extensions (without the dot).
    pub fn with_extension<'a>(&'a self, extensions: &'a [&'a str]) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(|file| extensions.contains(&file.extension()))
    }

    /// The text file at this path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether a file (text or not) or a folder is there.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        path.is_empty() || self.paths.contains(path)
    }

    fn walk(&mut self, folder: &Path, prefix: &str) -> io::Result<()> {
        let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
            let kind = entry.file_type()?;
            if kind.is_dir() && !NOT_OURS.contains(&name.as_str()) {
                self.paths.insert(path.clone());
                self.walk(&entry.path(), &path)?;
            } else if kind.is_file() {
                self.read_file(&entry.path(), path)?;
            }
        }
        Ok(())
    }

    fn read_file(&mut self, place: &Path, path: String) -> io::Result<()> {
        // An editor's or a neighbour's temporary file may vanish between listing and reading.
        let bytes = match fs::read(place) {
            Err(gone) if gone.kind() == io::ErrorKind::NotFound => return Ok(()),
            read => read?,
        };
        self.paths.insert(path.clone());
        if let Ok(text) = String::from_utf8(bytes) {
            self.files.push(File { path, text });
        }
        Ok(())
    }
}
