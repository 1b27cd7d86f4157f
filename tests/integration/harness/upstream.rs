//! An upstream that keeps what it was sent, byte for byte, and answers what it is told, HTTP or not.

use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What it shares with the proxy before it.
pub const SECRET: &str = "an-upstream-secret-of-32-characters-or-more";

/// One request, as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The how manieth connection it came by.
    pub connection: usize,
    /// `GET /path?query HTTP/1.1`
    pub line: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    /// The values of a header.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The value of a header that is there at most once.
    pub fn header(&self, name: &str) -> Option<&str> {
        let values = self.all(name);
        assert!(values.len() <= 1, "{name} is there {} times", values.len());
        values.first().copied()
    }

    pub fn target(&self) -> &str {
        self.line.split(' ').nth(1).unwrap()
    }
}

/// What it does once it has a request.
#[derive(Clone, Debug)]
pub struct Reply {
    bytes: Vec<u8>,
    then: Then,
}

#[derive(Clone, Copy, Debug)]
enum Then {
    KeepOpen,
    Close,
    Hang,
    /// Goes on sending without end.
    Pour,
}

impl Reply {
    /// These bytes, and the connection stays open for the next request.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), then: Then::KeepOpen }
    }

    /// A whole answer: status line and headers as given, then the body with its length.
    pub fn with(head: &str, body: &[u8]) -> Self {
        let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n", body.len());
        Self::raw([head.as_bytes(), body].concat())
    }

    /// 200 with JSON.
    pub fn ok() -> Self {
        Self::with("200 OK\r\nContent-Type: application/json", b"{\"from\":\"upstream\"}")
    }

    pub fn then_close(mut self) -> Self {
        self.then = Then::Close;
        self
    }

    pub fn then_hang(mut self) -> Self {
        self.then = Then::Hang;
        self
    }

    pub fn then_pour(mut self) -> Self {
        self.then = Then::Pour;
        self
    }
}

type Script = dyn Fn(&Seen) -> Reply + Send + Sync;

/// A running one.
#[derive(Clone)]
pub struct Upstream {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    script: Arc<Script>,
}

impl Upstream {
    /// Answers each request as `script` says.
    pub async fn start(script: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let upstream = Self { url, seen: Arc::default(), script: Arc::new(script) };
        tokio::spawn(upstream.clone().serve(listener));
        upstream
    }

    /// Answers 200 to everything.
    pub async fn recording() -> Self {
        Self::start(|_| Reply::ok()).await
    }

    /// Answers as soon as it has the head of a request, whatever is still on its way, and closes.
    pub async fn hasty(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                tokio::spawn(async move {
                    let mut head = [0; 4_096];
                    let _ = stream.read(&mut head).await;
                    let _ = stream.write_all(answer.as_bytes()).await;
                });
            }
        });
        Self { url, seen: Arc::default(), script: Arc::new(|_| Reply::ok()) }
    }

    /// Requests since they were last taken.
    pub fn take(&self) -> Vec<Seen> {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }

    /// The one request since then.
    #[track_caller]
    pub fn only(&self) -> Seen {
        let mut seen = self.take();
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen.remove(0)
    }

    async fn serve(self, listener: TcpListener) {
        for connection in 0.. {
            let (stream, _) = listener.accept().await.unwrap();
            let upstream = self.clone();
            tokio::spawn(async move { upstream.converse(stream, connection).await });
        }
    }

    /// `None` once the connection has ended.
    async fn converse(&self, mut stream: TcpStream, connection: usize) -> Option<()> {
        let mut buffer = Vec::new();
        loop {
            let seen = read(&mut stream, &mut buffer, connection).await?;
            self.seen.lock().unwrap().push(seen.clone());
            let Reply { bytes, then } = (self.script)(&seen);
            stream.write_all(&bytes).await.ok()?;
            match then {
                Then::KeepOpen => {}
                Then::Close => return None,
                Then::Hang => tokio::time::sleep(Duration::from_secs(120)).await,
                Then::Pour => loop {
                    stream.write_all(&[b'x'; 65_536]).await.ok()?;
                },
            }
        }
    }
}

/// One request: head, and a body of its Content-Length. Another framing is none of ours: it would fail here.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>, connection: usize) -> Option<Seen> {
    let mut chunk = vec![0; 65_536];
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at;
        }
        let count = stream.read(&mut chunk).await.ok().filter(|&count| count > 0)?;
        buffer.extend_from_slice(&chunk[..count]);
    };
    let head = String::from_utf8(buffer.drain(..end + 4).take(end).collect()).unwrap();
    let (line, fields) = head.split_once("\r\n").unwrap_or((&head, ""));
    let headers: Vec<(String, String)> = fields
        .lines()
        .map(|field| field.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let mut seen = Seen { connection, line: line.to_owned(), headers, body: Vec::new() };
    assert_eq!(seen.header("transfer-encoding"), None, "{seen:?}");
    let length = seen.header("content-length").map_or(0, |length| length.parse().unwrap());
    while buffer.len() < length {
        let count = stream.read(&mut chunk).await.ok().filter(|&count| count > 0)?;
        buffer.extend_from_slice(&chunk[..count]);
    }
    seen.body = buffer.drain(..length).collect();
    Some(seen)
}
