//! Names: a host's name becomes addresses by our own hand, and what is checked is what is connected to: a name that
//! answers differently a moment later (rebinding) wins nothing.
use super::guard::forbidden;
use model::port::Soon;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::net::{IpAddr, SocketAddr};
use std::{io, sync::Arc};

/// More addresses of one name than this are not looked at.
const MOST: usize = 16;

/// Who knows the addresses of names.
pub trait Names: Send + Sync {
    /// The addresses of a host's name; an error when there are none.
    fn find(&self, host: String) -> Soon<'static, io::Result<Vec<IpAddr>>>;
}

/// As the machine resolves names: hosts file, then its name servers.
pub struct SystemNames;

impl Names for SystemNames {
    fn find(&self, host: String) -> Soon<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// A name that leads, with any of its addresses, where nobody may call.
#[derive(Debug, thiserror::Error)]
#[error("{host} leads to {ip}, which is {range}")]
pub struct Denied {
    host: String,
    ip: IpAddr,
    range: &'static str,
}

/// The resolver of one client.
pub struct CheckedNames {
    pub names: Arc<dyn Names>,
    /// Whether every address must be public; not for hosts the operator allowed.
    pub guarded: bool,
}

impl Resolve for CheckedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let host = name.as_str().to_owned();
        let finding = self.names.find(host.clone());
        let guarded = self.guarded;
        Box::pin(async move {
            let mut found = finding.await?;
            found.truncate(MOST);
            // One bad address spoils the name: which of them is tried first is not ours to choose.
            let bad = found.iter().find_map(|ip| Some((*ip, forbidden(*ip)?))).filter(|_| guarded);
            if let Some((ip, range)) = bad {
                return Err(Denied { host, ip, range }.into());
            }
            let addresses: Addrs = Box::new(found.into_iter().map(|ip| SocketAddr::new(ip, 0)));
            Ok(addresses)
        })
    }
}
