//! The doors, tried from outside: each test is one file, all share one binary.
mod customers;
mod deliveries;
mod document;
mod files;
mod house;
mod pages;
mod patience;
mod problems;
mod repeats;
mod rights;
mod sign_in;
mod sockets;
mod staff;
mod unparsed;
mod visitors;
