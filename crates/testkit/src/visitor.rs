//! A visitor: somebody in a browser on a shop's page, who speaks frames as the page does.
use crate::{Shop, sign_user};
use desk::read::{Visiting, hosted_raw};
use desk::{Acked, Hello, Result, VisitorState, Welcome};
use model::*;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex, PoisonError};

/// A browser, with what it has stored; cheap to clone: the clone is another tab.
#[derive(Clone)]
pub struct Visitor {
    pub shop: Shop,
    pub name: String,
    hello: Arc<Mutex<Hello>>,
}

impl Visitor {
    pub(crate) fn new(shop: Shop, name: &str) -> Visitor {
        let hello = Hello { locale: Some(Locale::Zh), ..Hello::default() };
        Visitor { shop, name: name.to_owned(), hello: Arc::new(Mutex::new(hello)) }
    }

    /// What the page says at the next hello.
    pub fn hello(&self) -> Hello {
        self.hello.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// Changes what the page has stored or says of itself.
    pub fn with(&self, change: impl FnOnce(&mut Hello)) -> &Visitor {
        change(&mut self.hello.lock().unwrap_or_else(PoisonError::into_inner));
        self
    }
    /// The host page now vouches for them.
    pub fn signs_in_as(&self, external_id: &str) -> &Visitor {
        let payload = json!({ "external_id": external_id, "name": self.name }).to_string();
        self.with(|hello| hello.user = Some((payload.clone(), sign_user(&payload))))
    }

    /// The same, with the number by which other doors know them.
    pub fn signs_in_with(&self, external_id: &str, unionid: &str) -> &Visitor {
        let payload = json!({ "external_id": external_id, "unionid": unionid, "name": self.name }).to_string();
        self.with(|hello| hello.user = Some((payload.clone(), sign_user(&payload))))
    }

    /// Opens the page: hello, and the token is stored.
    pub async fn comes(&self) -> Result<Welcome> {
        let desk = self.shop.world.desk();
        let account = desk.hosted_account(self.shop.page.id).await?;
        let welcome = desk.hello(account, &self.hello()).await?;
        self.with(|hello| hello.token = Some(welcome.visiting.token.clone()));
        Ok(welcome)
    }
    /// Comes back with the cursor it had.
    pub async fn comes_back(&self, cursor: &str) -> Result<Welcome> {
        let desk = self.shop.world.desk();
        let account = desk.hosted_account(self.shop.page.id).await?;
        desk.hello(account, &Hello { cursor: Some(cursor.to_owned()), ..self.hello() }).await
    }
    /// Let in, without a socket left open.
    pub async fn visiting(&self) -> Result<Visiting> {
        let welcome = self.comes().await?;
        if let (Some(customer), Some(line)) = (welcome.visiting.customer, &welcome.line) {
            self.shop.world.desk().push.hang_up(customer, line);
        }
        Ok(welcome.visiting)
    }
    /// A cursor at the present end.
    pub async fn cursor(&self) -> String {
        let welcome = self.comes().await.expect("let in");
        self.shop.world.desk().visitor_cursor(welcome.visiting.visitor, welcome.seq)
    }

    /// Sends one frame.
    pub async fn sends(&self, frame: &Value) -> Result<Acked> {
        self.sends_on(&self.visiting().await?, frame).await
    }
    /// Sends one frame over a page that is open already.
    pub async fn sends_on(&self, open: &Visiting, frame: &Value) -> Result<Acked> {
        let raw = hosted_raw(&self.hello(), open.visitor, frame);
        let acked = self.shop.world.desk().hosted(open, raw).await?;
        Ok(acked.into_iter().next().expect("one frame, one answer"))
    }
    /// Writes, under a client id of its own.
    pub async fn writes(&self, text: &str) -> Result<Acked> {
        let client_id = format!("c{}", self.shop.world.ticket());
        self.writes_as(&client_id, text).await
    }
    /// Writes under this client id.
    pub async fn writes_as(&self, client_id: &str, text: &str) -> Result<Acked> {
        self.sends(&json!({ "t": "send", "client_id": client_id, "text": text, "attachments": [] })).await
    }
    /// 转人工.
    pub async fn asks_for_a_person(&self) -> Result<Acked> {
        self.sends(&json!({ "t": "handoff", "client_id": format!("h{}", self.shop.world.ticket()) })).await
    }
    /// Writes a first word and says which conversation it opened or went into.
    pub async fn begins(&self, text: &str) -> ConversationId {
        self.writes(text).await.expect("heard").conversation.expect("a conversation")
    }

    /// Where their reception stands.
    pub async fn state(&self) -> VisitorState {
        let visiting = self.visiting().await.expect("let in");
        self.shop.world.desk().visitor_state(&visiting).await.expect("a state")
    }
    /// The messages the page shows when it is opened now.
    pub async fn sees(&self) -> Vec<Message> {
        let welcome = self.comes().await.expect("let in");
        welcome.messages.into_iter().map(|(_, message)| message).collect()
    }
    /// What happened to them, by its kind: the pills of their thread.
    pub async fn was_told(&self) -> Vec<Happening> {
        self.sees().await.into_iter().filter_map(|it| it.parts.event).collect()
    }
}
