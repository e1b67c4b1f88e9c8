//! `identity.look`: who is behind an address, as the provider knows it. What it proves may come after the first words were
//! answered: then two conversations become one.
use super::{About, Kind, Patience};
use crate::again::Tries;
use crate::errand::Unmet;
use crate::{Desk, Error, Result};
use model::*;
use store::Tx;

pub(crate) const KIND: Kind =
    Kind { name: "identity.look", patience: Patience::Provider, run: |desk, job| Box::pin(desk.look(job)) };

/// How often it is tried again when other writers are quicker: many are looked up at once, and all write the same log.
const TRIES: usize = 64;

/// Which address.
#[derive(serde::Serialize, serde::Deserialize)]
struct Look {
    identity: IdentityId,
    account: AccountId,
}

impl Desk {
    /// In the transaction in which somebody new was heard of. A page of ours has nobody to ask.
    pub(crate) async fn look_up(&self, tx: &mut Tx, account: &ChannelAccount, identity: &Identity) -> Result<()> {
        let asks = self
            .channel(&account.kind)
            .is_some_and(|channel| channel.manifest().transport != model::port::Transport::Hosted);
        if !asks {
            return Ok(());
        }
        self.looking.begins(identity.id);
        let look = Look { identity: identity.id, account: account.id };
        let about = About { tenant: account.tenant, key: &identity.id.to_string(), account: Some(account.id) };
        self.enqueue(tx, &KIND, about, &look, self.now()).await
    }

    async fn look(&self, job: &Job) -> Result<()> {
        let it: Look = serde_json::from_str(&job.payload).map_err(|why| Error::File(why.to_string()))?;
        let id = it.identity;
        let done = self.look_at(job, it).await;
        self.looking.ends(id);
        self.bell.looked.notify_waiters();
        done
    }

    async fn look_at(&self, job: &Job, it: Look) -> Result<()> {
        let mut tx = self.db.read().await?;
        let identity = store::identity::by_id(&mut tx, job.tenant, it.identity).await?;
        let account = store::account::find(&mut tx, job.tenant, it.account).await?;
        drop(tx);
        let (Some(identity), Some(account)) = (identity, account) else { return Ok(()) };
        let (evidence, profile) = match self.person_at(&account, &identity.value).await {
            Ok(found) => found,
            Err(unmet) => return self.put_off(&account, unmet),
        };
        self.is_back(&account).await?;
        let mut tries = Tries(TRIES);
        loop {
            if let Some(done) = tries.ended(self.learnt(job.tenant, it.identity, &evidence, &profile).await) {
                return done;
            }
        }
    }

    /// What an operator or time can mend is asked again. Else nobody is there, or the provider does not tell: their words
    /// stand for themselves.
    fn put_off(&self, account: &ChannelAccount, unmet: Unmet) -> Result<()> {
        let why = match unmet {
            Unmet::Later { why, .. } | Unmet::Never { fault: Fault::Account, why } => why,
            Unmet::Cannot | Unmet::Never { .. } => return Ok(()),
        };
        self.engine.health.ill(account.id, self.now(), &why, true);
        Err(Error::File(why))
    }

    async fn learnt(
        &self,
        tenant: TenantId,
        id: IdentityId,
        evidence: &[Address],
        profile: &model::port::Profile,
    ) -> Result<()> {
        let mut tx = self.db.write().await?;
        let Some(identity) = store::identity::by_id(&mut tx, tenant, id).await? else { return Ok(()) };
        let identity = self.prove(&mut tx, identity, evidence).await?;
        self.learn(&mut tx, &identity, None, profile).await?;
        tx.commit().await?;
        self.bell.ring(tenant);
        Ok(())
    }
}
