//! Retention: what the house says about how long things are kept, what that would delete today, and when it is done.
use crate::job::{About, retention_apply};
use crate::{Desk, Error, Result, Staff};
use flow::setting::{checked, kind_of};
use model::*;

/// Whoever saved a mistake has so long to take it back.
const GRACE: Span = Span::hours(24);

/// Days that each class is kept; what is `None` is kept for good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    pub conversation_days: Option<i64>,
    pub audit_days: Option<i64>,
    pub webhook_days: Option<i64>,
}

/// What would be deleted if these terms held now; each counted to 100,000 and no further.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outlived {
    pub conversations: i64,
    /// As old, but they wait until a delivery in them is settled.
    pub unsettled: i64,
    pub audit_rows: i64,
    pub webhook_deliveries: i64,
}

impl Terms {
    fn of(it: &Setting) -> Terms {
        Terms {
            conversation_days: it.number("conversation_days"),
            audit_days: it.number("audit_days"),
            webhook_days: it.number("webhook_days"),
        }
    }
    /// Conversations closed before it are over.
    pub(crate) fn conversations(&self, now: At) -> Option<At> {
        self.conversation_days.map(|days| now - Span::days(days))
    }
    /// Rows of the audit from before it are over.
    pub(crate) fn audit(&self, now: At) -> Option<At> {
        self.audit_days.map(|days| now - Span::days(days))
    }
    /// Webhook deliveries from before it are over.
    pub(crate) fn webhooks(&self, now: At) -> Option<At> {
        self.webhook_days.map(|days| now - Span::days(days))
    }
}

impl Desk {
    /// What these terms would delete today. Changes nothing.
    ///
    /// # Errors
    /// `Invalid` for terms that could not be saved.
    pub async fn retention_preview(&self, who: &Staff, terms: &Terms) -> Result<Outlived> {
        who.must(who.agent.role.administers(), "administrators decide how long things are kept")?;
        let kind = kind_of("retention").ok_or(Error::NotFound("kind of settings"))?;
        let days = [
            ("conversation_days", terms.conversation_days),
            ("audit_days", terms.audit_days),
            ("webhook_days", terms.webhook_days),
        ];
        let fields = days.into_iter().filter_map(|(key, days)| Some((key.to_owned(), Held::Number(days?)))).collect();
        checked(kind, &fields).map_err(Error::Invalid)?;
        self.outlived(who.tenant, terms, store::retention::COUNTED).await
    }

    async fn outlived(&self, tenant: TenantId, terms: &Terms, most: i64) -> Result<Outlived> {
        let (now, mut it) = (self.now(), Outlived::default());
        let mut tx = self.db.read().await?;
        if let Some(before) = terms.conversations(now) {
            (it.conversations, it.unsettled) = store::retention::count_aged(&mut tx, tenant, before).await?;
        }
        if let Some(before) = terms.audit(now) {
            it.audit_rows = store::audit::count_before(&mut tx, tenant, before, most).await?;
        }
        if let Some(before) = terms.webhooks(now) {
            it.webhook_deliveries = store::webhook::count_deliveries_before(&mut tx, tenant, before, most).await?;
        }
        Ok(it)
    }

    /// What holds now: what was saved a day ago or earlier.
    pub(crate) async fn terms_in_force(&self, tenant: TenantId) -> Result<Option<Terms>> {
        let all = store::setting::of_kind(&mut self.db.read().await?, tenant, "retention").await?;
        Ok(all.first().filter(|it| it.updated_at + GRACE <= self.now()).map(Terms::of))
    }

    /// Has somebody delete what is over, wherever something is.
    pub(crate) async fn begin_retention(&self) -> Result<()> {
        for tenant in self.tenants().await? {
            let Some(terms) = self.terms_in_force(tenant.tenant).await? else { continue };
            let now = self.now();
            let mut tx = self.db.read().await?;
            let mut over = false;
            if let Some(before) = terms.conversations(now) {
                over |= !store::retention::aged(&mut tx, tenant.tenant, before, store::retention::FIRST, 1)
                    .await?
                    .is_empty();
            }
            drop(tx);
            if !over {
                let others = Terms { conversation_days: None, ..terms };
                over = self.outlived(tenant.tenant, &others, 1).await? != Outlived::default();
            }
            if over {
                let about = About { tenant: tenant.tenant, key: "", account: None };
                let mut tx = self.db.write().await?;
                self.enqueue(&mut tx, &retention_apply::KIND, about, &(), now).await?;
                tx.commit().await?;
                self.bell.jobs.notify_one();
            }
        }
        Ok(())
    }
}
