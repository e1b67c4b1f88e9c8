//! All rules. Each is a pure function from a tree to what is wrong in it.

use crate::finding::Finding;
use crate::tree::Tree;

pub mod channel_names;
pub mod crates;
pub mod documented;
pub mod imports;
pub mod leftovers;
pub mod licences;
pub mod links;
pub mod locales;
pub mod lock;
pub mod openings;
pub mod outside_hosts;
pub mod portable;
pub mod purity;
pub mod sizes;

/// A rule: what in this tree breaks it.
pub type Rule = fn(&Tree) -> Vec<Finding>;

/// Every rule that needs nothing but the tree, by name. (Licences also need what cargo resolved: see [`licences`].)
pub const ALL: &[(&str, Rule)] = &[
    ("imports", imports::check),
    ("crates", crates::check),
    ("sizes", sizes::check),
    ("openings", openings::check),
    ("documented", documented::check),
    ("channel names", channel_names::check),
    ("purity", purity::check),
    ("leftovers", leftovers::check),
    ("lock", lock::check),
    ("links", links::check),
    ("portable", portable::check),
    ("outside hosts", outside_hosts::check),
    ("locales", locales::check),
];
