//! `parlor doctor`: verifies the invariants on the data as it stands; the process may be running meanwhile,
//! so nothing is written and no view is held longer than one check.
use crate::config::Config;
use crate::out::say;
use serde_json::json;
use std::fmt::Write as _;
use store::engine::Room;
use store::objects::Objects;
use store::{Db, check};

/// Prints the report; `Ok(false)`: something is violated.
pub async fn run(config: &Config, as_json: bool) -> Result<bool, String> {
    let file = config.data_dir.join("parlor.db");
    if !file.exists() {
        return Err(format!(
            "data_dir = {:?}: there is no database in it; name the folder that parlor serve runs on, as \
             PARLOR_DATA_DIR=/var/lib/parlor parlor doctor",
            config.data_dir.display().to_string()
        ));
    }
    let db = Db::look(&file, Room::default()).await.map_err(|why| format!("database: {why}"))?;
    let objects = Objects::open(&config.data_dir.join("objects")).await.map_err(|why| format!("files: {why}"))?;
    let checked = check::everything(&db, &objects).await.map_err(|why| why.to_string())?;
    let mut tx = db.read().await.map_err(|why| why.to_string())?;
    let counts = check::counts(&mut tx).await.map_err(|why| why.to_string())?;
    drop(tx);
    let ok = checked.iter().all(|it| it.violations == 0);
    if as_json {
        let invariants: Vec<_> = checked
            .iter()
            .map(|it| json!({ "id": it.id, "name": it.name, "violations": it.violations, "examples": it.examples }))
            .collect();
        let counts: serde_json::Map<String, serde_json::Value> =
            counts.iter().map(|(name, n)| ((*name).to_owned(), json!(n))).collect();
        say(&format!("{}\n", json!({ "ok": ok, "invariants": invariants, "counts": counts })))?;
    } else {
        let mut table = String::new();
        for it in &checked {
            let verdict = if it.violations == 0 {
                "holds".to_owned()
            } else {
                format!("{} violations: {}", it.violations, it.examples.join(", "))
            };
            let _ = writeln!(table, "{:<4} {:<24} {verdict}", it.id, it.name); // a text has room
        }
        for (name, n) in &counts {
            let _ = writeln!(table, "{n:>10}  {name}");
        }
        say(&table)?;
    }
    Ok(ok)
}
