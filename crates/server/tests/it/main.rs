//! The binary from outside: what it says to wrong configuration, what it does on a full disk, and that it syncs before it
//! acknowledges.
mod configuration;
mod first_start;
mod full_disk;
mod integrate;
mod leaving;
mod locked_out;
mod parlor;
mod sync_before_ack;
