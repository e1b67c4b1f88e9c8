//! Origins: which sites may embed a page of ours.
use url::Url;

/// `scheme://host[:port]` of a line, in the form browsers send; nothing else may reach a header. `None`: it is no http(s)
/// address.
pub(crate) fn origin(line: &str) -> Option<String> {
    let origin = web_address(line)?.origin().ascii_serialization();
    // A URL's host may hold marks that mean something in a header.
    origin.bytes().all(|it| it.is_ascii_alphanumeric() || b"-._:/[]".contains(&it)).then_some(origin)
}

/// Who may embed, as an account's setting says it, one origin a line. `None`: nothing is set, so any site may. A setting in
/// which no line is an origin allows nobody.
#[must_use]
pub fn origins(setting: &str) -> Option<Vec<String>> {
    if setting.trim().is_empty() { None } else { Some(setting.lines().filter_map(origin).collect()) }
}

/// An http(s) address with a host; `None`: it is none.
pub(crate) fn web_address(text: &str) -> Option<Url> {
    let url = Url::parse(text.trim()).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_origins_reach_the_header() {
        assert_eq!(origin(" https://Shop.example/path?x ").as_deref(), Some("https://shop.example"));
        assert_eq!(origin("https://shop.example:443").as_deref(), Some("https://shop.example"));
        assert_eq!(origin("http://localhost:5173/").as_deref(), Some("http://localhost:5173"));
        for wrong in [
            "",
            "shop.example",
            "*",
            "javascript:alert(1)",
            "'self'; script-src *",
            "localhost:5173",
            "https://a;b",
            "https://*.shop.example",
        ] {
            assert_eq!(origin(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_empty_setting_allows_any_site_and_a_wrong_one_nobody() {
        assert_eq!(origins(" \n"), None);
        assert_eq!(origins("shop.example"), Some(vec![]));
        assert_eq!(origins("shop.example\nhttps://a.example/"), Some(vec!["https://a.example".to_owned()]));
    }
}
