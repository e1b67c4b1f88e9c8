//! The world of a story: one desk on one database, everything outside made up.
use crate::database::Place;
use crate::shop::Premises;
use crate::{Hand, HandClock, Scripted, Seeded, Sender, Shop, Visitor};
use desk::{Desk, Outside, Rules};
use model::port::Clock as _;
use model::{At, Span};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use store::Db;
use store::objects::Objects;

/// Cheap to clone; the last clone cleans up.
#[derive(Clone)]
pub struct World(Arc<Inner>);

struct Inner {
    desk: RwLock<Arc<Desk>>,
    db: Db,
    objects: Objects,
    clock: Arc<HandClock>,
    chance: Arc<Seeded>,
    provider: Arc<Scripted>,
    tickets: AtomicU32,
    shop: OnceLock<Premises>,
    place: Place,
}

/// Tells a story on SQLite and, where there is one, on PostgreSQL; afterwards the checker must find nothing.
pub async fn tell(story: impl AsyncFn(&World)) {
    let places = [Some(Place::sqlite()), Place::postgres()];
    for place in places.into_iter().flatten() {
        tell_at(place, true, &story).await;
    }
}

/// The same in a house that nobody has set up yet: there is no shop.
pub async fn tell_of_an_empty_house(story: impl AsyncFn(&World)) {
    let places = [Some(Place::sqlite()), Place::postgres()];
    for place in places.into_iter().flatten() {
        tell_at(place, false, &story).await;
    }
}

/// The same on SQLite alone, for many writers at once: on PostgreSQL the numbers of the log and of conversations are taken
/// one after the other and contend.
pub async fn tell_on_sqlite(story: impl AsyncFn(&World)) {
    tell_at(Place::sqlite(), true, &story).await;
}

async fn tell_at(place: Place, furnished: bool, story: &impl AsyncFn(&World)) {
    let world = World::at(place).await;
    if furnished {
        let shop = world.another_shop("拾光").await;
        assert!(world.0.shop.set(shop.premises).is_ok());
    }
    story(&world).await;
    world.is_sound().await;
    world.0.db.clone().close().await;
}

impl World {
    async fn at(place: Place) -> World {
        let db = place.open().await;
        let objects = Objects::open(&place.folder.join("objects")).await.expect("a folder for files");
        let (clock, provider) = (Arc::<HandClock>::default(), Arc::<Scripted>::default());
        let chance = Arc::new(Seeded::new(7));
        let desk = RwLock::new(Arc::new(new_desk(&db, &objects, &clock, &chance, &provider)));
        let inner = Inner {
            desk,
            db,
            objects,
            clock,
            chance,
            provider,
            tickets: Default::default(),
            shop: OnceLock::new(),
            place,
        };
        World(Arc::new(inner))
    }

    /// How many files lie on the disk, whether a row names them or not.
    pub fn files_on_disk(&self) -> usize {
        let (mut folders, mut files) = (vec![self.0.place.folder.join("objects")], 0);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
                if entry.is_dir() { folders.push(entry) } else { files += 1 }
            }
        }
        files
    }

    /// The desk as it runs now.
    pub fn desk(&self) -> Arc<Desk> {
        self.0.desk.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The program ends, whatever it was doing, and starts again on the same data: nobody is connected any more.
    pub async fn restarts(&self) {
        let it = &self.0;
        let fresh = Arc::new(new_desk(&it.db, &it.objects, &it.clock, &it.chance, &it.provider));
        *it.desk.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        self.desk().started().await.expect("it starts");
    }

    /// The next number, for client ids and the like.
    pub(crate) fn ticket(&self) -> u32 {
        self.0.tickets.fetch_add(1, Ordering::SeqCst)
    }

    /// What lies in the database, for looking past the desk.
    pub fn db(&self) -> &Db {
        &self.0.db
    }
    /// The folder that database and files lie in.
    pub fn folder(&self) -> &std::path::Path {
        &self.0.place.folder
    }
    /// The clock; it moves by hand only.
    pub fn clock(&self) -> &HandClock {
        &self.0.clock
    }
    pub(crate) fn shared_clock(&self) -> Arc<HandClock> {
        self.0.clock.clone()
    }
    /// What time it is.
    pub fn now(&self) -> At {
        self.0.clock.now()
    }
    /// Time passes, and everything that falls due is done.
    pub async fn later(&self, span: Span) {
        self.0.clock.pass(span);
        self.settle().await;
    }
    /// The provider behind the made-up webhook channel.
    pub fn provider(&self) -> &Scripted {
        &self.0.provider
    }
    /// The shop everybody belongs to who is not made from another.
    pub fn shop(&self) -> Shop {
        let premises = self.0.shop.get().expect("an empty house has no shop").clone();
        Shop { world: self.clone(), premises }
    }

    /// A further tenant with one brand, one queue and both channels.
    pub async fn another_shop(&self, name: &str) -> Shop {
        Shop::open(self.clone(), name).await
    }
    /// An agent of the first shop, not yet there.
    pub async fn agent(&self, name: &str) -> Hand {
        self.shop().hire(name, model::Role::Agent).await
    }
    /// A leader of the first shop, not yet there.
    pub async fn leader(&self, name: &str) -> Hand {
        self.shop().hire(name, model::Role::Supervisor).await
    }
    /// Somebody in a browser on the first shop's page.
    pub fn visitor(&self, name: &str) -> Visitor {
        self.shop().visitor(name)
    }
    /// Somebody who writes to the first shop by the webhook channel.
    pub fn sender(&self, name: &str) -> Sender {
        self.shop().sender(name)
    }
}

fn new_desk(
    db: &Db,
    objects: &Objects,
    clock: &Arc<HandClock>,
    chance: &Arc<Seeded>,
    provider: &Arc<Scripted>,
) -> Desk {
    let outside = Outside {
        clock: clock.clone(),
        chance: chance.clone(),
        provider: provider.clone(),
        channels: crate::channel::ALL,
    };
    Desk::new(db.clone(), objects.clone(), outside, [42; 32], Rules::DEFAULT)
}
