//! Connections on which an answer is heard although nothing more can be said.
//!
//! An upstream may answer before it has read everything, and close: nginx does so where a body is too long for it. Our next
//! write fails then, while its answer lies there to be read (RFC 9110 §10.1.1, RFC 9112 §9.5); a client that gives up at the
//! failure makes a 502 of a 413. So what cannot be written any more is dropped, and reading decides: there is an answer, or an
//! end.

use http::Uri;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use std::future::Future;
use std::io::{Error, ErrorKind, IoSlice, Result};
use std::pin::Pin;
use std::task::{Context, Poll};
use tower_service::Service;

/// Makes them.
#[derive(Clone)]
pub struct Listening<C>(pub C);

impl<C> Service<Uri> for Listening<C>
where
    C: Service<Uri>,
    C::Future: Send + 'static,
{
    type Response = Line<C::Response>;
    type Error = C::Error;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Self::Response, C::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<std::result::Result<(), C::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let connecting = self.0.call(uri);
        Box::pin(async move { connecting.await.map(|inner| Line { inner, hung_up: false }) })
    }
}

/// One of them.
pub struct Line<T> {
    inner: T,
    /// The other side reads no more.
    hung_up: bool,
}

impl<T> Line<T> {
    /// What becomes of a write of `length` bytes.
    fn written(&mut self, length: usize, outcome: Poll<Result<usize>>) -> Poll<Result<usize>> {
        match &outcome {
            Poll::Ready(Err(error)) if is_the_end(error) => {
                self.hung_up = true;
                Poll::Ready(Ok(length))
            }
            Poll::Ready(Ok(_) | Err(_)) | Poll::Pending => outcome,
        }
    }
}

fn is_the_end(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted)
}

impl<T: Write + Unpin> Write for Line<T> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        if self.hung_up {
            return Poll::Ready(Ok(bytes.len()));
        }
        let outcome = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.written(bytes.len(), outcome)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let length = slices.iter().map(|slice| slice.len()).sum();
        if self.hung_up {
            return Poll::Ready(Ok(length));
        }
        let outcome = Pin::new(&mut self.inner).poll_write_vectored(context, slices);
        self.written(length, outcome)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        if self.hung_up {
            return Poll::Ready(Ok(()));
        }
        let outcome = Pin::new(&mut self.inner).poll_flush(context).map_ok(|()| 0);
        self.written(0, outcome).map_ok(|_| ())
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

impl<T: Read + Unpin> Read for Line<T> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: ReadBufCursor<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, into)
    }
}

impl<T: Connection> Connection for Line<T> {
    fn connected(&self) -> Connected {
        self.inner.connected()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::Full;
    use hyper::body::Bytes;
    use hyper::client::conn::http1::handshake;
    use std::task::Waker;

    /// The other side of a connection: it takes a first part of what is sent, hangs up, and has said this before.
    struct Hasty {
        said: &'static [u8],
        takes: usize,
        reading: Option<Waker>,
    }

    impl Write for Hasty {
        fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
            let taken = bytes.len().min(self.takes);
            self.takes -= taken;
            if taken > 0 {
                return Poll::Ready(Ok(taken));
            }
            if let Some(reading) = self.reading.take() {
                reading.wake();
            }
            Poll::Ready(Err(ErrorKind::ConnectionReset.into()))
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    impl Read for Hasty {
        fn poll_read(
            mut self: Pin<&mut Self>,
            context: &mut Context<'_>,
            mut into: ReadBufCursor<'_>,
        ) -> Poll<Result<()>> {
            if self.takes > 0 {
                self.reading = Some(context.waker().clone());
                return Poll::Pending;
            }
            into.put_slice(std::mem::take(&mut self.said));
            Poll::Ready(Ok(()))
        }
    }

    async fn status_of(said: &'static [u8]) -> Option<u16> {
        let inner = Hasty { said, takes: 1_000, reading: None };
        let (mut sender, connection) = handshake(Line { inner, hung_up: false }).await.unwrap();
        let request = http::Request::post("/").body(Full::new(Bytes::from(vec![0; 4 * 1024 * 1024]))).unwrap();
        let (answer, _) = tokio::join!(sender.send_request(request), connection);
        answer.ok().map(|answer| answer.status().as_u16())
    }

    #[tokio::test]
    async fn s36_what_was_said_before_the_connection_broke_is_heard() {
        assert_eq!(status_of(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n").await, Some(413));
        assert_eq!(status_of(b"").await, None);
    }
}
