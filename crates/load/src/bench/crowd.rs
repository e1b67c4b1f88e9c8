//! The sockets of a bench: visitors who have an open conversation, watchers, idle ones.

use serde_json::json;

use super::Pair;
use crate::door::{Address, Rest, Socket, shape};
use crate::race::wait_for;

/// A visitor's socket after its welcome.
pub async fn visitor(pair: &Pair) -> Result<Socket, String> {
    let mut socket = Socket::open(&pair.parlor, "/ws/visitor", &[]).await?;
    socket
        .send(&json!({"t": "hello", "account": pair.scene.account, "token": null, "cursor": null, "locale": "zh-CN"}))
        .await?;
    wait_for(&mut socket, "welcome").await?;
    Ok(socket)
}

/// A visitor who has said a word, so that the conversation is open.
pub async fn customer(pair: &Pair, tag: &str) -> Result<Socket, String> {
    let mut socket = visitor(pair).await?;
    socket
        .send(
            &json!({"t": "send", "client_id": format!("{tag}-open"), "text": "你好", "attachments": [], "form": null}),
        )
        .await?;
    wait_for(&mut socket, "ack").await?;
    Ok(socket)
}

/// An agent's socket after its welcome, from the present on.
pub async fn watcher(pair: &Pair) -> Result<Socket, String> {
    let rest: &Rest = pair.scene.agents.first().map(|(_, rest)| rest).ok_or("no agent")?;
    let mut socket = Socket::open(&pair.parlor, "/ws/agent", rest.headers()).await?;
    socket.send(&json!({"t": "hello", "cursor": null})).await?;
    wait_for(&mut socket, "welcome").await?;
    Ok(socket)
}

/// A socket of the bare server.
pub async fn bare(address: &Address, path: &str) -> Result<Socket, String> {
    Socket::open(address, path, &[]).await
}

/// So many of them, eight at a time.
pub async fn many<F, T>(n: usize, make: impl Fn(usize) -> F) -> Result<Vec<T>, String>
where
    F: Future<Output = Result<T, String>>,
{
    let mut all = Vec::with_capacity(n);
    for from in (0..n).step_by(8) {
        let group = (from..n.min(from + 8)).map(&make);
        for one in futures_util::future::join_all(group).await {
            all.push(one?);
        }
    }
    Ok(all)
}

/// The numbers at the end of the client ids `{tag}-{number}` in an events frame.
pub fn numbers(frame: &serde_json::Value, tag: &str) -> Vec<usize> {
    let messages =
        shape::items(frame).iter().filter(|item| shape::text(item, "kind").as_deref() == Some("message.received"));
    let ids = messages.filter_map(|item| shape::text(item.get("message")?, "client_id"));
    ids.filter_map(|id| id.strip_prefix(tag)?.strip_prefix('-')?.parse().ok()).collect()
}
