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
mod order_source;
mod reception;
mod retention;
mod sensitive_word;
mod shortcut;
mod side_panel;
mod skill;
mod team;
mod view;
mod words;

pub use order_source::KEY as ORDER_SOURCE;
pub use side_panel::KEY as SIDE_PANEL;

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
    &order_source::KIND,
    &side_panel::KIND,
    &sensitive_word::KIND,
    &block::KIND,
    &retention::KIND,
    &view::SHARED,
    &view::OWN,
];

/// Kinds of which there are less than usual in one place. Views are all asked for together.
pub(super) const FEW: &[(&str, usize)] =
    &[(order_source::KEY, 20), (side_panel::KEY, 5), (view::SHARED.key, 100), (view::OWN.key, 100)];
