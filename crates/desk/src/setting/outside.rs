//! Addresses among an entry's fields that lead outside: whether they may be called by us, or opened in a frame of ours.
use crate::origin::{origin, web_address};
use crate::{Desk, FieldError};
use flow::setting::{Kind, ORDER_SOURCE, SIDE_PANEL};
use model::{Fields, Held};

/// A signature and what it signs come behind it.
const LONGEST_PANEL: usize = 1_000;

impl Desk {
    /// What only the house can tell of a kind's fields.
    pub(super) fn wrong_outside(&self, kind: &Kind, fields: &Fields, our_origin: Option<&str>) -> Option<FieldError> {
        let Some(Held::Text(url)) = fields.get("url") else { return None };
        let why = match kind.key {
            ORDER_SOURCE => self.wrong_address(url),
            SIDE_PANEL => wrong_panel(url, our_origin).map(str::to_owned),
            _ => None,
        }?;
        Some(FieldError { field: "fields.url".into(), code: "invalid", detail: why })
    }
}

/// Why this address is not opened beside a conversation.
fn wrong_panel(address: &str, our_origin: Option<&str>) -> Option<&'static str> {
    let Some(url) = web_address(address) else { return Some("an address as https://crm.example/panel") };
    let Some(origin) = origin(address) else { return Some("an address with a plain host name") };
    let local = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    if url.scheme() != "https" && !local {
        return Some("it begins with https://; http:// only leads to this machine itself");
    }
    if address.len() > LONGEST_PANEL
        || !url.username().is_empty()
        || url.password().is_some()
        || url.fragment().is_some()
    {
        return Some("at most 1,000 characters, without a user name and without a part behind #");
    }
    if url.query_pairs().any(|(name, _)| name == "signature") {
        return Some("its query already has a signature");
    }
    // A frame with our own origin could reach into the page around it.
    (our_origin == Some(origin.as_str())).then_some("this is Parlor itself: the panel is a page of your own system")
}
