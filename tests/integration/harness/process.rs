//! Processes that a test starts: read line by line, ended with the test.

use shared::random;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// How long a process, a browser or a call may take to say or do what it should: all cores may be busy with something else.
pub const PATIENCE: Duration = Duration::from_mins(5);

/// A running process. Dropping it kills it.
pub struct Process {
    name: String,
    child: Child,
    lines: UnboundedReceiver<String>,
    said: Vec<String>,
}

/// The front in a process of its own, over a table that is already there: another environment, as far away as it gets.
pub struct OtherProcess {
    pub url: String,
    _process: Process,
}

impl OtherProcess {
    pub async fn start(endpoint: &str, table: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_second_process"));
        let mut process = Process::start(command.args([endpoint, table]), "run `make test`, which builds it");
        Self { url: process.line("ready: ").await, _process: process }
    }
}

/// How a process ended.
#[derive(Debug)]
pub struct Ended {
    /// `None`: by a signal.
    pub code: Option<i32>,
    /// Everything it said, on both streams.
    pub said: Vec<String>,
}

impl Process {
    /// Starts it. `remedy` is what to do where it is missing.
    pub fn start(command: &mut Command, remedy: &str) -> Self {
        let name = command.as_std().get_program().to_string_lossy().into_owned();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().unwrap_or_else(|error| panic!("cannot start {name} ({error}): {remedy}"));
        let (sender, lines) = unbounded_channel();
        forward(child.stdout.take().unwrap(), sender.clone());
        forward(child.stderr.take().unwrap(), sender);
        Self { name, child, lines, said: Vec::new() }
    }

    /// Reads on to the first line that begins with `start`; returns the rest of that line.
    pub async fn line(&mut self, start: &str) -> String {
        let line = self.line_unless_it_ends(start).await;
        line.unwrap_or_else(|| panic!("{} never said {start:?}, but: {:#?}", self.name, self.said))
    }

    /// The same; `None` if it ends, or falls silent, without such a line.
    pub async fn line_unless_it_ends(&mut self, start: &str) -> Option<String> {
        loop {
            let line = tokio::time::timeout(PATIENCE, self.lines.recv()).await.unwrap_or(None)?;
            self.said.push(line.clone());
            if let Some(rest) = line.strip_prefix(start) {
                return Some(rest.to_owned());
            }
        }
    }

    /// Everything it has said so far, on both streams.
    pub fn said(&self) -> &[String] {
        &self.said
    }

    /// What Ctrl-C sends.
    pub async fn interrupt(&self) {
        let pid = self.child.id().unwrap_or_else(|| panic!("{} ended too soon: {:#?}", self.name, self.said));
        assert!(Command::new("kill").args(["-INT", &pid.to_string()]).status().await.unwrap().success());
    }

    /// Gives it no chance to do anything more.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Waits for its end.
    pub async fn end(mut self, patience: Duration) -> Ended {
        let read = async {
            while let Some(line) = self.lines.recv().await {
                self.said.push(line);
            }
            self.child.wait().await.unwrap()
        };
        match tokio::time::timeout(patience, read).await {
            Ok(status) => Ended { code: status.code(), said: self.said },
            Err(_) => panic!("{} did not end; it said {:#?}", self.name, self.said),
        }
    }
}

/// Where the database of a `postern-local` listens; it says so before it is ready.
pub async fn database_of(local: &mut Process) -> String {
    loop {
        if let Some((_, rest)) = local.line("Data lies ").await.split_once("DynamoDB speaks at ") {
            return rest.split(". ").next().unwrap().to_owned();
        }
    }
}

/// Always reads on: a process whose pipe is full stands still.
fn forward(stream: impl AsyncRead + Unpin + Send + 'static, lines: UnboundedSender<String>) {
    tokio::spawn(async move {
        let mut reader = BufReader::new(stream).lines();
        while let Ok(Some(line)) = reader.next_line().await {
            let _ = lines.send(line);
        }
    });
}

/// A port for a process that cannot be told to take any, with the one after it, which `postern-local watch` takes too. Below
/// those that systems hand out by themselves, so that no connection of another test takes it in between; and never the same
/// one twice: however late its process comes to take it, no other test has been given it.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = (std::process::id() % 5_000) as u16;
    loop {
        let port = 20_000 + (start + NEXT.fetch_add(1, Ordering::Relaxed)) % 5_000 * 2;
        // "localhost" is either of the two. Where there is no IPv6, that one is never taken.
        let taken =
            |host, port| TcpListener::bind((host, port)).is_err_and(|error| error.kind() == ErrorKind::AddrInUse);
        if !["127.0.0.1", "::1"].iter().any(|&host| taken(host, port) || taken(host, port + 1)) {
            return port;
        }
    }
}

/// A folder that goes with the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(random::base62(12));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn text(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
