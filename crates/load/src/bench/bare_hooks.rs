//! The bare server of the webhooks: appends each body to a file, syncs, and answers `success`; bodies that come while a
//! sync is under way share the next one. What it takes, no honest webhook can take less of.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::sync::mpsc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::provider::http::Line;

/// A body and whom to tell that it is on disk.
type Write = (Vec<u8>, oneshot::Sender<()>);

/// Serves until it is killed; prints `listening ADDRESS` first.
pub async fn serve(file: &Path) -> Result<(), String> {
    let file = File::options().create(true).append(true).open(file).map_err(|error| error.to_string())?;
    let listener = TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
    println!("listening {}", listener.local_addr().map_err(|error| error.to_string())?);
    let (disk, written) = mpsc::sync_channel::<Write>(16_384);
    std::thread::spawn(move || write(file, &written));
    loop {
        let (stream, _) = listener.accept().await.map_err(|error| error.to_string())?;
        let disk = disk.clone();
        tokio::spawn(async move {
            let mut line = Line::new(stream);
            while let Some(asked) = line.next().await {
                let (told, done) = oneshot::channel();
                if disk.try_send((asked.body, told)).is_err() || done.await.is_err() {
                    return;
                }
                if !line.answer(200, "text/plain", "success").await {
                    return;
                }
            }
        });
    }
}

/// The disk: whatever waits is appended, synced once, and then told.
fn write(mut file: File, written: &mpsc::Receiver<Write>) {
    while let Ok(first) = written.recv() {
        let together: Vec<Write> = std::iter::once(first).chain(written.try_iter().take(1023)).collect();
        let block: Vec<u8> = together.iter().flat_map(|(body, _)| body.iter().copied().chain([b'\n'])).collect();
        if file.write_all(&block).and_then(|()| file.sync_data()).is_err() {
            return;
        }
        for (_, told) in together {
            let _went_away = told.send(());
        }
    }
}
