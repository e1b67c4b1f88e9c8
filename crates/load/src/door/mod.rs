//! The public doors, as a client sees them: REST, sockets, and the shapes that come through. Nothing of the server is known here.

pub mod hook;
pub mod rest;
pub mod shape;
pub mod signed;
pub mod socket;

pub use hook::Hook;
pub use rest::{Reply, Rest};
pub use socket::{Heard, Socket};

/// Where a server is.
#[derive(Clone, Debug)]
pub struct Address {
    /// `127.0.0.1:8080`
    pub host: String,
}

impl Address {
    /// From `http://host:port`; the error says what is allowed.
    pub fn parse(url: &str) -> Result<Self, String> {
        let rest =
            url.strip_prefix("http://").ok_or_else(|| format!("--url {url}: only http://HOST:PORT is spoken here"))?;
        let host = rest.trim_end_matches('/');
        if host.is_empty() || host.contains('/') {
            return Err(format!("--url {url}: give the address alone, http://HOST:PORT"));
        }
        let host = if host.contains(':') { host.to_owned() } else { format!("{host}:80") };
        Ok(Self { host })
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn an_address_is_a_host_and_a_port() {
        assert_eq!(Address::parse("http://127.0.0.1:8080/").unwrap().url("/x"), "http://127.0.0.1:8080/x");
        assert_eq!(Address::parse("http://desk").unwrap().host, "desk:80");
        assert!(Address::parse("https://desk").is_err());
        assert!(Address::parse("http://desk/api").is_err());
    }
}
