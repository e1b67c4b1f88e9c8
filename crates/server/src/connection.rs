//! A connection as the door lets it in: it keeps its place as long as the line is open, also when it becomes a socket, and
//! ends when its other side takes nothing for too long.
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Sleep, sleep};

/// A line with its place and its patience.
pub struct Connection<L> {
    line: L,
    patience: Duration,
    /// Runs while the other side takes nothing.
    stalled: Option<Pin<Box<Sleep>>>,
    _place: OwnedSemaphorePermit,
}

impl<L> Connection<L> {
    /// `patience`: how long the other side may take nothing of what is sent to it.
    pub fn new(line: L, place: OwnedSemaphorePermit, patience: Duration) -> Connection<L> {
        Connection { line, patience, stalled: None, _place: place }
    }

    fn patient(&mut self, cx: &mut Context<'_>, taken: Poll<Result<usize>>) -> Poll<Result<usize>> {
        if taken.is_ready() {
            self.stalled = None;
            return taken;
        }
        let patience = self.patience;
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        stalled.as_mut().poll(cx).map(|()| Err(Error::new(ErrorKind::TimedOut, "the other side takes nothing")))
    }
}

impl<L: AsyncRead + Unpin> AsyncRead for Connection<L> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.line).poll_read(cx, into)
    }
}

impl<L: AsyncWrite + Unpin> AsyncWrite for Connection<L> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let taken = Pin::new(&mut self.line).poll_write(cx, bytes);
        self.patient(cx, taken)
    }
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let taken = Pin::new(&mut self.line).poll_write_vectored(cx, parts);
        self.patient(cx, taken)
    }
    fn is_write_vectored(&self) -> bool {
        self.line.is_write_vectored()
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.line).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.line).poll_shutdown(cx)
    }
}
