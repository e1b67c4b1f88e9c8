//! The bare server: sockets, a file, nothing else.
//!
//! `/in` appends each text to the file, syncs, sends it to every `/out`, and echoes it as acknowledgement; texts that come
//! while a sync is under way share the next one. `/fan` sends each text to every `/out` at once. `/idle` only listens.

use std::fs::File;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::sync::mpsc;

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::sync::{broadcast, oneshot};
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async_with_config};

use crate::door::Address;

/// A text and whom to tell that it is on disk.
type Write = (Utf8Bytes, oneshot::Sender<()>);

/// Starts the bare server as a process of its own, so that it has its own runtime as Parlor has.
pub async fn start(file: &Path) -> Result<(Child, Address), String> {
    start_as(file, &[]).await
}

/// The same, with these further arguments.
pub async fn start_as(file: &Path, more: &[&str]) -> Result<(Child, Address), String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command
        .arg("bare")
        .arg("--file")
        .arg(file)
        .args(more)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true);
    let mut child = command.spawn().map_err(|error| format!("the bare server: {error}"))?;
    let out = child.stdout.take().ok_or("the bare server has no output")?;
    let line = BufReader::new(out).lines().next_line().await.map_err(|error| error.to_string())?.unwrap_or_default();
    let host = line.strip_prefix("listening ").ok_or_else(|| format!("the bare server said {line:?}"))?;
    Ok((child, Address { host: host.to_owned() }))
}

/// Serves until it is killed; prints `listening ADDRESS` first.
pub async fn serve(file: &Path) -> Result<(), String> {
    let file = File::options().create(true).append(true).open(file).map_err(|error| error.to_string())?;
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
    println!("listening {}", listener.local_addr().map_err(|error| error.to_string())?);
    let (out, _) = broadcast::channel(16_384);
    let (disk, written) = mpsc::sync_channel::<Write>(16_384);
    let echo = out.clone();
    std::thread::spawn(move || write(file, &written, &echo));
    loop {
        let (stream, peer) = listener.accept().await.map_err(|error| error.to_string())?;
        tokio::spawn(connection(stream, peer, out.clone(), disk.clone()));
    }
}

/// The disk: whatever waits is appended, synced once, and then told.
fn write(mut file: File, written: &mpsc::Receiver<Write>, out: &broadcast::Sender<Utf8Bytes>) {
    while let Ok(first) = written.recv() {
        let together: Vec<Write> = std::iter::once(first).chain(written.try_iter().take(1023)).collect();
        let block: String = together.iter().flat_map(|(text, _)| [text.as_str(), "\n"]).collect();
        if file.write_all(block.as_bytes()).and_then(|()| file.sync_data()).is_err() {
            return;
        }
        for (text, told) in together {
            let _nobody_listens = out.send(text);
            let _went_away = told.send(());
        }
    }
}

#[expect(clippy::result_large_err, reason = "the shape that the handshake's callback has")]
async fn connection(
    stream: TcpStream,
    _peer: SocketAddr,
    out: broadcast::Sender<Utf8Bytes>,
    disk: mpsc::SyncSender<Write>,
) {
    let _best_effort = stream.set_nodelay(true);
    let mut path = String::new();
    let mut config = WebSocketConfig::default();
    config.read_buffer_size = 4096;
    config.write_buffer_size = 4096;
    let note = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        request.uri().path().clone_into(&mut path);
        Ok(response)
    };
    let Ok(socket) = accept_hdr_async_with_config(stream, note, Some(config)).await else { return };
    match path.as_str() {
        "/out" => listen(socket, out.subscribe()).await,
        "/in" => take(socket, disk).await,
        "/fan" => fan(socket, out).await,
        _ => idle(socket).await,
    }
}

async fn listen(mut socket: WebSocketStream<TcpStream>, mut from: broadcast::Receiver<Utf8Bytes>) {
    while let Ok(text) = from.recv().await {
        if socket.send(Message::Text(text)).await.is_err() {
            return;
        }
    }
}

async fn take(mut socket: WebSocketStream<TcpStream>, disk: mpsc::SyncSender<Write>) {
    while let Some(Ok(message)) = socket.next().await {
        let Message::Text(text) = message else { continue };
        let (told, done) = oneshot::channel();
        if disk.try_send((text.clone(), told)).is_err() || done.await.is_err() {
            return;
        }
        if socket.send(Message::Text(text)).await.is_err() {
            return;
        }
    }
}

async fn fan(mut socket: WebSocketStream<TcpStream>, out: broadcast::Sender<Utf8Bytes>) {
    while let Some(Ok(message)) = socket.next().await {
        if let Message::Text(text) = message {
            let _nobody_listens = out.send(text);
        }
    }
}

async fn idle(mut socket: WebSocketStream<TcpStream>) {
    while let Some(Ok(_)) = socket.next().await {}
}
