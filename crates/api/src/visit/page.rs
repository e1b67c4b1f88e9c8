//! What an account says about the page it stands on: colours, words, who may embed it.
use crate::{
    app::App,
    problem::{Code, Problem},
    shape::operation::Text,
};
use model::ChannelAccount;

/// What the widget needs to know of its account.
pub struct Facts {
    /// `#rrggbb`
    pub color: String,
    /// `right` or `left`.
    pub position: String,
    /// Words on the button.
    pub launcher: Text,
    /// Sites that may embed it; `None`: any.
    pub origins: Option<Vec<String>>,
}

/// Reads them from the account's settings.
#[must_use]
pub fn facts(app: &App, account: &ChannelAccount) -> Facts {
    let setting = |key: &str| app.desk.account_setting(account, key);
    let both = |key: &str| Text { zh: setting(&format!("{key}_zh")), en: setting(&format!("{key}_en")) };
    Facts {
        color: setting("color"),
        position: setting("position"),
        launcher: both("launcher"),
        origins: desk::origins(&setting("allowed_origins")),
    }
}

/// Refuses a page that may not embed this account.
pub fn check_origin(facts: &Facts, origin: Option<&str>) -> Result<(), Problem> {
    let (Some(origin), Some(allowed)) = (origin, &facts.origins) else { return Ok(()) };
    if allowed.iter().any(|one| one.eq_ignore_ascii_case(origin)) {
        return Ok(());
    }
    Err(Problem::new(Code::BadOrigin, format!("{origin:.100} is not among the account's allowed origins")))
}
