//! What an account says about the page it stands on: colours, words, who may embed it.
use crate::{
    app::App,
    problem::{Code, Problem},
    shape::operation::Text,
};
use model::ChannelAccount;
use url::Url;

/// What the widget needs to know of its account.
pub struct Facts {
    /// `#rrggbb`
    pub color: String,
    /// `right` or `left`.
    pub position: String,
    /// Words on the button.
    pub launcher: Text,
    /// First words in the open chat.
    pub greeting: Text,
    /// Sites that may embed it; empty: any.
    pub origins: Vec<String>,
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
        greeting: both("greeting"),
        origins: setting("allowed_origins").lines().filter_map(origin).collect(),
    }
}

/// Refuses a page that may not embed this account.
pub fn check_origin(facts: &Facts, origin: Option<&str>) -> Result<(), Problem> {
    match origin {
        None => Ok(()),
        Some(_) if facts.origins.is_empty() => Ok(()),
        Some(origin) if facts.origins.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin)) => Ok(()),
        Some(origin) => {
            Err(Problem::new(Code::BadOrigin, format!("{origin:.100} is not among the account's allowed origins")))
        }
    }
}

/// `scheme://host[:port]` of a line, in the form browsers send; nothing else may reach a header.
fn origin(line: &str) -> Option<String> {
    let url = Url::parse(line.trim()).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    is_web.then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_origins_reach_the_header() {
        assert_eq!(origin(" https://Shop.example/path?x ").as_deref(), Some("https://shop.example"));
        assert_eq!(origin("https://shop.example:443").as_deref(), Some("https://shop.example"));
        assert_eq!(origin("http://localhost:5173/").as_deref(), Some("http://localhost:5173"));
        for wrong in ["", "shop.example", "*", "javascript:alert(1)", "'self'; script-src *"] {
            assert_eq!(origin(wrong), None, "{wrong}");
        }
    }
}
