//! Suggestions: two customers may be one person, because of something one of them typed. It is never proof: a person decides.
use crate::{Desk, Error, Result, Staff};
use model::*;
use store::Tx;

impl Desk {
    /// What was typed leads to others who typed the same: a telephone number, an e-mail address, the last four digits of
    /// somebody who is being served now.
    pub(crate) async fn take_hints(&self, tx: &mut Tx, brand: BrandId, identity: &Identity, words: &str) -> Result<()> {
        let words = words.trim();
        if words.len() == 4 && words.bytes().all(|b| b.is_ascii_digit()) {
            let found = store::conversation::in_hand_by_digits(tx, identity.tenant, brand, words).await?;
            for (_, customer) in found.into_iter().filter(|(_, customer)| *customer != identity.customer) {
                self.suggest(tx, identity.tenant, identity.customer, customer, "last_four_digits", words).await?;
            }
        }
        Ok(())
    }

    /// Somebody said this of a customer, unproved; whoever said the same may be the same.
    pub(crate) async fn hint(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        customer: CustomerId,
        kind: &str,
        said: &str,
    ) -> Result<()> {
        let Some(value) = crate::contact::compared(kind, said) else { return Ok(()) };
        store::suggestion::hint(tx, tenant, kind, &value, customer, self.now()).await?;
        for other in store::suggestion::hinted(tx, tenant, kind, &value, customer).await? {
            let stands = store::customer::find(tx, tenant, other).await?;
            let other = stands.map_or(other, |it| it.merged_into.unwrap_or(it.id));
            if other != customer {
                self.suggest(tx, tenant, customer, other, kind, &value).await?;
            }
        }
        Ok(())
    }

    pub(crate) async fn suggest(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        one: CustomerId,
        other: CustomerId,
        reason: &str,
        detail: &str,
    ) -> Result<()> {
        let suggestion = Suggestion {
            tenant,
            id: SuggestionId(self.id()),
            customer: one.min(other),
            other: one.max(other),
            reason: reason.to_owned(),
            detail: detail.to_owned(),
            state: SuggestionState::Open,
            at: self.now(),
            decided_by: None,
            decided_at: None,
        };
        if store::suggestion::insert(tx, &suggestion).await? {
            for customer in [one, other] {
                let event = NewEvent { customer: Some(customer), ..NewEvent::of(EventKind::SuggestionsChanged) };
                self.log(tx, tenant, event).await?;
            }
        }
        Ok(())
    }

    /// Open ones: those that concern a customer, or all between customers of brands that this person leads, latest first; at most `limit`.
    pub async fn suggestions(
        &self,
        who: &Staff,
        customer: Option<CustomerId>,
        after: Option<(At, SuggestionId)>,
        limit: i64,
    ) -> Result<Vec<Suggestion>> {
        match customer {
            Some(customer) => {
                let customer = self.person(who, customer).await?.customer.id;
                Ok(store::suggestion::of_customer(&mut self.db.read().await?, who.tenant, customer).await?)
            }
            None => {
                who.must(who.agent.role.leads(), "supervisors, operators and administrators review suggestions")?;
                let brands = who.brands_where(Role::leads);
                Ok(store::suggestion::open(&mut self.db.read().await?, who.tenant, &brands, after, limit).await?)
            }
        }
    }

    /// They are one: the customer we have known longer stands for both.
    pub async fn accept_suggestion(&self, who: &Staff, id: SuggestionId) -> Result<Merge> {
        let it = self.suggestion(who, id).await?;
        let merge = self.merge(who, it.customer, it.other).await?;
        self.decide(who, &it, SuggestionState::Accepted).await?;
        Ok(merge)
    }

    /// They are two: it is never suggested again for this reason.
    pub async fn dismiss_suggestion(&self, who: &Staff, id: SuggestionId) -> Result<()> {
        who.must(who.agent.role.receives(), "auditors only read")?;
        let it = self.suggestion(who, id).await?;
        self.decide(who, &it, SuggestionState::Dismissed).await
    }

    async fn suggestion(&self, who: &Staff, id: SuggestionId) -> Result<Suggestion> {
        let found = store::suggestion::find(&mut self.db.read().await?, who.tenant, id).await?;
        let it = found.filter(|it| it.state == SuggestionState::Open).ok_or(Error::NotFound("suggestion"))?;
        for side in [it.customer, it.other] {
            self.person(who, side).await.map_err(|_| Error::NotFound("suggestion"))?;
        }
        Ok(it)
    }

    async fn decide(&self, who: &Staff, it: &Suggestion, state: SuggestionState) -> Result<()> {
        let mut tx = self.db.write().await?;
        store::suggestion::decide(&mut tx, it, state, Some(who.agent.id), self.now()).await?;
        for customer in [it.customer, it.other] {
            let event = NewEvent { customer: Some(customer), ..NewEvent::of(EventKind::SuggestionsChanged) };
            self.log(&mut tx, who.tenant, event).await?;
        }
        let action = format!("suggestion.{state}");
        self.audit(&mut tx, who, &action, &it.id.to_string(), &it.reason).await?;
        tx.commit().await?;
        self.bell.ring(who.tenant);
        Ok(())
    }
}
