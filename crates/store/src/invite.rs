//! Invitations to go on over a further channel.
use crate::engine::{Result, Tx};
use crate::row::{Kept, Values, row};
use crate::sql;
use model::*;

row!(Invite {
    tenant,
    id,
    account,
    conversation,
    customer,
    hash,
    link,
    made_by,
    made_at,
    expires_at,
    used_by,
    used_at
});

/// A new one.
pub async fn insert(tx: &mut Tx, it: &Invite) -> Result<()> {
    tx.run(sql!("INSERT INTO invite (", Invite::COLUMNS, ") VALUES (", Invite::MARKS, ")").with(it.values())).await?;
    Ok(())
}

/// By its code's hash, held until the transaction ends.
pub async fn by_hash(tx: &mut Tx, tenant: TenantId, hash: &str) -> Result<Option<Invite>> {
    let hash = hash.to_owned();
    tx.maybe(
        sql!("SELECT ", Invite::COLUMNS, " FROM invite WHERE tenant = $1 AND hash = $2 /*pg FOR UPDATE */")
            .with([&tenant, &hash]),
    )
    .await
}

/// By its code's hash, whosever it is: a page that is opened knows no tenant yet.
pub async fn anywhere(tx: &mut Tx, hash: &str) -> Result<Option<Invite>> {
    let hash = hash.to_owned();
    tx.maybe(sql!("SELECT ", Invite::COLUMNS, " FROM invite WHERE /* every tenant */ hash = $1").with([&hash])).await
}

/// By id within its tenant.
pub async fn find(tx: &mut Tx, tenant: TenantId, id: InviteId) -> Result<Option<Invite>> {
    tx.maybe(sql!("SELECT ", Invite::COLUMNS, " FROM invite WHERE tenant = $1 AND id = $2").with([&tenant, &id])).await
}

/// Of a conversation, latest first; at most 20.
pub async fn of(tx: &mut Tx, tenant: TenantId, conversation: ConversationId) -> Result<Vec<Invite>> {
    tx.all(
        sql!(
            "SELECT ",
            Invite::COLUMNS,
            " FROM invite WHERE tenant = $1 AND conversation = $2 ORDER BY made_at DESC, id DESC LIMIT 20",
        )
        .with([&tenant, &conversation]),
    )
    .await
}

/// `false`: it was used before, or is taken back.
pub async fn used(tx: &mut Tx, it: &Invite, by: IdentityId, at: At) -> Result<bool> {
    let rows = tx
        .run(
            sql!("UPDATE invite SET used_by = $3, used_at = $4 WHERE tenant = $1 AND id = $2 AND used_at IS NULL")
                .with([&it.tenant, &it.id, &by, &at]),
        )
        .await?;
    Ok(rows == 1)
}

/// Takes it back: it is good no more. `false`: there is none, or it was used.
pub async fn delete(tx: &mut Tx, tenant: TenantId, id: InviteId) -> Result<bool> {
    let rows = tx
        .run(sql!("DELETE FROM invite WHERE tenant = $1 AND id = $2 AND used_at IS NULL").with([&tenant, &id]))
        .await?;
    Ok(rows == 1)
}
