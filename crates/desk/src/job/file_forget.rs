//! `file.forget`: a file that nobody attached within the day goes, and its bytes with it if no other row names them.
use super::{Kind, Patience};
use crate::{Desk, Error, Result};
use model::*;
use serde::{Deserialize, Serialize};

pub(crate) const KIND: Kind =
    Kind { name: "file.forget", patience: Patience::Ours, run: |desk, job| Box::pin(desk.forget_file(job)) };

/// Which file.
#[derive(Serialize, Deserialize)]
pub(crate) struct Forget {
    pub attachment: AttachmentId,
    pub sha256: String,
}

impl Desk {
    async fn forget_file(&self, job: &Job) -> Result<()> {
        let it: Forget = serde_json::from_str(&job.payload).map_err(|why| Error::File(why.to_string()))?;
        let mut tx = self.db.write().await?;
        let gone = store::attachment::forget(&mut tx, job.tenant, it.attachment).await?;
        tx.commit().await?;
        if gone { self.forget_object(&it.sha256).await } else { Ok(()) }
    }

    /// Forgets the bytes unless a row names them. Whoever puts the same bytes meanwhile waits.
    pub(crate) async fn forget_object(&self, sha256: &str) -> Result<()> {
        let alone = self.objects.alone(sha256).await;
        if !store::attachment::is_named(&mut self.db.read().await?, sha256).await? {
            alone.forget().await?;
        }
        Ok(())
    }
}
