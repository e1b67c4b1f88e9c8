//! A hand at the desk: what somebody of the staff does, in verbs.
use crate::World;
use desk::read::Window;
use desk::{ReplyDraft, Result, Staff};
use model::*;

/// Somebody of the staff, signed in.
#[derive(Clone)]
pub struct Hand {
    pub world: World,
    pub name: String,
    pub id: AgentId,
    /// As of the sign-in; see `staff`.
    pub staff: Staff,
}

impl Hand {
    /// Who they are now: rights and presence as they stand.
    pub async fn staff(&self) -> Staff {
        self.world.desk().again(&self.staff).await.expect("still of the staff")
    }
    /// Their row as it is now.
    pub async fn now(&self) -> Agent {
        self.staff().await.agent
    }

    /// Ready for work, with a screen open.
    pub async fn comes(&self) -> &Hand {
        if !self.world.desk().push.is_connected(self.id) {
            self.connects().await;
        }
        self.is(Presence::Ready, None).await;
        self
    }
    /// On a break.
    pub async fn rests(&self, reason: &str) {
        self.is(Presence::Break, Some(reason)).await;
    }
    /// Off duty.
    pub async fn leaves(&self) {
        self.is(Presence::Offline, None).await;
    }
    async fn is(&self, presence: Presence, reason: Option<&str>) {
        let reason = reason.map(str::to_owned);
        self.world.desk().set_presence(&self.staff, presence, reason).await.expect("presence is theirs to say");
    }
    /// Their browser opens a socket.
    pub async fn connects(&self) {
        self.world.desk().connected(&self.staff).await.expect("a socket");
    }
    /// Their browser's socket is gone.
    pub async fn disconnects(&self) {
        self.world.desk().disconnected(&self.staff).await.expect("a socket less");
    }

    pub async fn accepts(&self, id: ConversationId) -> Result<()> {
        self.world.desk().accept(&self.staff().await, id).await
    }
    pub async fn declines(&self, id: ConversationId) -> Result<()> {
        self.world.desk().decline(&self.staff().await, id).await
    }
    /// Says something to the customer, under a client id of its own.
    pub async fn replies(&self, id: ConversationId, text: &str) -> Result<Message> {
        self.says(id, &self.draft(text).await).await
    }
    /// Leaves a word for colleagues.
    pub async fn notes(&self, id: ConversationId, text: &str) -> Result<Message> {
        self.says(id, &ReplyDraft { note: true, ..self.draft(text).await }).await
    }
    /// Says exactly this.
    pub async fn says(&self, id: ConversationId, draft: &ReplyDraft) -> Result<Message> {
        self.world.desk().say(&self.staff().await, id, draft).await
    }
    /// A reply with a fresh client id.
    pub async fn draft(&self, text: &str) -> ReplyDraft {
        let client_id = format!("{}-{}", self.id, self.world.ticket());
        ReplyDraft {
            client_id,
            note: false,
            text: text.to_owned(),
            attachments: vec![],
            mentions: vec![],
            leg: None,
            card: None,
            template: false,
            looked: false,
            seen: None,
        }
    }
    /// Without a word about what is left unanswered.
    pub async fn closes(&self, id: ConversationId) -> Result<()> {
        self.world.desk().close(&self.staff().await, id, None, None).await
    }
    /// What is left needs no reply.
    pub async fn closes_because(&self, id: ConversationId, reason: &str) -> Result<()> {
        self.world.desk().close(&self.staff().await, id, Some(reason.to_owned()), None).await
    }
    pub async fn reopens(&self, id: ConversationId) -> Result<()> {
        self.world.desk().reopen(&self.staff().await, id).await
    }
    /// Puts it aside for this long.
    pub async fn pends(&self, id: ConversationId, span: Span) -> Result<()> {
        self.world.desk().pend(&self.staff().await, id, self.world.now() + span, None).await
    }
    pub async fn resumes(&self, id: ConversationId) -> Result<()> {
        self.world.desk().resume(&self.staff().await, id).await
    }
    pub async fn hands_to(&self, id: ConversationId, to: &Hand) -> Result<()> {
        self.world.desk().transfer(&self.staff().await, id, Some(to.id), None, None).await
    }
    pub async fn hands_to_queue(&self, id: ConversationId, queue: QueueId) -> Result<()> {
        self.world.desk().transfer(&self.staff().await, id, None, Some(queue), None).await
    }
    pub async fn settles(&self, id: ConversationId, seq: i64, reason: &str) -> Result<()> {
        self.world.desk().settle(&self.staff().await, id, seq, reason).await
    }
    pub async fn reads(&self, id: ConversationId, seq: i64) -> Result<()> {
        self.world.desk().mark_read(&self.staff().await, id, seq).await
    }

    /// The conversation as they see it.
    pub async fn sees(&self, id: ConversationId) -> Result<Conversation> {
        Ok(self.world.desk().listed(&self.staff().await, id).await?.conversation)
    }
    /// Inbound messages they have not read.
    pub async fn unread(&self, id: ConversationId) -> i64 {
        let it = self.world.desk().listed(&self.staff().await, id).await.expect("they may see it");
        it.conversation.in_count - it.read_in_count
    }
    /// The latest hundred messages.
    pub async fn thread(&self, id: ConversationId) -> Result<Vec<Message>> {
        let lines = self.world.desk().thread(&self.staff().await, id, Window::Latest, 100).await?;
        Ok(lines.into_iter().map(|line| line.message).collect())
    }
    /// One list of the inbox, first page of a hundred.
    pub async fn list(&self, view: &str) -> Vec<ConversationId> {
        let page = self.world.desk().inbox(&self.staff().await, view, None, None, 100).await.expect("a list");
        page.0.into_iter().map(|it| it.conversation.id).collect()
    }
}
