//! Guard against forged addresses (SSRF): every address that somebody can type into a form leads to the public internet
//! or to a host and port that the operator named. The check is made on the address that is then connected to.
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Which addresses may be called.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    allowed: BTreeSet<(String, u16)>,
}

/// An address that may be tried: allowed by the operator, or still to be proved public once its name is resolved.
#[derive(Clone, Debug)]
pub struct Checked {
    pub url: Url,
    pub allowed: bool,
}

impl Guard {
    /// A guard that lets pass what is public, and each `host:port` of this list wherever it leads: on-premise providers
    /// and simulators. Names and ports are compared as written, without resolving. Fails on an entry that is neither
    /// `name:port`, `1.2.3.4:port` nor `[::1]:port`.
    pub fn new<S: AsRef<str>>(allowed: impl IntoIterator<Item = S>) -> Result<Guard, String> {
        let entry = |text: &str| {
            let url = Url::parse(&format!("http://{text}/")).ok()?;
            let written = text.rsplit_once(':')?.1.parse().ok()?;
            let bare = url.path() == "/" && url.username().is_empty() && url.query().is_none() && written != 0;
            let host = url.host_str().filter(|host| bare && !host.is_empty())?;
            Some((host.to_owned(), written))
        };
        let allowed = allowed.into_iter().map(|text| {
            let text = text.as_ref().trim();
            entry(text).ok_or_else(|| format!("{text:?} is not host:port, as provider.example:8443 or [::1]:8080"))
        });
        Ok(Guard { allowed: allowed.collect::<Result<_, _>>()? })
    }

    /// What can be said before a name is resolved; the error says why the address may not be called, without its query.
    pub fn check(&self, address: &str) -> Result<Checked, String> {
        let url = Url::parse(address).map_err(|error| format!("not an address: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("{}: is not called, only http and https", url.scheme()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("an address with a user name in it is not called".to_owned());
        }
        let host = url.host().ok_or("an address without a host")?;
        let port = url.port_or_known_default().ok_or("an address without a port")?;
        let allowed = self.allowed.contains(&(host.to_string(), port));
        let literal = match host {
            Host::Ipv4(ip) => Some(IpAddr::V4(ip)),
            Host::Ipv6(ip) => Some(IpAddr::V6(ip)),
            Host::Domain(_) => None,
        };
        match literal.and_then(forbidden).filter(|_| !allowed) {
            Some(range) => Err(format!("{host} is {range}; an operator may allow {host}:{port}")),
            None => Ok(Checked { url, allowed }),
        }
    }
}

/// The name of the range that keeps this address from being called; `None`: it is on the public internet.
/// By the IANA registries of special-purpose addresses (IPv4 and IPv6), read in November 2026.
pub fn forbidden(ip: IpAddr) -> Option<&'static str> {
    match ip {
        IpAddr::V4(ip) => forbidden_v4(ip),
        IpAddr::V6(ip) => forbidden_v6(ip),
    }
}

/// First address, length of the prefix, name.
type Range<Ip> = (Ip, u32, &'static str);

const fn v4(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr {
    Ipv4Addr::new(a, b, c, d)
}

const V4: &[Range<Ipv4Addr>] = &[
    (v4(0, 0, 0, 0), 8, "this network (0.0.0.0/8)"),
    (v4(10, 0, 0, 0), 8, "private (10.0.0.0/8)"),
    (v4(100, 64, 0, 0), 10, "shared by a carrier (100.64.0.0/10)"),
    (v4(127, 0, 0, 0), 8, "this machine (127.0.0.0/8)"),
    // Cloud metadata lives here (169.254.169.254).
    (v4(169, 254, 0, 0), 16, "link local (169.254.0.0/16)"),
    // Public by the registry, yet inside every Azure machine the platform's own door.
    (v4(168, 63, 129, 16), 32, "a cloud's own door (168.63.129.16)"),
    (v4(172, 16, 0, 0), 12, "private (172.16.0.0/12)"),
    (v4(192, 0, 0, 0), 24, "protocol assignments (192.0.0.0/24)"),
    (v4(192, 0, 2, 0), 24, "for documents (192.0.2.0/24)"),
    (v4(192, 88, 99, 0), 24, "6to4 relays (192.88.99.0/24)"),
    (v4(192, 168, 0, 0), 16, "private (192.168.0.0/16)"),
    (v4(198, 18, 0, 0), 15, "for benchmarks (198.18.0.0/15)"),
    (v4(198, 51, 100, 0), 24, "for documents (198.51.100.0/24)"),
    (v4(203, 0, 113, 0), 24, "for documents (203.0.113.0/24)"),
    (v4(224, 0, 0, 0), 4, "multicast (224.0.0.0/4)"),
    (v4(240, 0, 0, 0), 4, "reserved (240.0.0.0/4)"),
];

const fn v6(a: u16, b: u16, c: u16) -> Ipv6Addr {
    Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0)
}

/// Inside 2000::/3, the only part of IPv6 that is given out; all else is refused without a line here.
const V6: &[Range<Ipv6Addr>] = &[
    (v6(0x2001, 0, 0), 23, "protocol assignments (2001::/23)"),
    (v6(0x2001, 0xdb8, 0), 32, "for documents (2001:db8::/32)"),
    (v6(0x3fff, 0, 0), 20, "for documents (3fff::/20)"),
];

fn forbidden_v4(ip: Ipv4Addr) -> Option<&'static str> {
    let inside = |(first, length, _): &&Range<Ipv4Addr>| (ip.to_bits() ^ first.to_bits()) >> (32 - length) == 0;
    V4.iter().find(inside).map(|(.., name)| *name)
}

fn forbidden_v6(ip: Ipv6Addr) -> Option<&'static str> {
    let carried = carried(ip.segments());
    if let Some(name) = carried.iter().flatten().find_map(|ip| forbidden_v4(*ip)) {
        return Some(name);
    }
    match ip.segments() {
        // What they carry decides alone: v4-mapped, NAT64, and Teredo inside the protocol assignments.
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] | [0x2001, 0, ..] => return None,
        [first, ..] if first & 0xe000 != 0x2000 => return Some("not public (outside 2000::/3)"),
        _ => {}
    }
    let inside = |(first, length, _): &&Range<Ipv6Addr>| (ip.to_bits() ^ first.to_bits()) >> (128 - length) == 0;
    V6.iter().find(inside).map(|(.., name)| *name)
}

/// IPv4 addresses that an IPv6 address leads on to, by whichever bridge.
fn carried(at: [u16; 8]) -> [Option<Ipv4Addr>; 2] {
    let join = |high: u16, low: u16| Some(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    match at {
        // v4-mapped (RFC 4291) and NAT64 (RFC 6052)
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => [join(high, low), None],
        // 6to4 (RFC 3056)
        [0x2002, high, low, ..] => [join(high, low), None],
        // Teredo (RFC 4380): the server, and the client with its bits turned over
        [0x2001, 0, server_high, server_low, _, _, high, low] => [join(server_high, server_low), join(!high, !low)],
        // ISATAP (RFC 5214)
        [_, _, _, _, 0 | 0x200, 0x5efe, high, low] => [join(high, low), None],
        _ => [None, None],
    }
}
