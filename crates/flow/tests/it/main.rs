//! What holds for every decision, whatever came before: random days at the desk, checked after each step.
mod closing_words;
mod day;
mod hours;
mod invariants;
mod pair;
mod step;
