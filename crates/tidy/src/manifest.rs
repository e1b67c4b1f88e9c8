//! A crate's `Cargo.toml`, read just far enough: which packages it asks for, in which table, on which line.
//!
//! Our manifests name one dependency per line; a reader that keeps line numbers makes better messages than a full parser.

/// Where a dependency stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// `[dependencies]`, `[build-dependencies]`, also below `[target.…]`: part of what we ship.
    Normal,
    /// `[dev-dependencies]`: tests only.
    Dev,
}

/// One dependency of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The key before `=` or `.workspace`.
    pub name: String,
    /// In which table it stands.
    pub table: Table,
    /// Line, counted from 1.
    pub line: usize,
    /// Whether version and base features come from the workspace.
    pub from_workspace: bool,
}

/// All dependencies a manifest names.
#[must_use]
pub fn dependencies(manifest: &str) -> Vec<Dependency> {
    let mut found: Vec<Dependency> = Vec::new();
    let mut section = Section::Other;
    for (line, text) in lines(manifest) {
        if let Some(header) = text.strip_prefix('[') {
            section = Section::named(header.trim_matches(['[', ']']));
            if let Section::One(table, name) = &section {
                found.push(Dependency { name: name.clone(), table: *table, line, from_workspace: false });
            }
            continue;
        }
        let Some((key, value)) = text.split_once('=') else { continue };
        let from_workspace = key.trim().ends_with("workspace") || value.replace(' ', "").contains("workspace=true");
        match &section {
            Section::Many(table) => {
                let name = key.split('.').next().unwrap_or(key).trim().trim_matches('"').to_owned();
                found.push(Dependency { name, table: *table, line, from_workspace });
            }
            Section::One(..) => {
                if let Some(last) = found.last_mut() {
                    last.from_workspace |= from_workspace;
                }
            }
            Section::Other => {}
        }
    }
    found
}

/// Whether the manifest takes the workspace's lints.
#[must_use]
pub fn takes_workspace_lints(manifest: &str) -> bool {
    let mut inside = false;
    lines(manifest).any(|(_, text)| {
        if text.starts_with('[') {
            inside = text == "[lints]";
        }
        (inside && text.replace(' ', "") == "workspace=true") || text.replace(' ', "") == "lints.workspace=true"
    })
}

fn lines(manifest: &str) -> impl Iterator<Item = (usize, &str)> {
    let without_comment = |text: &'_ str| text.find(" #").unwrap_or(text.len());
    manifest
        .lines()
        .enumerate()
        .map(move |(index, text)| (index + 1, text.split_at(without_comment(text)).0.trim()))
        .filter(|(_, text)| !text.is_empty() && !text.starts_with('#'))
}

enum Section {
    Many(Table),
    One(Table, String),
    Other,
}

impl Section {
    fn named(header: &str) -> Self {
        for (word, table) in
            [("dev-dependencies", Table::Dev), ("build-dependencies", Table::Normal), ("dependencies", Table::Normal)]
        {
            if header.starts_with("workspace.") {
                return Self::Other;
            }
            if header == word || header.ends_with(&format!(".{word}")) {
                return Self::Many(table);
            }
            let one = header
                .strip_prefix(&format!("{word}."))
                .or_else(|| header.split_once(&format!(".{word}.")).map(|(_, name)| name));
            if let Some(name) = one {
                return Self::One(table, name.trim_matches('"').to_owned());
            }
        }
        Self::Other
    }
}
