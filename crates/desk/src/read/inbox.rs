//! The inbox: lists by waiting time, and the figures above them.
use super::view::within;
use crate::{Desk, Error, Result, Staff};
use model::*;
use store::conversation::{Counts, Listed, Narrow, Page, View};

impl Desk {
    /// One page; the second part is where the next begins.
    pub async fn inbox(
        &self,
        who: &Staff,
        view: &str,
        brand: Option<BrandId>,
        after: Option<&str>,
        limit: i64,
    ) -> Result<(Vec<Listed>, Option<String>)> {
        let unanswered = self.now() - self.rules.unanswered_after;
        let view = match view {
            "mine" => View::Mine(who.agent.id),
            "queue" => View::Queue,
            "all" => View::All,
            "pending" => View::Pending,
            "closed" => View::Closed,
            "unanswered" => View::Unanswered(unanswered),
            _ => return Err(Error::field("view", "unknown", "mine, queue, all, pending, closed or unanswered")),
        };
        self.inbox_page(who, view, &within(who, brand), Narrow::default(), (after, limit)).await
    }

    /// One page of a saved view, in the order of the list it narrows.
    pub async fn inbox_of(
        &self,
        who: &Staff,
        saved: SettingId,
        after: Option<&str>,
        limit: i64,
    ) -> Result<(Vec<Listed>, Option<String>)> {
        let it = self.saved(who, saved).await?;
        self.inbox_page(who, it.view, &within(who, it.brand), it.narrow, (after, limit)).await
    }

    async fn inbox_page(
        &self,
        who: &Staff,
        view: View,
        brands: &[BrandId],
        narrow: Narrow,
        (after, limit): (Option<&str>, i64),
    ) -> Result<(Vec<Listed>, Option<String>)> {
        let bound = who.agent.id;
        let after = match after {
            Some(after) => Some(self.open_page(bound, after).ok_or(Error::BadCursor)?),
            None => None,
        };
        let limit = limit.clamp(1, 100);
        let page = Page { agent: who.agent.id, view, brands: brands.to_vec(), narrow, after, limit: limit + 1 };
        let mut rows = store::conversation::list(&mut self.db.read().await?, who.tenant, &page).await?;
        let more = rows.len() as i64 > limit;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).map(|row| {
            let mut payload = [row.rank.to_be_bytes(), row.sort_key.to_be_bytes()].concat();
            payload.extend_from_slice(row.conversation.id.0.as_bytes());
            self.seal.sign("page", bound.0.as_bytes(), &payload)
        });
        Ok((rows, next))
    }

    fn open_page(&self, bound: AgentId, after: &str) -> Option<(i64, i64, ConversationId)> {
        let payload = self.seal.open("page", bound.0.as_bytes(), after).filter(|payload| payload.len() == 32)?;
        let number = |range: std::ops::Range<usize>| payload[range].try_into().ok().map(i64::from_be_bytes);
        Some((number(0..8)?, number(8..16)?, ConversationId(Uuid::from_slice(&payload[16..]).ok()?)))
    }

    /// The figures above the lists.
    pub async fn counts(&self, who: &Staff) -> Result<Counts> {
        let late = self.now() - self.rules.unanswered_after;
        Ok(store::conversation::counts(&mut self.db.read().await?, who.tenant, who.agent.id, late).await?)
    }

    /// One conversation as this person sees it.
    pub async fn listed(&self, who: &Staff, id: ConversationId) -> Result<Listed> {
        let found = store::conversation::listed(&mut self.db.read().await?, who.tenant, who.agent.id, id).await?;
        found.ok_or(Error::NotFound("conversation"))
    }

    /// A customer's conversations that this person may see, latest first.
    pub async fn conversations_of(&self, who: &Staff, customer: CustomerId) -> Result<Vec<Listed>> {
        let mut tx = self.db.read().await?;
        let rows = store::conversation::listed_of(&mut tx, who.tenant, who.agent.id, &who.brands, customer).await?;
        if rows.is_empty() {
            return Err(Error::NotFound("customer"));
        }
        Ok(rows)
    }
}
