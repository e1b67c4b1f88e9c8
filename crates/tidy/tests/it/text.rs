//! Source text is taken apart rightly: words in comments and literals are not code, and the other way round.

use tidy::manifest::{Table, dependencies, takes_workspace_lints};
use tidy::rust_text::{Kind, code_lines, pieces};
use tidy::web_text::{literals, without_comments};

fn of_kind(source: &str, kind: Kind) -> Vec<(usize, &str)> {
    pieces(source).into_iter().filter(|piece| piece.kind == kind).map(|piece| (piece.line, piece.text)).collect()
}

#[test]
fn rust_literals_are_found_in_every_form() {
    let source = r###"let a = "one \" still one";
let b = r#"two " still two"#; let c = b"three"; let d = br"four"; // "no"
let e = '"'; let f = '\''; let g: &'static str = "five"; /* "no" /* "no" */ "no" */ let h = "
six";"###;
    let expected =
        [(1, "one \\\" still one"), (2, "two \" still two"), (2, "three"), (2, "four"), (3, "five"), (3, "\nsix")];
    assert_eq!(of_kind(source, Kind::Literal), expected);
}

#[test]
fn rust_comments_keep_their_lines() {
    let source = "a // one\n/* two\n three */ b\nlet s = \"// not\";";
    assert_eq!(of_kind(source, Kind::Comment), [(1, "// one"), (2, "/* two\n three */")]);
}

#[test]
fn code_lines_have_neither_comments_nor_literals() {
    let source = "one(); // todo!()\nlet s = \"todo!()\";\n/* a\n b */ two();";
    let lines: Vec<(usize, String)> =
        code_lines(source).into_iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    let expected = [(1, "one(); "), (2, "let s = \"\";"), (4, " two();")];
    assert_eq!(lines, expected.map(|(line, text)| (line, text.to_owned())));
}

#[test]
fn an_open_literal_ends_with_the_file() {
    assert_eq!(of_kind("let a = \"never ends", Kind::Literal), [(1, "never ends")]);
    assert_eq!(of_kind("let a = r#\"never ends\"", Kind::Literal), [(1, "never ends\"")]);
}

#[test]
fn web_comments_go_and_addresses_stay() {
    let source = "const a = 'http://x' // gone\n/* gone\n */ b <!-- gone --> c";
    let kept = without_comments(source);
    assert!(kept.contains("http://x") && !kept.contains("gone"), "{kept}");
    assert_eq!(kept.lines().count(), source.lines().count());
}

#[test]
fn web_literals_have_their_lines() {
    let found = literals("a('one')\n// 'no'\nb(`two\nlines`)\nc(\"three\")\n<p>don't</p>\nd('four')");
    let found: Vec<(usize, &str)> = found.iter().map(|literal| (literal.line, literal.text.as_str())).collect();
    assert_eq!(found, [(1, "one"), (3, "two\nlines"), (5, "three"), (6, "t</p>"), (7, "four")]);
}

#[test]
fn a_manifest_is_read_with_its_lines() {
    let manifest = "[package]\nname = \"x\"\nlicense.workspace = true\n\n[dependencies]\nmodel.workspace = true\n\
                    tokio = { workspace = true, features = [\"rt\"] } # why\n# gone = \"1\"\nown = \"1\"\n\n\
                    [dev-dependencies]\ninsta.workspace = true\n\n[target.'cfg(unix)'.dependencies]\nnix.workspace = true\n\n\
                    [dependencies.long]\nworkspace = true\n\n[lints]\nworkspace = true\n";
    let read: Vec<_> =
        dependencies(manifest).into_iter().map(|d| (d.name, d.table, d.line, d.from_workspace)).collect();
    let expected = [
        ("model", Table::Normal, 6, true),
        ("tokio", Table::Normal, 7, true),
        ("own", Table::Normal, 9, false),
        ("insta", Table::Dev, 12, true),
        ("nix", Table::Normal, 15, true),
        ("long", Table::Normal, 17, true),
    ];
    assert_eq!(read, expected.map(|(name, table, line, shared)| (name.to_owned(), table, line, shared)));
    assert!(takes_workspace_lints(manifest));
    assert!(!takes_workspace_lints("[package]\nlicense.workspace = true\n[dependencies]\nworkspace = true\n"));
}
