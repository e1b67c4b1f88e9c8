//! The checker is checked: a clean history passes, and each invariant's own violation is found.

mod doors;
mod mutate;
mod random;
mod small;
mod story;
