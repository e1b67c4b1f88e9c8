//! The desk's stories, told through its own front door.
