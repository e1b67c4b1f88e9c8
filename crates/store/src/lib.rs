//! Where everything stays: the nouns of `model` as rows (SQLite or PostgreSQL, one text of SQL), attachments as files.
pub mod engine;
pub mod objects;
