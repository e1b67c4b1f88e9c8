//! What every handler can reach: the desk, the settings, the limits. One `Arc`; cloning costs nothing.
use crate::{
    config::Config,
    guard::{limits::Limits, load::Load},
    shape::webhook,
};
use desk::Desk;
use model::Uuid;
use std::{ops::Deref, sync::Arc};

/// Shared by all handlers.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What is shared.
pub struct Inner {
    /// The work itself.
    pub desk: Arc<Desk>,
    /// How this door is set up.
    pub config: Config,
    /// How often somebody may do something.
    pub limits: Limits,
    /// How much may go on at once.
    pub load: Load,
}

impl App {
    /// Ready for `router`.
    #[must_use]
    pub fn new(config: Config, desk: Arc<Desk>) -> App {
        let limits = Limits::new(config.test);
        desk.words_webhooks(webhook::words);
        let load = Load::new(config.places);
        App(Arc::new(Inner { desk, config, limits, load }))
    }

    /// Until no socket is open any more; no new one is let in. Once `closing` is true they all leave by themselves.
    pub async fn all_left(&self) {
        self.load.all_sockets().await;
    }

    /// A fresh id, for requests.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        self.config.chance.id()
    }
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
