//! What a reply had answered, when it turns out that it never arrives: those words are open again, and whoever wrote them
//! waits. When it is sent once more, it answers them once more.
use crate::{Desk, Error, Result};
use model::*;
use store::Tx;

impl Desk {
    /// Leads the conversation in whose thread `message` is read to where somebody sees that it has answered nothing. A later
    /// reply answers as well; nothing is opened in a closed conversation while the customer has another.
    pub(super) async fn answered_nothing(&self, tx: &mut Tx, message: &Message) -> Result<()> {
        if message.author.kind == AuthorKind::System || message.direction != Direction::Out {
            return Ok(());
        }
        let (it, legs) = self.read_beside(tx, message).await?;
        if !it.is_open() {
            let others = store::conversation::open_of(tx, it.tenant, it.customer).await?;
            if others.iter().any(|other| other.brand == it.brand) {
                return Ok(());
            }
        }
        let mut last = At(0);
        for leg in &legs {
            let answered = store::message::last_answer(tx, leg, message.id).await?;
            last = answered.map_or(last, |at| at.max(last));
        }
        if last >= message.at {
            return Ok(());
        }
        for leg in &legs {
            store::message::unsettle(tx, leg, (last, message.at)).await?;
        }
        let Some(oldest) = self.oldest_open(tx, &it).await? else { return Ok(()) };
        let mut sheet = self.sheet(tx, it, &[]).await?;
        flow::unanswered(&mut sheet, oldest);
        sheet.log(NewEvent::of(EventKind::ConversationUpdated));
        self.write_in(tx, sheet).await
    }

    /// It goes out after all: what it answers waits no more.
    pub(super) async fn answers_again(&self, tx: &mut Tx, message: &Message) -> Result<()> {
        let (it, legs) = self.read_beside(tx, message).await?;
        for leg in &legs {
            store::message::settle_until(tx, leg, message.at).await?;
        }
        if !it.is_open() {
            return Ok(());
        }
        let oldest = self.oldest_open(tx, &it).await?;
        let mut sheet = self.sheet(tx, it, &[]).await?;
        flow::waits_since(&mut sheet, oldest);
        sheet.log(NewEvent::of(EventKind::ConversationUpdated));
        self.write_in(tx, sheet).await
    }

    /// The conversation in whose thread it is read, and the legs that are read there.
    async fn read_beside(&self, tx: &mut Tx, message: &Message) -> Result<(Conversation, Vec<Leg>)> {
        let (tenant, home) = (message.tenant, self.home_of(tx, message).await?);
        let it = store::conversation::lock(tx, tenant, home).await?.ok_or(Error::NotFound("conversation"))?;
        let kin = self.kin(tx, tenant, home).await?;
        let mut legs = vec![];
        for place in kin.places() {
            legs.extend(store::leg::of(tx, tenant, place).await?.into_iter().filter(|leg| kin.reads(leg)));
        }
        Ok((it, legs))
    }
}
