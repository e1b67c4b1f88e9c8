//! Security headers. The strictest are the default; a page that needs more says so by an extension of its response.
use super::site::Site;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What a response may do in a browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Data: nothing at all.
    #[default]
    Data,
    /// The console, or the demo shop's page: own scripts and sockets, in no frame.
    Console,
    /// The widget's application: as the console, inside the frames of our own pages and of these origins; `None`: of any.
    Widget(Option<Vec<String>>),
    /// A file somebody sent: kept in a sandbox.
    File,
    /// Room for a page of this origin, inside a frame of our own console.
    Panel(String),
}

/// Puts them on the response, without touching what a handler set itself.
pub fn put(headers: &mut HeaderMap, page: &Page, site: &Site) {
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    set(
        headers,
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    );
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if *page == Page::Console {
        set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    }
    match page {
        Page::Widget(_) => {}
        Page::Panel(_) => set(headers, header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        _ => set(headers, header::X_FRAME_OPTIONS, "DENY"),
    }
    if site.https {
        set(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    set(headers, header::CONTENT_SECURITY_POLICY, &policy(page, site));
}

fn policy(page: &Page, site: &Site) -> String {
    // Not every browser counts the socket of the same host as 'self'.
    let socket = format!("{}://{}", if site.https { "wss" } else { "ws" }, site.host);
    let own = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
         font-src 'self'; media-src 'self' blob:; connect-src 'self' {socket}; manifest-src 'self'; worker-src 'self'; \
         frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
    );
    match page {
        Page::Data => "default-src 'none'; frame-ancestors 'none'".to_owned(),
        Page::File => "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'".to_owned(),
        Page::Panel(origin) => format!(
            "default-src 'none'; frame-src {origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        ),
        Page::Console => format!("{own}; frame-ancestors 'none'"),
        Page::Widget(None) => format!("{own}; frame-ancestors *"),
        Page::Widget(Some(origins)) => {
            origins.iter().fold(format!("{own}; frame-ancestors 'self'"), |policy, origin| policy + " " + origin)
        }
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.entry(name).or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(page: &Page) -> HeaderMap {
        let mut asked = HeaderMap::new();
        asked.insert(header::HOST, HeaderValue::from_static("localhost:8080"));
        let mut headers = HeaderMap::new();
        put(&mut headers, page, &Site::of(&asked, None, None));
        headers
    }

    #[test]
    fn only_the_widget_may_be_framed_and_only_by_its_origins() {
        let policy = |page: &Page| of(page)[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy(&Page::Console).ends_with("frame-ancestors 'none'"));
        assert!(
            policy(&Page::Widget(Some(vec!["https://shop.example".into()])))
                .ends_with("frame-ancestors 'self' https://shop.example")
        );
        assert!(policy(&Page::Widget(Some(vec![]))).ends_with("frame-ancestors 'self'"), "no site is left: nobody");
        assert!(policy(&Page::Widget(None)).ends_with("frame-ancestors *"));
        assert!(policy(&Page::File).starts_with("sandbox;"));
        assert!(!of(&Page::Widget(None)).contains_key(header::X_FRAME_OPTIONS));
        assert_eq!(of(&Page::Data)[header::X_FRAME_OPTIONS], "DENY");
        let panel = Page::Panel("https://crm.example".into());
        assert!(
            policy(&panel).contains("frame-src https://crm.example;")
                && policy(&panel).ends_with("frame-ancestors 'self'")
        );
        assert_eq!(of(&panel)[header::X_FRAME_OPTIONS], "SAMEORIGIN");
    }

    #[test]
    fn the_console_runs_no_inline_script_and_reaches_only_us() {
        let headers = of(&Page::Console);
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.contains("script-src 'self';") && policy.contains("connect-src 'self' ws://localhost:8080;"),
            "{policy}"
        );
    }
}
