//! Bytes that a browser loads first, beside their budgets: what `web/scripts/budgets.mjs` judges, read from its lines.

use std::path::Path;

use tokio::process::Command;

use super::table::{Row, Table};

/// Runs the judge with node and takes over its figures; chunks that come later stay out of the table.
pub async fn measure(budgets: &Path, table: &mut Table) -> Result<(), String> {
    let output = Command::new("node").arg(budgets).output().await;
    let output = output.map_err(|error| format!("node {}: {error}", budgets.display()))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let rows: Vec<Row> = said.lines().filter(|line| !line.contains(": lazy ")).filter_map(judged).collect();
    if rows.is_empty() {
        return Err(format!("{}: no figures: {}", budgets.display(), String::from_utf8_lossy(&output.stderr).trim()));
    }
    rows.into_iter().for_each(|row| table.add(row));
    Ok(())
}

/// `ok     134.2 of 140 KB  console: initial JavaScript`
fn judged(line: &str) -> Option<Row> {
    let (figures, name) = line.split_once(" KB  ")?;
    let (bytes, limit) = figures.trim_start_matches("OVER").trim_start_matches("ok").split_once(" of ")?;
    let (bytes, limit): (f64, f64) = (bytes.trim().parse().ok()?, limit.trim().parse().ok()?);
    Some(Row {
        name: name.to_owned(),
        figure: format!("{bytes} KB"),
        beside: "brotli".to_owned(),
        ratio: Some(bytes / limit),
        limit: Some((format!("≤ {limit} KB"), bytes <= limit)),
    })
}

#[cfg(test)]
mod tests {
    use super::judged;

    #[test]
    fn a_line_of_the_judge_becomes_a_row() {
        let row = judged("OVER   140.1 of 140 KB  console: initial JavaScript").unwrap();
        assert_eq!((row.name.as_str(), row.figure.as_str()), ("console: initial JavaScript", "140.1 KB"));
        assert_eq!(row.limit, Some(("≤ 140 KB".to_owned(), false)));
        assert!(judged("a byte budget is exceeded").is_none());
    }
}
