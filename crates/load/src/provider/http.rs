//! Just enough HTTP/1.1 to be called by a program: heads, bodies of a known length, lines that stay open.

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// Longest head and body that are read, bytes.
const MOST: usize = 1 << 20;

/// A request.
#[derive(Debug)]
pub struct Asked {
    pub path: String,
    pub query: String,
    pub body: Vec<u8>,
}

impl Asked {
    /// The first value of this name in the query, as it stands there; "" where there is none.
    pub fn param(&self, name: &str) -> &str {
        let mut pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }
}

/// An open line, on which one request follows another.
pub struct Line(BufReader<TcpStream>);

impl Line {
    /// On a connection that was accepted.
    pub fn new(stream: TcpStream) -> Self {
        let _best_effort = stream.set_nodelay(true);
        Self(BufReader::new(stream))
    }

    /// The next request; None when the line ends or what comes is not understood.
    pub async fn next(&mut self) -> Option<Asked> {
        let first = self.words().await?;
        let mut words = first.split(' ');
        let target = words.nth(1)?.to_owned();
        let mut length = 0;
        loop {
            let line = self.words().await?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':')?;
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok().filter(|length| *length <= MOST)?;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body).await.ok()?;
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        Some(Asked { path: path.to_owned(), query: query.to_owned(), body })
    }

    async fn words(&mut self) -> Option<String> {
        let mut line = String::new();
        let most = MOST as u64;
        let read = (&mut self.0).take(most).read_line(&mut line).await.ok()?;
        (read > 0 && line.ends_with('\n')).then(|| line.trim_end().to_owned())
    }

    /// Answers; false when the line is gone.
    pub async fn answer(&mut self, status: u16, kind: &str, body: &str) -> bool {
        let head = format!("HTTP/1.1 {status} said\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len());
        self.0.get_mut().write_all((head + body).as_bytes()).await.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    #[tokio::test]
    async fn one_request_follows_another() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut caller = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        caller
            .write_all(b"POST /a?x=1&y=2 HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET /b HTTP/1.1\r\n\r\n")
            .await
            .unwrap();
        let mut line = Line::new(listener.accept().await.unwrap().0);
        let first = line.next().await.unwrap();
        assert_eq!((first.path.as_str(), first.param("y"), first.body.as_slice()), ("/a", "2", &b"hi"[..]));
        assert!(line.answer(200, "text/plain", "yes").await);
        assert_eq!(line.next().await.unwrap().path, "/b");
        drop(caller);
        assert!(line.next().await.is_none());
    }
}
