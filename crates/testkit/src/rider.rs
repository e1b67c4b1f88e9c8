//! A rider: somebody who writes by the courier, the made-up second door.
use crate::{COURIER, Shop};
use desk::{HookAnswer, NewAccount, Result};
use model::port::Raw;
use model::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// An account of the courier's in a shop.
#[derive(Clone)]
pub struct Courier {
    pub shop: Shop,
    pub account: ChannelAccount,
}

/// Somebody who writes by it.
#[derive(Clone)]
pub struct Rider {
    pub courier: Courier,
    pub name: String,
}

impl Shop {
    /// Opens a second door; `bonds`: who is who, as the provider would tell, `name=number` on a line each.
    pub async fn courier(&self, bonds: &str) -> Courier {
        let settings = BTreeMap::from([("bonds".to_owned(), bonds.to_owned())]);
        let name = format!("courier {}", self.world.ticket());
        let (kind, brand, queue) = (COURIER.to_owned(), self.brand, self.queue);
        let new = NewAccount { kind, brand, queue, name, settings };
        let account = self.world.desk().make_account(self.tenant, &new).await.expect("an account");
        Courier { shop: self.clone(), account }
    }
}

impl Courier {
    pub fn rider(&self, name: &str) -> Rider {
        Rider { courier: self.clone(), name: name.to_owned() }
    }
}

impl Rider {
    /// One event, as the courier tells it; its id is its own.
    pub async fn does(&self, mut event: Value) -> Result<HookAnswer> {
        let world = &self.courier.shop.world;
        event["from"] = json!(self.name);
        if event["id"].is_null() {
            event["id"] = json!(format!("{}-{}", self.name, world.ticket()));
        }
        let raw = Raw { method: "POST".into(), body: event.to_string().into_bytes(), ..Raw::default() };
        world.desk().hook(COURIER, &self.courier.account.hook, raw).await
    }
    /// A note.
    pub async fn writes(&self, text: &str) {
        self.does(json!({ "type": "note", "text": text })).await.expect("heard");
    }
    /// A note with proof of who they are.
    pub async fn writes_proved(&self, text: &str, bond: &str) {
        self.does(json!({ "type": "note", "text": text, "bond": bond })).await.expect("heard");
    }
    /// Comes by the front door, perhaps with a code; what they are told at once.
    pub async fn comes(&self, scene: Option<&str>) -> String {
        match self.does(json!({ "type": "comes", "scene": scene })).await.expect("heard") {
            HookAnswer::Durable(answer) => answer.body,
            HookAnswer::Greets(greeting) => {
                let desk = self.courier.shop.world.desk();
                desk.greet(*greeting).await.expect("an answer").body
            }
            HookAnswer::Refused => panic!("couriers are let in"),
        }
    }
}
