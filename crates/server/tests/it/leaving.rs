//! Told to stop, it says goodbye to everybody and leaves at once: nobody who merely holds a line open holds it up.
use crate::parlor::{Folder, Parlor};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// It takes some 50 ms; requests under way would be given 10 s.
const AT_ONCE: Duration = Duration::from_secs(5);

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the length of a real process's leaving is measured")]
async fn open_lines_hear_goodbye_and_hold_nobody_up() {
    let folder = Folder::new();
    let parlor = Parlor::serve(&folder.0, &[]);
    let mut talks = parlor.visitor().await;
    let _silent = parlor.visitor().await; // never answers the goodbye
    let mut idle = TcpStream::connect(&parlor.host).await.unwrap();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    idle.read_exact(&mut [0; 12]).await.unwrap();
    let began = Instant::now();
    let stopping = tokio::task::spawn_blocking(move || parlor.stops());
    let bye = talks.hears("bye").await;
    assert!(bye["retry_ms"].as_u64().is_some_and(|retry| retry >= 500), "{bye}");
    assert!(stopping.await.unwrap().success());
    assert!(began.elapsed() < AT_ONCE, "{:?}", began.elapsed());
}
