//! Mending what did not go out, and setting up what it goes by.
use crate::{Hand, Shop};
use desk::{AccountChange, AccountHealth, Outcome, Result, Stuck};
use model::*;
use serde_json::json;

impl Hand {
    /// Has one that was given up or is in doubt sent again; by its delivery's id or its message's.
    pub async fn replays(&self, id: Uuid) -> Result<Stuck> {
        self.world.desk().replay(&self.staff().await, id).await
    }
    /// Says of one in doubt whether it arrived.
    pub async fn settles_doubt(&self, id: Uuid, outcome: Outcome) -> Result<Stuck> {
        self.world.desk().settle_doubt(&self.staff().await, id, outcome).await
    }
    /// What they see of what is stuck, oldest first.
    pub async fn stuck(&self, state: DeliveryState) -> Result<Vec<Stuck>> {
        self.world.desk().deliveries(&self.staff().await, state, None, 100).await
    }
    /// The message as it is now.
    pub async fn sees_message(&self, conversation: ConversationId, seq: i64) -> Message {
        let thread = self.thread(conversation).await.expect("they may see it");
        thread.into_iter().find(|it| it.seq == seq).expect("among the latest hundred")
    }
}

impl Shop {
    /// An operator sets up the account behind the webhook so.
    pub async fn sets_up_loft(&self, settings: &[(&str, &str)]) {
        let settings = settings.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
        let operator = self.operator().await;
        let desk = self.world.desk();
        desk.change_account(
            &operator.staff,
            self.loft.id,
            AccountChange { settings: Some(settings), ..AccountChange::default() },
        )
        .await
        .expect("a form that fits");
    }
    /// Whoever looks after its accounts.
    pub async fn operator(&self) -> Hand {
        self.hire(&format!("运营{}", self.world.ticket()), Role::Operator).await
    }
    /// How the account behind the webhook does.
    pub async fn loft_health(&self) -> AccountHealth {
        let desk = self.world.desk();
        let mut all = desk.health(self.tenant, std::slice::from_ref(&self.loft)).await.expect("it is known");
        all.remove(&self.loft.id).expect("of this account")
    }
}

impl crate::Sender {
    /// A letter with files that the provider still holds.
    pub async fn sends_feathers(&self, id: &str, feathers: &[&str]) -> Result<desk::HookAnswer> {
        let mut letter = self.letter(id, "看");
        letter["feathers"] = json!(feathers);
        self.posts(&json!({ "events": [letter] })).await
    }
    /// A letter after which so many replies are taken.
    pub async fn writes_for(&self, id: &str, replies: i64) -> Result<desk::HookAnswer> {
        let mut letter = self.letter(id, "在吗");
        letter["replies"] = json!(replies);
        self.posts(&json!({ "events": [letter] })).await
    }
}
