//! chromedriver, and the Chromium that it starts.

use crate::harness::process::{Folder, PATIENCE, Process};
use fantoccini::error::NewSessionError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use tokio::process::Command;

/// What to do where there is none.
pub const REMEDY: &str = "Type: sudo apt-get install -y chromium chromium-driver";

const ARGUMENTS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-proxy-server",
    // Whatever else Chromium would like to call: it reaches this machine and nothing more.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE ::1",
    "--window-size=1000,900",
];

/// A running one, with a profile for its browser. Dropping it ends both.
pub struct Driver {
    pub port: u16,
    // In the order in which they go.
    _process: Process,
    profile: Folder,
}

impl Driver {
    /// chromedriver draws a port that is free on IPv6 and ends if somebody has it on IPv4: another attempt draws another.
    pub async fn start() -> Self {
        let mut said = Vec::new();
        for _ in 0..5 {
            let mut process = Process::start(Command::new("chromedriver").arg("--port=0"), REMEDY);
            if let Some(port) = process.line_unless_it_ends("ChromeDriver was started successfully on port ").await {
                let port = port.trim_end_matches('.').parse().unwrap();
                return Self { port, _process: process, profile: Folder::new() };
            }
            said = process.said().to_vec();
        }
        panic!("chromedriver does not start: {said:#?}");
    }

    /// Its browser.
    pub async fn browser(&self) -> Result<Client, NewSessionError> {
        let folder = format!("--user-data-dir={}", self.profile.text());
        let arguments = [&ARGUMENTS[..], &[&folder]].concat();
        let patience = PATIENCE.as_secs() * 1_000;
        let capabilities = json!({
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "pageLoad": patience, "script": patience },
        });
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
    }
}

impl Drop for Driver {
    /// Passing or failing: chromedriver closes Chromium, which would outlive a chromedriver that was killed. Blocking,
    /// because a panic waits for no future.
    fn drop(&mut self) {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else { return };
        let _ = stream.set_read_timeout(Some(PATIENCE));
        let _ = write!(stream, "GET /shutdown HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port);
        // Its answer comes once Chromium has ended.
        let _ = stream.read(&mut [0]);
    }
}
