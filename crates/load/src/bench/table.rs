//! The table that a bench prints: figure, its measure beside it in the same run, the ratio, the limit.

use std::fmt::Write as _;

/// Rows as they come.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
}

/// One figure.
pub struct Row {
    pub name: String,
    /// With its unit.
    pub figure: String,
    /// What the bare server took, or what else it is to be compared with, with its unit.
    pub beside: String,
    /// The figure divided by what stands beside it.
    pub ratio: Option<f64>,
    /// In words, and whether it holds; None where nothing is demanded.
    pub limit: Option<(String, bool)>,
}

impl Table {
    /// Adds a row.
    pub fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// Whether every limit holds.
    pub fn holds(&self) -> bool {
        self.rows.iter().all(|row| row.limit.as_ref().is_none_or(|(_, holds)| *holds))
    }

    /// The table in lines.
    pub fn tell(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "{:<54} {:>18} {:>24} {:>7}  limit", "figure", "parlor", "beside", "ratio");
        for row in &self.rows {
            let ratio = row.ratio.map_or(String::new(), |ratio| format!("{ratio:.2}"));
            let limit = row
                .limit
                .as_ref()
                .map_or(String::new(), |(words, holds)| format!("{words} {}", if *holds { "holds" } else { "MISSED" }));
            let _ = writeln!(out, "{:<54} {:>18} {:>24} {ratio:>7}  {limit}", row.name, row.figure, row.beside);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_limit_is_told() {
        let mut table = Table::default();
        table.add(Row {
            name: "fan-out".to_owned(),
            figure: "5/s".to_owned(),
            beside: "10/s".to_owned(),
            ratio: Some(0.5),
            limit: Some(("≥ 0.6".to_owned(), false)),
        });
        assert!(!table.holds());
        assert!(table.tell().contains("0.50  ≥ 0.6 MISSED"), "{}", table.tell());
    }
}
