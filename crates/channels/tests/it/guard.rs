//! The guard's table, line by line: each range by its first and last address, and the public ones just beside it.
use channels::engine::{Guard, forbidden};

/// First and last address of each range that is refused, with a word of its name.
const REFUSED: &[(&str, &str, &str)] = &[
    ("0.0.0.0", "0.255.255.255", "this network"),
    ("10.0.0.0", "10.255.255.255", "private"),
    ("100.64.0.0", "100.127.255.255", "carrier"),
    ("127.0.0.0", "127.255.255.255", "this machine"),
    ("169.254.0.0", "169.254.255.255", "link local"),
    ("168.63.129.16", "168.63.129.16", "cloud"),
    ("172.16.0.0", "172.31.255.255", "private"),
    ("192.0.0.0", "192.0.0.255", "protocol"),
    ("192.0.2.0", "192.0.2.255", "documents"),
    ("192.88.99.0", "192.88.99.255", "6to4"),
    ("192.168.0.0", "192.168.255.255", "private"),
    ("198.18.0.0", "198.19.255.255", "benchmarks"),
    ("198.51.100.0", "198.51.100.255", "documents"),
    ("203.0.113.0", "203.0.113.255", "documents"),
    ("224.0.0.0", "239.255.255.255", "multicast"),
    ("240.0.0.0", "255.255.255.255", "reserved"),
    // unspecified, this machine, v4-compatible, v4-translated
    ("::", "::1", "not public"),
    ("::8.8.8.8", "::ffff:0:8.8.8.8", "not public"),
    // NAT64 with a prefix of its own, discard, SRv6, unique local, link local, site local, multicast
    ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "not public"),
    ("100::", "100::1:ffff:ffff:ffff:ffff", "not public"),
    ("4000::", "5f00::1", "not public"),
    ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "not public"),
    ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "not public"),
    ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "not public"),
    ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "not public"),
    ("2001:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "protocol"),
    ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "documents"),
    ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "documents"),
    // bridges to refused v4: mapped, NAT64, 6to4, Teredo (server, then client 10.0.0.1 turned over), ISATAP
    ("::ffff:10.0.0.0", "::ffff:10.255.255.255", "private"),
    ("::ffff:127.0.0.1", "::ffff:7f00:1", "this machine"),
    ("64:ff9b::169.254.169.254", "64:ff9b::a9fe:a9fe", "link local"),
    ("2002:a00::", "2002:aff:ffff:ffff:ffff:ffff:ffff:ffff", "private"),
    ("2001:0:a00:1::f7f7:f7f7", "2001:0:aff:ffff::f7f7:f7f7", "private"),
    ("2001:0:808:808::f5ff:fffe", "2001:0:808:808:ffff:ffff:f5ff:fffe", "private"),
    ("2400:1:2:3:0:5efe:c0a8:1", "2400:1:2:3:200:5efe:c0a8:1", "private"),
];

const PUBLIC: &[&str] = &[
    "1.0.0.0",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "168.63.129.15",
    "168.63.129.17",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "191.255.255.255",
    "192.0.1.0",
    "192.0.1.255",
    "192.0.3.0",
    "192.88.98.255",
    "192.88.100.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "198.51.99.255",
    "198.51.101.0",
    "203.0.112.255",
    "203.0.114.0",
    "223.255.255.255",
    "8.8.8.8",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
    "2001:0:808:808::f7f7:f7f7",
    "2000::",
    "2001:200::",
    "2001:db7:ffff::",
    "2001:db9::",
    "2400:3200::1",
    "2606:4700:4700::1111",
    "3ffe:ffff::1",
    "3fff:1000::",
    "2400:1:2:3:0:5efe:808:808",
];

#[test]
fn every_range_is_refused_from_its_first_to_its_last_address() {
    for (first, last, word) in REFUSED {
        for ip in [first, last] {
            let name = forbidden(ip.parse().unwrap());
            assert!(name.is_some_and(|name| name.contains(word)), "{ip} ({word}): {name:?}");
        }
    }
}

#[test]
fn what_is_public_passes() {
    for ip in PUBLIC {
        assert_eq!(forbidden(ip.parse().unwrap()), None, "{ip}");
    }
}

#[test]
fn an_address_is_judged_by_what_it_means_not_by_how_it_is_written() {
    let guard = Guard::default();
    for address in [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://2130706433/",
        "http://127.0.0.1./",
        "http://１２７.0.0.1/",
        "http://[::1]/",
        "http://[0:0:0:0:0:ffff:7f00:1]/",
        "http://0/",
        "http://0.0.0.0:8080/",
        "http:\\\\10.0.0.1/",
        "http://[fd00:ec2::254]/",
        "http://169.254.169.254/latest/meta-data",
        "https://10.0.0.1:443/",
        "http://good.example@10.0.0.1/",
        "http://10.0.0.1#@good.example/",
        "ftp://good.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:,x",
        "//good.example/",
        "/path",
        "",
        "http://",
        "http:///",
        "http://user@good.example/",
        "http://:secret@good.example/",
        "http://good.example:99999/",
    ] {
        let judged = guard.check(address).map(|checked| checked.url.to_string());
        assert!(judged.is_err(), "{address:?}: {judged:?}");
        assert!(!judged.unwrap_err().contains("secret"), "{address:?}");
    }
    for address in [
        "https://good.example/a?b=c",
        "http://8.8.8.8/",
        "https://[2606:4700:4700::1111]:8443/",
        "HTTPS://GOOD.example",
    ] {
        assert!(guard.check(address).is_ok_and(|checked| !checked.allowed), "{address}");
    }
}

#[test]
fn an_operator_allows_a_host_with_a_port_and_nothing_beside_it() {
    let guard = Guard::new(["127.0.0.1:8080", " [::1]:80 ", "Depot.Example:443"]).unwrap();
    let allowed = |address: &str| guard.check(address).is_ok_and(|checked| checked.allowed);
    assert!(allowed("http://127.0.0.1:8080/x") && allowed("http://0x7f.1:8080/"));
    assert!(allowed("http://[::1]/") && allowed("http://[0::1]:80/"));
    assert!(allowed("https://depot.example/") && allowed("http://depot.example:443/"));
    assert!(guard.check("http://127.0.0.1:8081/").is_err() && guard.check("https://[::1]/").is_err());
    assert!(!allowed("http://depot.example/") && !allowed("https://a.depot.example/"));
    for entry in [
        "",
        "8080",
        "host",
        "host:",
        ":80",
        "host:0",
        "host:70000",
        "http://host:80",
        "host:80/x",
        "a@host:80",
        "host:80?x",
        "::1:80",
    ] {
        assert!(Guard::new([entry]).is_err(), "{entry:?}");
    }
}
