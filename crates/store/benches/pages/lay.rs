//! Lays a drawn past into the database, through the store's own statements, message by message in the order of time.
use crate::draw::{self, Drawn};
use crate::house::{house, people};
use crate::thread::{conversation, message};
use model::*;
use serde_json::{Value, json};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
use store::engine::{Db, Result, Room};

/// Rows of one transaction: few fsyncs, and a log that stays short.
const BATCH: usize = 20_000;
/// Fills the database of a stopped server; tells what is worth looking at.
pub async fn fill(file: &Path, messages: i64, reader: &str) -> Result<String, String> {
    let db = Db::sqlite(file, Room::default()).await.map_err(|why| why.to_string())?;
    let reader: AgentId = reader.parse().map_err(|_| format!("{reader} is no agent's id"))?;
    let told = lay(&db, messages, reader).await.map_err(|why| why.to_string())?;
    db.settle().await.map_err(|why| why.to_string())?;
    db.close().await;
    Ok(told.to_string())
}

async fn lay(db: &Db, messages: i64, reader: AgentId) -> Result<Value> {
    let micros = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_micros() as i64);
    let mut tx = db.write().await?;
    let mut house = house(&mut tx, reader, At(micros)).await?;
    let past = draw::past(messages, house.colleagues.len(), house.now);
    people(&mut tx, &mut house, &past).await?;
    let mut laid = vec![];
    for (n, drawn) in past.iter().enumerate() {
        laid.push(conversation(&mut tx, &house, drawn, n).await?);
    }
    tx.commit().await?;
    let mut order: Vec<(i64, u32, u32)> = vec![];
    for (n, drawn) in past.iter().enumerate() {
        order.extend((1..=drawn.messages).map(|seq| (drawn.at(seq).0, n as u32, seq as u32)));
    }
    order.sort_unstable();
    for batch in order.chunks(BATCH) {
        let mut tx = db.write().await?;
        for &(_, n, seq) in batch {
            let n = n as usize;
            message(&mut tx, &house, &past[n], &laid[n], i64::from(seq)).await?;
        }
        tx.commit().await?;
    }
    let of = |fits: &dyn Fn(&Drawn) -> bool| -> Vec<String> {
        let fitting = past.iter().zip(&laid).filter(|(drawn, _)| fits(drawn) && drawn.brand != 1);
        fitting.map(|(_, (it, _))| it.id.to_string()).collect()
    };
    Ok(json!({
        "conversations": past.len(), "messages": order.len(),
        "rare": house.brands[3], "customer": house.customers[0].0,
        "long": of(&|it| it.messages == draw::LONG && it.brand != 1), "threads": of(&|it| (50..1_000).contains(&it.messages)),
    }))
}
