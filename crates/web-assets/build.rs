//! Looks whether the web pages are built. It never runs npm: whoever only works on Rust needs no Node.
use std::path::Path;

fn main() {
    let dist = Path::new("../../web/dist");
    println!("cargo::rerun-if-changed=../../web/dist");
    println!("cargo::rerun-if-changed=build.rs");
    if dist.join("console/index.html").is_file() {
        return;
    }
    // Profiles that inherit from release report `release` here too.
    if std::env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo::error=web/dist is missing: build the web pages first (`make web`), a release carries them");
    } else {
        println!(
            "cargo::warning=web/dist is missing: the server will show a placeholder page; `make web` builds the pages"
        );
    }
}
