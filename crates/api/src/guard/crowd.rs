//! Places for visitors: so many altogether, and so many for one network address, so that nobody takes them all.
use super::site::Site;
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Places that one address may hold: a large office behind one router still fits.
pub const PER_ADDRESS: usize = 500;

type Held = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// Places of one kind. Its table is never longer than there are places.
pub struct Crowd {
    places: Arc<Semaphore>,
    held: Held,
}

/// One place, free again when it is dropped.
pub struct Place {
    _place: OwnedSemaphorePermit,
    held: Held,
    /// `None`: a program on this machine, whose address limits nothing.
    network: Option<IpAddr>,
}

impl Crowd {
    /// With these places.
    #[must_use]
    pub fn new(places: Arc<Semaphore>) -> Crowd {
        Crowd { places, held: Held::default() }
    }
    /// All of them.
    #[must_use]
    pub fn places(&self) -> &Arc<Semaphore> {
        &self.places
    }
    /// A place; `None`: all are taken, or all that this address may have.
    #[must_use]
    pub fn place(&self, site: &Site) -> Option<Place> {
        let permit = Arc::clone(&self.places).try_acquire_owned().ok()?;
        let network = (!site.local).then(|| network(site.address));
        if let Some(network) = network {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            let mine = held.entry(network).or_default();
            if *mine >= PER_ADDRESS {
                return None;
            }
            *mine += 1;
        }
        Some(Place { _place: permit, held: Arc::clone(&self.held), network })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(network) = self.network else { return };
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mine) = held.get_mut(&network) {
            *mine -= 1;
            if *mine == 0 {
                held.remove(&network);
            }
        }
    }
}

/// Of IPv6 the first 64 bits: one customer line has all the rest.
pub fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => Ipv6Addr::from_bits(six.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(address: &str) -> Site {
        Site::of(&axum::http::HeaderMap::new(), Some(address.parse().unwrap()), None)
    }

    #[test]
    fn one_address_gets_its_share_and_others_theirs() {
        let crowd = Crowd::new(Arc::new(Semaphore::new(2 * PER_ADDRESS)));
        let mut greedy: Vec<Place> =
            (0..PER_ADDRESS).map(|n| crowd.place(&from(&format!("2001:db8::{n:x}"))).unwrap()).collect();
        assert!(crowd.place(&from("2001:db8::ffff:1")).is_none(), "the same line");
        assert!(crowd.place(&from("2001:db8:0:1::1")).is_some() && crowd.place(&from("203.0.113.7")).is_some());
        greedy.pop();
        assert!(crowd.place(&from("2001:db8::1")).is_some());
        drop(greedy);
        assert!(crowd.held.lock().unwrap().is_empty(), "nothing is remembered of who left");
    }

    #[test]
    fn programs_on_this_machine_are_limited_by_the_places_alone() {
        let crowd = Crowd::new(Arc::new(Semaphore::new(PER_ADDRESS + 1)));
        let all: Vec<Option<Place>> = (0..PER_ADDRESS + 2).map(|_| crowd.place(&from("127.0.0.1"))).collect();
        assert_eq!(all.iter().flatten().count(), PER_ADDRESS + 1);
    }
}
