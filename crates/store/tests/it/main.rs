//! The store's stories, told to both engines.
mod both;
mod engine;
mod engine_counted;
mod engine_full;
mod engine_log;
mod engine_pen;
mod engine_shared;
mod every_statement;
mod gallery;
mod jobs;
mod objects;
mod objects_kind;
mod purged_files;
