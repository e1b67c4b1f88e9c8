//! Where a request came from: the peer behind a proxy, the scheme, our own origin. Forwarding headers are believed only from a
//! peer on loopback, which is where a reverse proxy stands; anybody else could write them.
use crate::{
    app::App,
    problem::{Code, Problem},
};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};
use url::Url;

/// The facts of one request.
#[derive(Clone, Debug)]
pub struct Site {
    /// Who asks: the peer, or whom our proxy names.
    pub address: IpAddr,
    /// A program on this machine, without a proxy between.
    pub local: bool,
    /// The browser reached us by HTTPS.
    pub https: bool,
    /// `host[:port]` as the browser sees it, lower case.
    pub host: String,
}

impl Site {
    /// Reads the facts from head and peer.
    #[must_use]
    pub fn of(headers: &HeaderMap, peer: Option<IpAddr>, public_url: Option<&Url>) -> Site {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)).to_canonical();
        let forwarded = peer.is_loopback().then(|| last(text("x-forwarded-for"))).flatten();
        let forwarded_scheme = peer.is_loopback().then(|| last(text("x-forwarded-proto"))).flatten();
        let forwarded_host = peer.is_loopback().then(|| last(text("x-forwarded-host"))).flatten();
        let address = forwarded.and_then(|text| text.parse::<IpAddr>().ok()).unwrap_or(peer).to_canonical();
        let said = forwarded_host.or_else(|| text(header::HOST.as_str())).unwrap_or_default().to_ascii_lowercase();
        let configured = public_url.map(|url| (url.scheme() == "https", authority(url)));
        let https = configured.as_ref().is_some_and(|(https, _)| *https)
            || forwarded_scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        // Who works on the machine itself may also use it by its loopback name.
        let host = match configured {
            Some((_, host)) if !is_loopback_host(&said) => host,
            _ => said,
        };
        Site { address, local: peer.is_loopback() && forwarded.is_none(), https, host }
    }

    /// Reads them from a request's head.
    #[must_use]
    pub fn of_parts(parts: &Parts, app: &App) -> Site {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Site::of(&parts.headers, peer, app.config.public_url.as_ref())
    }

    /// A session may live here: HTTPS, or plain HTTP that never leaves the machine.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.https || is_loopback_host(&self.host)
    }

    /// The name of our session cookie here.
    #[must_use]
    pub fn cookie(&self) -> &'static str {
        if self.https { "__Host-parlor" } else { "parlor_session" }
    }

    /// Our own origin, as a browser writes it.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.https { "https" } else { "http" }, self.host)
    }

    /// Refuses a browser that came from another origin. Programs send no `Origin`.
    pub fn check_origin(&self, headers: &HeaderMap) -> Result<(), Problem> {
        match headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or("null")) {
            None => Ok(()),
            Some(origin) if origin.eq_ignore_ascii_case(&self.origin()) => Ok(()),
            Some(origin) => {
                let said = format!("the origin {origin:.100} is not {}", self.origin());
                Err(Problem::new(Code::BadOrigin, said))
            }
        }
    }
}

impl FromRequestParts<App> for Site {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Site, Infallible> {
        Ok(Site::of_parts(parts, app))
    }
}

/// The entry our own proxy wrote: the last of the list.
fn last(list: Option<&str>) -> Option<&str> {
    list.and_then(|list| list.rsplit(',').next()).map(str::trim).filter(|text| !text.is_empty())
}

fn authority(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn is_loopback_host(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse::<Ipv4Addr>().is_ok_and(|four| four.is_loopback())
        || name.parse::<Ipv6Addr>().is_ok_and(|six| six.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
        list.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }
    fn site(list: &[(&'static str, &str)], peer: &str, url: Option<&str>) -> Site {
        let url = url.map(|url| url.parse().unwrap());
        Site::of(&headers(list), Some(peer.parse().unwrap()), url.as_ref())
    }

    #[test]
    fn forwarding_headers_are_believed_from_loopback_only() {
        let list =
            [("host", "chat.example.com"), ("x-forwarded-for", "9.9.9.9, 1.2.3.4"), ("x-forwarded-proto", "https")];
        let proxied = site(&list, "127.0.0.1", None);
        assert_eq!((proxied.address.to_string().as_str(), proxied.https, proxied.local), ("1.2.3.4", true, false));
        let forged = site(&list, "5.5.5.5", None);
        assert_eq!((forged.address.to_string().as_str(), forged.https), ("5.5.5.5", false));
    }

    #[test]
    fn a_session_lives_on_https_or_loopback_only() {
        assert!(site(&[("host", "localhost:8080")], "127.0.0.1", None).is_safe());
        assert!(site(&[("host", "[::1]:8080")], "::1", None).is_safe());
        assert!(!site(&[("host", "192.168.1.5:8080")], "192.168.1.9", None).is_safe());
        assert!(!site(&[("host", "localhost.example.com")], "192.168.1.9", None).is_safe());
        assert!(site(&[("host", "x")], "192.168.1.9", Some("https://chat.example.com")).is_safe());
    }

    #[test]
    fn a_foreign_origin_is_refused_and_a_program_has_none() {
        let here = site(&[("host", "chat.example.com"), ("x-forwarded-proto", "https")], "127.0.0.1", None);
        assert!(here.check_origin(&headers(&[])).is_ok());
        assert!(here.check_origin(&headers(&[("origin", "https://chat.example.com")])).is_ok());
        for foreign in
            ["http://chat.example.com", "https://evil.example", "null", "https://chat.example.com.evil.example"]
        {
            let refusal = here.check_origin(&headers(&[("origin", foreign)])).unwrap_err();
            assert_eq!(refusal.code, Code::BadOrigin, "{foreign}");
        }
    }
}
