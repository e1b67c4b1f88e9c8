//! A saved view of the inbox, as lists show it.
use super::setting::Setting;
use serde::Serialize;
use utoipa::ToSchema;

/// A filter of the inbox that is kept by a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SavedView {
    /// Changed, deleted and restored as any setting. Fields: `place` (`open`, `queue`, `agent`, `pending`), `brand`,
    /// `channel`, `owner` (an id, `me` or `none`), `tag`, `waiting_minutes`, `unanswered`.
    pub setting: Setting,
    /// The company's, kept by operators; else one's own.
    pub shared: bool,
    /// The caller may change it.
    pub keeps: bool,
    /// At most 100; null: behind the first 20 of its list, which are counted.
    #[schema(required, minimum = 0, maximum = 100)]
    pub count: Option<i64>,
}

/// All that the caller may use.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SavedViews {
    pub items: Vec<SavedView>,
    /// Null: the list is never longer than a page.
    pub next: Option<String>,
}

impl SavedView {
    /// As somebody of this role sees it.
    #[must_use]
    pub fn of(it: &desk::read::SavedView, role: model::Role) -> SavedView {
        let keeps = if it.shared { role.operates() } else { role.receives() };
        SavedView { setting: Setting::from(&it.setting), shared: it.shared, keeps, count: it.count }
    }
}
