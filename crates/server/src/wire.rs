//! Wiring: the rooms put together from a configuration.
use crate::clock::{SystemChance, SystemClock};
use crate::config::Config;
use crate::data_dir::DataDir;
use channels::engine::{Guard, Http, Limits, SystemNames};
use desk::{Desk, Outside, Rules};
use std::sync::Arc;
use store::Db;
use store::engine::Room;
use store::objects::Objects;

/// The desk on its data folder, which stays locked while this lives.
pub struct House {
    pub desk: Arc<Desk>,
    pub chance: Arc<SystemChance>,
    pub data: DataDir,
    db: Db,
}

impl House {
    /// Opens everything under the data folder; the error is a sentence for people.
    pub async fn open(config: &Config, rules: Rules) -> Result<House, String> {
        let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance::new()));
        let data = DataDir::open(&config.data_dir, chance.as_ref())?;
        let db = Db::sqlite(&data.database(), Room::default()).await.map_err(|why| format!("database: {why}"))?;
        let objects = Objects::open(&data.objects()).await.map_err(|why| format!("files: {why}"))?;
        let guard = Guard::new(&config.allow_hosts)
            .map_err(|why| format!("allow_hosts = {:?}: {why}", config.allow_hosts.join(", ")))?;
        let provider = Http::new(guard, Arc::new(SystemNames), clock.clone(), Limits::default())?;
        let outside = Outside { clock, chance: chance.clone(), provider: Arc::new(provider), channels: channels::ALL };
        objects.sweep().await.map_err(|why| format!("files: {why}"))?;
        let desk = Arc::new(Desk::new(db.clone(), objects, outside, data.key, rules));
        desk.resume_jobs().await.map_err(|why| format!("database: {why}"))?; // the folder is locked: nobody else works
        desk.resume_webhooks().await.map_err(|why| format!("database: {why}"))?;
        Ok(House { desk, chance, data, db })
    }

    /// The desk on a data folder that another process may be serving: nothing is taken up that was left undone, nothing is
    /// made and no step of the database taken. Only what is one short transaction may be done with it.
    pub async fn beside(config: &Config) -> Result<(Desk, Db), String> {
        let data = DataDir::named(&config.data_dir);
        if !data.database().exists() {
            return Err(format!(
                "data_dir = {:?}: there is no database in it; name the folder that parlor serve runs on, as \
                 PARLOR_DATA_DIR=/var/lib/parlor",
                config.data_dir.display().to_string()
            ));
        }
        let told = |why: &dyn std::fmt::Display| format!("database: {why}");
        Db::look(&data.database(), Room::default()).await.map_err(|why| told(&why))?.close().await;
        let db = Db::sqlite(&data.database(), Room::default()).await.map_err(|why| told(&why))?;
        let objects = Objects::open(&data.objects()).await.map_err(|why| format!("files: {why}"))?;
        let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance::new()));
        let guard = Guard::new(&config.allow_hosts).map_err(|why| why.to_string())?;
        let provider = Http::new(guard, Arc::new(SystemNames), clock.clone(), Limits::default())?;
        let outside = Outside { clock, chance, provider: Arc::new(provider), channels: channels::ALL };
        Ok((Desk::new(db.clone(), objects, outside, data.kept_key()?, Rules::DEFAULT), db))
    }

    /// Lets go of the database in good order.
    pub async fn close(self) {
        drop(self.desk);
        self.db.close().await;
    }
}
