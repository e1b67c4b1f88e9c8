//! The one place that knows there are two engines: SQLite in a file, and PostgreSQL. Everywhere else in `store` it
//! reads `tx.one(sql!("SELECT … WHERE tenant = $1 AND id = $2").with([&tenant, &id]))`; nobody else sees sqlx or rusqlite.
//!
//! To add a statement: write `sql!` where it is used; one test prepares it on both engines and checks its portability.
//! To add a column kind: an id goes into `ids!`, a word into `words!`, anything else implements `Field`.
mod ask;
mod counted;
mod db;
mod error;
mod field;
mod lint;
mod lite;
mod migrate;
mod open;
mod pen;
mod row;
mod shared;
mod sql;
mod text;
mod tx;
mod views;
pub use ask::Ask;
pub use counted::Visits;
pub use db::{Db, Room};
pub use error::{Error, Fault, Result};
pub use field::{Bind, Field, Plain};
pub use lint::{inexact, unportable};
pub use migrate::steps;
pub use row::{Record, Row};
pub use sql::{Known, Sql, all, submit};
pub use text::{join, numbered, placeholders, size, uncomment, utf8};
pub use tx::Tx;

pub(crate) use field::{ids, words};
