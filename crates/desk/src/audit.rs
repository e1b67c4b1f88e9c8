//! Audit: what was done with privilege, in a chain that shows if it is tampered with. Administrators and auditors read it.
use crate::{Desk, Result, Staff};
use model::*;
use std::collections::BTreeMap;
use store::Tx;
pub use store::audit::Filter;

/// Who may read it.
const READERS: &str = "the audit is for administrators and auditors";

impl Desk {
    /// Rows from before `before`, latest first, at most `limit`, and the names of who did them.
    pub async fn audit_rows(
        &self,
        who: &Staff,
        filter: &Filter,
        before: Option<i64>,
        limit: i64,
    ) -> Result<(Vec<Audit>, BTreeMap<AgentId, String>)> {
        who.must(who.agent.role.audits(), READERS)?;
        let mut tx = self.db.read().await?;
        let rows = store::audit::list(&mut tx, who.tenant, filter, before, limit).await?;
        let mut names = BTreeMap::new();
        for actor in rows.iter().filter_map(|row| row.actor) {
            if !names.contains_key(&actor)
                && let Some(agent) = store::agent::find(&mut tx, who.tenant, actor).await?
            {
                names.insert(actor, agent.name);
            }
        }
        Ok((rows, names))
    }

    /// Whether every row is as it was written.
    pub async fn audit_chain(&self, who: &Staff) -> Result<Chain> {
        who.must(who.agent.role.audits(), READERS)?;
        Ok(store::audit::verify(&self.db, who.tenant).await?)
    }

    /// Leaves a row: the last thing before the commit, as the chain is held from here on.
    pub(crate) async fn audit(
        &self,
        tx: &mut Tx,
        who: &Staff,
        action: &str,
        subject: &str,
        detail: &str,
    ) -> Result<()> {
        self.audit_of(tx, who.tenant, who.agent.id, action, subject, detail).await
    }

    /// The same for somebody who is not signed in yet, or was.
    pub(crate) async fn audit_of(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        actor: AgentId,
        action: &str,
        subject: &str,
        detail: &str,
    ) -> Result<()> {
        self.audit_by(tx, tenant, Some(actor), action, subject, detail).await
    }

    /// The same; `None`: nobody of the staff, as the house itself or whoever runs the server.
    pub(crate) async fn audit_by(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        actor: Option<AgentId>,
        action: &str,
        subject: &str,
        detail: &str,
    ) -> Result<()> {
        let row = Audit {
            tenant,
            seq: 0,
            id: AuditId(self.id()),
            actor,
            action: action.into(),
            subject: subject.into(),
            detail: detail.into(),
            at: self.now(),
            hash: String::new(),
        };
        Ok(store::audit::append(tx, &row).await?)
    }
}
