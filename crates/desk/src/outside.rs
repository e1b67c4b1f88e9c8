//! The desk as one thing to hold: the store, and everything of the outside that was handed in.
use crate::act::Looking;
use crate::engine::Engine;
use crate::manual::Manuals;
use crate::online::Online;
use crate::order::Questions;
use crate::presence::Unwritten;
use crate::push::Push;
use crate::{Bell, Seal, Wording};
use flow::Rules;
use model::port::{Chance, Channel, Clock, Provider};
use std::sync::{Arc, OnceLock};
use store::Db;
use store::objects::Objects;

/// What is handed in from outside.
pub struct Outside {
    pub clock: Arc<dyn Clock>,
    pub chance: Arc<dyn Chance>,
    pub provider: Arc<dyn Provider>,
    /// The visible list of channels.
    pub channels: &'static [&'static dyn Channel],
}

/// Everything the work needs; shared by all doors and workers.
pub struct Desk {
    pub(crate) db: Db,
    pub(crate) objects: Objects,
    pub(crate) outside: Outside,
    pub(crate) seal: Seal,
    pub(crate) rules: Rules,
    pub(crate) manuals: Manuals,
    pub(crate) online: Online,
    pub(crate) unwritten: Unwritten,
    pub(crate) engine: Engine,
    pub(crate) looking: Looking,
    pub(crate) questions: Questions,
    pub(crate) wording: OnceLock<Wording>,
    pub bell: Bell,
    pub push: Push,
}

impl Desk {
    /// `key`: 256 bits that seal secrets and sign cursors, tokens and file addresses.
    pub fn new(db: Db, objects: Objects, outside: Outside, key: [u8; 32], rules: Rules) -> Desk {
        Desk {
            db,
            objects,
            outside,
            seal: Seal::new(key),
            rules,
            manuals: Manuals::default(),
            online: Online::default(),
            unwritten: Unwritten::default(),
            engine: Engine::default(),
            looking: Looking::default(),
            questions: Questions::default(),
            wording: OnceLock::new(),
            bell: Bell::default(),
            push: Push::default(),
        }
    }

    pub(crate) fn now(&self) -> model::At {
        self.outside.clock.now()
    }
    pub(crate) fn id(&self) -> model::Uuid {
        self.outside.chance.id()
    }
    /// Signatures of this installation.
    pub fn seal(&self) -> &Seal {
        &self.seal
    }
    /// The clock that was handed in.
    pub fn clock(&self) -> &dyn Clock {
        self.outside.clock.as_ref()
    }

    /// The channel of this kind, if the house has it.
    pub fn channel(&self, kind: &str) -> Option<&'static dyn Channel> {
        self.outside.channels.iter().copied().find(|channel| channel.manifest().kind == kind)
    }
    /// The list that was handed in.
    pub fn channels(&self) -> &'static [&'static dyn Channel] {
        self.outside.channels
    }

    /// Whether the store answers; for readiness.
    pub async fn is_ready(&self) -> bool {
        let Ok(mut tx) = self.db.read().await else { return false };
        store::organisation::tenants(&mut tx).await.is_ok()
    }

    /// Verifies the invariants on the data as it stands.
    pub async fn check(&self) -> crate::Result<(Vec<store::check::Checked>, Vec<(&'static str, i64)>)> {
        let checked = store::check::everything(&self.db, &self.objects).await?;
        Ok((checked, store::check::counts(&mut self.db.read().await?).await?))
    }
}
