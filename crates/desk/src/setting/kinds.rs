//! Every kind of settings. One line each.
mod attribute;
mod block;
mod break_reason;
mod break_rule;
mod display;
mod disposition;
mod form;
mod holiday;
mod hours;
mod notification;
mod reception;
mod retention;
mod sensitive_word;
mod shortcut;
mod skill;
mod team;
mod view;
mod words;

use super::kind::Kind;

/// In the order in which people look for them.
pub const KINDS: &[&Kind] = &[
    &reception::KIND,
    &hours::KIND,
    &holiday::KIND,
    &words::KIND,
    &disposition::KIND,
    &break_reason::KIND,
    &break_rule::KIND,
    &team::KIND,
    &skill::KIND,
    &notification::KIND,
    &display::KIND,
    &shortcut::KIND,
    &attribute::KIND,
    &form::KIND,
    &sensitive_word::KIND,
    &block::KIND,
    &retention::KIND,
    &view::SHARED,
    &view::OWN,
];
