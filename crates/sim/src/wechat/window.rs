//! How much an account may send to a person, and for how long: opened by what the person does, never added up.
use super::account::Kind;
use serde::Serialize;

const MINUTE: u64 = 60;
const TWO_DAYS: u64 = 48 * 3_600;

/// What a person did that lets the account write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scene {
    /// Wrote something.
    Message,
    /// Pressed a CLICK menu button, or chose an item of a menu message.
    Menu,
    /// Began to follow.
    Follow,
    /// Scanned a code.
    Scan,
    /// Opened the mini-program's customer service.
    Enter,
}

/// What is left of the right to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    /// What opened it.
    pub scene: Scene,
    /// Unix seconds.
    pub until: u64,
    /// Messages left.
    pub left: u32,
}

/// Why a message may not go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Its time is over, or it never opened.
    Time,
    /// Its messages are used up.
    Count,
}

impl Window {
    /// The window that an action opens at `now` (unix seconds), in place of the one before.
    #[must_use]
    pub fn open(kind: Kind, scene: Scene, now: u64) -> Window {
        let (left, length) = match (kind, scene) {
            (_, Scene::Message) => (5, TWO_DAYS),
            (Kind::Mini, _) => (2, MINUTE),
            (Kind::Official, _) => (3, MINUTE),
        };
        Window { scene, until: now + length, left }
    }

    /// Takes one message out of it.
    pub fn take(window: &mut Option<Window>, now: u64) -> Result<(), Closed> {
        match window {
            Some(it) if it.until > now && it.left > 0 => {
                it.left -= 1;
                Ok(())
            }
            Some(it) if it.until > now => Err(Closed::Count),
            _ => Err(Closed::Time),
        }
    }
}
