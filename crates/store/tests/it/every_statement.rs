//! Every statement of the store is understood by both engines, and is the same to both.
use crate::both::{self, file, folder};
use std::path::Path;
use store::engine::{self, Db, Known, Room};

/// What a column may be in an answer of PostgreSQL: what `Plain` can read. An INT4 is a bare literal: cast it.
const KINDS: [&str; 6] = ["UUID", "TEXT", "BOOL", "INT8", "FLOAT8", "BYTEA"];

#[tokio::test]
async fn every_statement_is_understood_by_both_engines() {
    let ours: Vec<_> = engine::all().filter(|known| known.at.contains("store/src/")).collect();
    let mut wrong: Vec<_> =
        ours.iter().filter_map(|known| Some((*known, engine::unportable(known.written)?))).collect();
    let mut told: Vec<_> = wrong.drain(..).map(|(known, instead)| at(known, &format!("instead: {instead}"))).collect();

    let lite = Db::sqlite(&file(&folder("every")), Room::default()).await.unwrap();
    told.extend(misunderstood(&lite, &ours).await);
    if let Some(server) = both::server() {
        let postgres = both::Postgres::create(&server, "every").await;
        let db = Db::postgres(&postgres.url, Room::default()).await.unwrap();
        told.extend(misunderstood(&db, &ours).await);
        db.close().await;
        postgres.drop().await;
    }
    println!("{} statements", ours.len());
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}

async fn misunderstood(db: &Db, ours: &[&Known]) -> Vec<String> {
    let mut told = vec![];
    for known in ours {
        let mut tx = db.write().await.unwrap();
        match tx.understand(known).await {
            Err(why) => told.push(format!("{why} ({})", db.engine())),
            Ok(columns) if db.engine() == "postgres" => {
                let odd = columns.into_iter().filter(|(_, kind)| !KINDS.contains(&kind.as_str()));
                told.extend(odd.map(|(name, kind)| at(known, &format!("column {name} is {kind}"))));
            }
            Ok(_) => {}
        }
    }
    told
}
fn at(known: &Known, told: &str) -> String {
    format!("{}:{} {told}", known.at, known.line)
}

/// The list is filled by the linker: if it ever leaves one out, the test above would say nothing of it.
#[test]
fn no_statement_is_missing_from_the_list() {
    let src = Path::new(&std::env::var("CARGO_MANIFEST_DIR").expect("run by cargo")).join("src");
    let written: usize = texts(&src).iter().map(|text| text.matches("sql!(").count()).sum();
    let listed = engine::all().filter(|known| known.at.contains("store/src/")).count();
    assert!(listed >= written, "{written} are written, {listed} are in the list");
}
fn texts(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = entries.flat_map(|path| match path.is_dir() {
        true if path.ends_with("engine") => vec![],
        true => texts(&path),
        false => vec![std::fs::read_to_string(path).unwrap().lines().filter(|l| !l.trim().starts_with("//")).collect()],
    });
    texts.collect()
}

#[test]
fn every_migration_means_the_same_on_both_engines() {
    for (name, text) in engine::steps() {
        let said: String =
            text.lines().map(|line| line.split("--").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
        // What only SQLite reads is how its rows lie, never what they mean.
        for lite in said.split("/*lite ").skip(1) {
            assert_eq!(lite.split("*/").next(), Some("WITHOUT ROWID "), "in {name}");
        }
        let plain: String = said.split("/*").map(|part| part.rsplit("*/").next().unwrap_or(part)).collect();
        assert_eq!(engine::inexact(&plain), None, "in {name}");
        let words = || plain.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').map(str::to_uppercase);
        let odd = words().find(|word| {
            ["INTEGER", "INT", "SMALLINT", "SERIAL", "REAL", "BLOB", "VARCHAR", "TIMESTAMP"].contains(&word.as_str())
        });
        assert_eq!(odd, None, "a column kind of one engine only, in {name}");
    }
}
