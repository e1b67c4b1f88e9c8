//! The desk's stories, told through its own front door, on each database. One file for each theme; a story is named after
//! the rule it holds.
mod attachments;
mod closing;
mod drafts_and_tags;
mod first_message;
mod full_disk;
mod handoff;
mod nobody_there;
mod offers;
mod outbox;
mod pending;
mod quick_replies;
mod race;
mod read_marks;
mod reopening;
mod repeated;
mod replies;
mod rights;
mod settling;
mod signed_user;
mod silence;
mod transfer;
mod vanished;
mod visitor_cursor;
mod walls;
mod webhook;
