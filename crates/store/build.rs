//! Lists the files of `migrations/` (`0001_name.sql`) for `engine::migrate`, so that a new file needs no other line.
//!
//! Their text is copied, not included by path: a target folder shared by several checkouts outlives each of them.
use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=migrations");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo says where we are")).join("migrations");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .map(|found| found.filter_map(Result::ok).map(|file| file.path()).collect())
        .unwrap_or_default();
    files.retain(|path| path.extension().is_some_and(|end| end == "sql"));
    files.sort();
    let lines: String = files.iter().map(|path| line(path)).collect();
    let out = Path::new(&env::var("OUT_DIR").expect("cargo says where to write")).join("migrations.rs");
    fs::write(out, format!("[{lines}]")).expect("the list is written");
}

/// One migration: its number, its name, its text.
fn line(path: &Path) -> String {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a migration has a plain name");
    let (number, name) = stem.split_once('_').expect("a migration is called 0001_name.sql");
    let number: i64 = number.parse().expect("a migration begins with its number");
    let text = fs::read_to_string(path).expect("a migration can be read");
    format!("({number}, {name:?}, {text:?}),\n")
}
