//! One customer's visit over `/ws/visitor`, with the frames of docs/api.md.
use crate::crowd::Door;
use crate::people::Person;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;
type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// How long they wait for somebody before they leave the page open and give up.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// From the hello to the end of their matter.
pub async fn visit(door: &Door, person: &Person) -> Result<()> {
    let account = door.accounts.get(person.account).ok_or("there is no such account")?;
    let (mut socket, _) = connect_async(format!("ws://{}/ws/visitor", door.host)).await?;
    let (url, title) = person.page;
    let hello = json!({
        "t": "hello", "account": account, "locale": person.locale,
        "page": { "url": format!("http://{}{url}", door.host), "title": title },
        "user": signed(door, person),
    });
    send(&mut socket, &hello).await?;
    let mut said = 0;
    for line in person.begins {
        types(&mut socket, line).await?;
        said += 1;
        say(&mut socket, line, said).await?;
    }
    let mut rest = person.goes_on.iter();
    let mut ping = tokio::time::interval(Duration::from_secs(20));
    let over = tokio::time::Instant::now() + PATIENCE;
    loop {
        tokio::select! {
            frame = socket.next() => {
                let Some(frame) = frame else { return Ok(()) };
                let Message::Text(text) = frame? else { continue };
                let frame: Value = serde_json::from_str(&text)?;
                let Some((conversation, seq)) = answered(&frame) else { continue };
                send(&mut socket, &json!({ "t": "read", "conversation": conversation, "seq": seq })).await?;
                if let Some(line) = rest.next() {
                    tokio::time::sleep(Duration::from_secs(3)).await;
                    types(&mut socket, line).await?;
                    said += 1;
                    say(&mut socket, line, said).await?;
                }
            }
            _ = ping.tick() => send(&mut socket, &json!({ "t": "ping" })).await?,
            () = tokio::time::sleep_until(over) => return Ok(()),
        }
    }
}

/// The shop knows its customers by name and says so with its signature.
fn signed(door: &Door, person: &Person) -> Value {
    let soon = std::time::SystemTime::now() + Duration::from_secs(12 * 3_600);
    let exp = soon.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let payload =
        json!({ "external_id": format!("sg-{}", person.comes_after), "name": person.name, "exp": exp }).to_string();
    let signature = (door.sign)(&payload);
    json!({ "payload": payload, "signature": signature })
}

/// What a person of the shop said last in this frame: (conversation, seq).
fn answered(frame: &Value) -> Option<(String, i64)> {
    let items = frame.get("items")?.as_array()?;
    let spoken = items
        .iter()
        .filter_map(|item| item.get("message"))
        .rfind(|message| message["from"] == "agent" && message["kind"] != "event")?;
    Some((spoken["conversation"].as_str()?.to_owned(), spoken["seq"].as_i64()?))
}

/// As fast as people type on a phone.
async fn types(socket: &mut Socket, line: &str) -> Result<()> {
    send(socket, &json!({ "t": "typing", "on": true, "text": line.chars().take(4).collect::<String>() })).await?;
    let pace = if line.is_ascii() { 45 } else { 160 };
    tokio::time::sleep(Duration::from_millis(800 + pace * line.chars().count() as u64)).await;
    Ok(())
}

async fn say(socket: &mut Socket, line: &str, n: usize) -> Result<()> {
    let id = format!("demo-{n}");
    send(socket, &json!({ "t": "send", "client_id": id, "text": line, "attachments": [] })).await
}

async fn send(socket: &mut Socket, frame: &Value) -> Result<()> {
    socket.send(Message::text(frame.to_string())).await?;
    Ok(())
}
