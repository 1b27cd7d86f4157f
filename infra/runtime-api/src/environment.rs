//! One execution environment: a function's process, from its start to its end.

use crate::server::{self, Said};
use crate::usage::Usage;
use hyper::body::Bytes;
use std::io;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot;

/// How long a function may take to start, and for an event. Whoever measures has given up long before.
const PATIENCE: Duration = Duration::from_mins(10);

/// A function that has started and waits for its next event. Dropping it kills it.
pub struct Environment {
    child: Child,
    said: UnboundedReceiver<Said>,
    next: Option<oneshot::Sender<Bytes>>,
    init: Duration,
}

/// One event, and what came of it.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// The answer, or the document with which the function failed.
    pub outcome: Result<Bytes, Bytes>,
    /// From handing over the event to having the whole answer.
    pub took: Duration,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The process cannot be started, or looked at.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// It said why it does not start.
    #[error("the function did not start: {0}")]
    NotStarted(String),
    /// It ended, which a function never does by itself.
    #[error("the function ended: {0}")]
    Ended(String),
    /// It said something that is not its turn to say.
    #[error("the function said what was not asked: {0}")]
    Unexpected(String),
    /// It says nothing.
    #[error("the function has said nothing for {PATIENCE:?}")]
    Silent,
}

impl Environment {
    /// Starts a function with the environment's own variables and these; returns once it asks for its first event. What it
    /// prints on standard output, which is its log, is dropped.
    pub async fn start(binary: &Path, variables: &[(&str, &str)]) -> Result<Self, Trouble> {
        let (address, said) = server::start().await?;
        let name = binary.file_name().unwrap_or_default();
        let mut command = Command::new(binary);
        command
            .env_clear()
            .env("AWS_LAMBDA_RUNTIME_API", address)
            .env("AWS_LAMBDA_FUNCTION_NAME", name)
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
            .env("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "local")
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "local")
            .env("AWS_REGION", "local")
            .env("AWS_ACCESS_KEY_ID", "local")
            .env("AWS_SECRET_ACCESS_KEY", "local")
            .env("TZ", ":UTC")
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .kill_on_drop(true);
        let started = Instant::now();
        let mut environment = Self { child: command.spawn()?, said, next: None, init: Duration::ZERO };
        environment.until_next().await?;
        environment.init = started.elapsed();
        Ok(environment)
    }

    /// From its start to its asking for the first event.
    pub fn init(&self) -> Duration {
        self.init
    }

    /// Hands over an event; returns once the answer is here and the function asks for another.
    pub async fn invoke(&mut self, event: impl Into<Bytes>) -> Result<Invocation, Trouble> {
        let handed_over = Instant::now();
        let next = self.next.take().ok_or_else(|| Trouble::Ended("it asked for no event".to_owned()))?;
        next.send(event.into()).map_err(|_| Trouble::Ended("it went away".to_owned()))?;
        let (outcome, at) = match self.hear().await? {
            Said::Answered(answer, at) => (Ok(answer), at),
            Said::Failed(document, at) => (Err(document), at),
            said @ (Said::Next(_) | Said::NotStarted(_)) => return Err(unexpected(said)),
        };
        self.until_next().await?;
        Ok(Invocation { outcome, took: at - handed_over })
    }

    /// What it has taken so far.
    pub fn usage(&self) -> Result<Usage, Trouble> {
        Ok(Usage::of(self.pid()?)?)
    }

    /// From now on, its peak is counted anew.
    pub fn forget_peak(&self) -> Result<(), Trouble> {
        Ok(Usage::forget_peak(self.pid()?)?)
    }

    fn pid(&self) -> Result<u32, Trouble> {
        self.child.id().ok_or_else(|| Trouble::Ended("before it was looked at".to_owned()))
    }

    async fn until_next(&mut self) -> Result<(), Trouble> {
        match self.hear().await? {
            Said::Next(next) => {
                self.next = Some(next);
                Ok(())
            }
            Said::NotStarted(document) => Err(Trouble::NotStarted(text(&document))),
            said @ (Said::Answered(..) | Said::Failed(..)) => Err(unexpected(said)),
        }
    }

    /// The next thing it says; or that it ended, which may be why it says nothing.
    async fn hear(&mut self) -> Result<Said, Trouble> {
        tokio::select! {
            biased;
            said = self.said.recv() => said.ok_or(Trouble::Silent),
            status = self.child.wait() => Err(Trouble::Ended(status?.to_string())),
            () = tokio::time::sleep(PATIENCE) => Err(Trouble::Silent),
        }
    }
}

fn unexpected(said: Said) -> Trouble {
    Trouble::Unexpected(match said {
        Said::Next(_) => "the next event, please".to_owned(),
        Said::Answered(answer, _) => text(&answer),
        Said::Failed(document, _) | Said::NotStarted(document) => text(&document),
    })
}

fn text(document: &Bytes) -> String {
    String::from_utf8_lossy(document).into_owned()
}
