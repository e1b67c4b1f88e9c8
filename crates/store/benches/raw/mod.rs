//! The limit: the engine writes the same rows by itself, 1,000 to a transaction, each transaction fsynced.
use std::time::Instant;
use store::engine::{Db, Room};
use store::sql;

const BATCH: i64 = 1_000;

const ROWS: &str =
    "WITH RECURSIVE n(i) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1 + 999)";

/// Rows of one message and what belongs to it, a second.
pub async fn batches(messages: usize) -> f64 {
    let folder = std::env::temp_dir().join(format!("parlor-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let db = Db::sqlite(&folder.join("raw.db"), Room::default()).await.expect("opens");
    let began = Instant::now();
    let mut from = 1;
    while from < messages as i64 {
        let mut tx = db.write().await.expect("may write");
        tx.run(sql!(
            "INSERT INTO inbound (tenant, id, account, dedupe_key, raw, raw_object, parsed, message, conversation, seq, received_at) ", ROWS,
            " SELECT randomblob(16), randomblob(16), randomblob(16), hex(randomblob(24)), randomblob(220), NULL, TRUE, randomblob(16), randomblob(16), i, i FROM n",
        ).with([&from])).await.expect("writes");
        tx.run(sql!(
            "INSERT INTO message (tenant, id, conversation, seq, leg, channel, direction, author_kind, author_id, author_name, kind, text, parts, client_id, public, receipt, settled, settled_reason, at) ", ROWS,
            " SELECT randomblob(16), randomblob(16), randomblob(16), i, randomblob(16), 'channel', 'in', 'customer', randomblob(16), NULL, 'text',
              '请问我的订单什么时候能到？谢谢您的帮助', '{}', hex(randomblob(4)), TRUE, NULL, NULL, NULL, i FROM n",
        ).with([&from])).await.expect("writes");
        tx.run(sql!(
            "INSERT INTO event_log (tenant, seq, kind, conversation, message_seq, agent, customer, only_agent, public, at) ", ROWS,
            " SELECT randomblob(16), i, 'message.received', randomblob(16), i, NULL, randomblob(16), NULL, TRUE, i FROM n",
        ).with([&from])).await.expect("writes");
        tx.run(sql!(
            "INSERT INTO conversation (tenant, id, number, brand, customer, place, queue, rank, home, fence, waiting_since, opened_at, updated_at,
             last_seq, in_count, preview, channels, tags, sort_key, version) ", ROWS,
            " SELECT randomblob(16), randomblob(16), i, randomblob(16), randomblob(16), 'queue', randomblob(16), 100, randomblob(16), 0, i, i, i,
              5, 2, '{\"seq\":5,\"text\":\"请问我的订单什么时候能到？谢谢您的帮助\"}', '[\"channel\"]', '[]', i, 1 FROM n",
        ).with([&from])).await.expect("writes");
        tx.commit().await.expect("is durable");
        from += BATCH;
    }
    let rate = messages as f64 / began.elapsed().as_secs_f64();
    db.close().await;
    let _ = std::fs::remove_dir_all(&folder);
    rate
}
