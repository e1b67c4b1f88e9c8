//! What `parlor doctor` asks: the violations behind each `check_*` view, and how much there is of everything.
use crate::engine::{Db, Result, Tx};
use crate::objects::Objects;
use crate::{attachment, audit, organisation, sql};

/// One invariant with what breaks it.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// As in docs: I1 … I16.
    pub id: &'static str,
    pub name: &'static str,
    pub violations: i64,
    /// Ids of the first few.
    pub examples: Vec<String>,
}

/// Counts every violation and names up to ten; each invariant on a view of its own, so that a process that writes meanwhile
/// may empty its log in between.
pub async fn all(db: &Db) -> Result<Vec<Checked>> {
    macro_rules! check {
        ($id:literal, $name:literal, $view:literal, $subject:literal) => {{
            let mut tx = db.read().await?;
            let violations: i64 = tx.one(sql!("SELECT COUNT(*) FROM ", $view, " /* every tenant */")).await?;
            let examples: Vec<model::Uuid> =
                tx.all(sql!("SELECT ", $subject, " FROM ", $view, " /* every tenant */ LIMIT 10")).await?;
            Checked { id: $id, name: $name, violations, examples: examples.iter().map(ToString::to_string).collect() }
        }};
    }
    Ok(vec![
        check!("I1", "durable", "check_inbound", "inbound"),
        check!("I4", "one order", "check_order", "conversation"),
        check!("I6", "one open conversation", "check_open", "customer"),
        check!("I7", "one place", "check_place", "conversation"),
        check!("I8", "capacity", "check_load", "agent"),
        check!("I12", "counters", "check_counts", "conversation"),
        check!("I16", "no job given up", "check_jobs", "job"),
    ])
}

/// How many names of files are read at once.
const FILES: i64 = 1_000;

/// I1 for bytes: every file that a row names is there and holds what its name says. Reads them all.
pub async fn files(db: &Db, objects: &Objects) -> Result<Checked> {
    let mut it = Checked { id: "I1", name: "files whole", violations: 0, examples: vec![] };
    let mut after = String::new();
    loop {
        let names = attachment::objects(&mut db.read().await?, &after, FILES).await?;
        let Some(last) = names.last() else { return Ok(it) };
        after.clone_from(last);
        for name in names {
            // What is forgotten meanwhile is named no more.
            if !objects.is_whole(&name).await.unwrap_or(false)
                && attachment::is_named(&mut db.read().await?, &name).await?
            {
                it.violations += 1;
                it.examples.extend((it.examples.len() < 10).then_some(name));
            }
        }
    }
}

/// I14: each tenant's audit is the chain that it was written as. Reads all of it.
pub async fn chains(db: &Db) -> Result<Checked> {
    let mut it = Checked { id: "I14", name: "audit chain", violations: 0, examples: vec![] };
    let tenants = organisation::tenants(&mut db.read().await?).await?;
    for tenant in tenants {
        if let Some(first) = audit::verify(db, tenant.tenant).await?.first_broken {
            it.violations += 1;
            it.examples.extend((it.examples.len() < 10).then(|| format!("{}#{first}", tenant.tenant)));
        }
    }
    Ok(it)
}

/// Everything: the views, the files, the chains; in the order of their numbers.
pub async fn everything(db: &Db, objects: &Objects) -> Result<Vec<Checked>> {
    let mut all = all(db).await?;
    all.insert(1, files(db, objects).await?);
    let last = all.len() - 1; // I16 stands behind
    all.insert(last, chains(db).await?);
    Ok(all)
}

/// How many rows there are of what matters.
pub async fn counts(tx: &mut Tx) -> Result<Vec<(&'static str, i64)>> {
    macro_rules! count {
        ($name:literal, $rest:literal) => {
            ($name, tx.one(sql!("SELECT COUNT(*) FROM ", $rest, " /* every tenant */")).await?)
        };
    }
    Ok(vec![
        count!("tenants", "tenant"),
        count!("agents", "agent"),
        count!("customers", "customer"),
        count!("conversations", "conversation"),
        count!("conversations_open", "conversation WHERE place <> 'closed'"),
        count!("messages", "message"),
        count!("inbound", "inbound"),
        count!("inbound_unparsed", "unparsed"),
        count!("unsettled", "message WHERE direction = 'in' AND settled IS NULL"),
        count!("deliveries_queued", "delivery WHERE state = 'queued'"),
        count!("deliveries_in_doubt", "delivery WHERE state = 'in_doubt'"),
        count!("deliveries_dead", "delivery WHERE state = 'dead'"),
        count!("attachments", "attachment"),
        count!("jobs", "job WHERE dead_at IS NULL"),
        count!("jobs_dead", "job WHERE dead_at IS NOT NULL"),
        count!("events", "event_log"),
        count!("audit", "audit"),
    ])
}
