//! Every text a person sees exists in both languages: the two locale files have the same keys.

use std::collections::BTreeMap;

use crate::finding::{Finding, Reason};
use crate::tree::{File, Tree};
use crate::web_text::{string_length, without_comments};

const REASON: Reason = Reason {
    why: "a text in one language only is a hole on somebody's screen",
    mend: "write the text in both languages, Chinese first and short",
};

/// Texts that one of zh-CN and en lacks.
#[must_use]
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut found = Vec::new();
    for file in tree.with_extension(&["ts", "json"]).filter(|file| is_locale(file)) {
        let Some(other) = sibling(tree, &file.path) else { continue };
        match tree.file(&other) {
            None => found.push(REASON.at(&file.path, 1, format!("`{other}` is missing"))),
            Some(other) => {
                let there = keys(&other.text);
                for (key, line) in keys(&file.text).into_iter().filter(|(key, _)| !there.contains_key(key)) {
                    found.push(REASON.at(&file.path, line, format!("`{key}` is missing in `{}`", other.path)));
                }
            }
        }
    }
    found
}

fn is_locale(file: &File) -> bool {
    (file.is_under("locales") || file.is_under("i18n")) && !file.is_test()
}

/// The same place in the other language: the part of the path that is `zh-CN` (or `zh`) or `en`, as a folder or a file
/// name. Of the two names Chinese may have, the one that is there; else the full one.
fn sibling(tree: &Tree, path: &str) -> Option<String> {
    let named = |languages: &[&str]| path.split('/').position(|part| languages.contains(&stem(part)));
    if let Some(at) = named(&["zh-CN", "zh"]) {
        return Some(renamed(path, at, "en"));
    }
    let at = named(&["en"])?;
    let short = Some(renamed(path, at, "zh")).filter(|short| tree.has(short));
    short.or_else(|| Some(renamed(path, at, "zh-CN")))
}

fn stem(part: &str) -> &str {
    part.split('.').next().unwrap_or_default()
}

/// The path with the stem of the part at `at` replaced.
fn renamed(path: &str, at: usize, language: &str) -> String {
    let rename = |(index, part): (usize, &str)| {
        if index == at { part.replacen(stem(part), language, 1) } else { part.to_owned() }
    };
    path.split('/').enumerate().map(rename).collect::<Vec<_>>().join("/")
}

/// Dotted keys of the object in a JSON file or an exported TypeScript object, with their lines. Lists count as one text.
fn keys(text: &str) -> BTreeMap<String, usize> {
    let text = without_comments(text);
    let mut reader = Reader { keys: BTreeMap::new(), path: Vec::new(), word: String::new(), brackets: 0 };
    let mut line = 1;
    let mut rest = text.as_str();
    while let Some(mark) = rest.chars().next() {
        let length = if matches!(mark, '\'' | '"' | '`') { string_length(rest, mark) } else { mark.len_utf8() };
        let (token, after) = rest.split_at(length);
        reader.read(token, mark, line);
        line += token.matches('\n').count();
        rest = after;
    }
    reader.keys
}

struct Reader {
    keys: BTreeMap<String, usize>,
    path: Vec<String>,
    word: String,
    brackets: usize,
}

impl Reader {
    fn read(&mut self, token: &str, mark: char, line: usize) {
        match mark {
            '(' | '[' => self.brackets += 1,
            ')' | ']' => self.brackets = self.brackets.saturating_sub(1),
            _ if self.brackets > 0 => {}
            // Outside the object a colon belongs to a type.
            ':' if !self.word.is_empty() && !self.path.is_empty() => {
                let key = std::mem::take(&mut self.word);
                let full: Vec<&str> = self
                    .path
                    .iter()
                    .map(String::as_str)
                    .filter(|part| !part.is_empty())
                    .chain([key.as_str()])
                    .collect();
                self.keys.insert(full.join("."), line);
                self.word = key;
            }
            '{' => {
                let name = std::mem::take(&mut self.word);
                self.path.push(if self.path.is_empty() { String::new() } else { name });
            }
            '}' => {
                self.path.pop();
                self.word.clear();
            }
            ',' | ';' | '=' | '\n' => self.word.clear(),
            '\'' | '"' | '`' => token.trim_matches(mark).clone_into(&mut self.word),
            _ if mark.is_alphanumeric() || matches!(mark, '_' | '-' | '$') => self.word.push(mark),
            _ => {}
        }
    }
}
