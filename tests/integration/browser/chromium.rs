//! Chromium, driven over WebDriver by chromedriver. Each test has its own of both, and a profile of its own.

use crate::harness::Server;
use crate::harness::process::{Folder, PATIENCE, Process, free_port};
use fantoccini::cookies::Cookie;
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;
use tokio::process::Command;

const REMEDY: &str = "Type: sudo apt-get install -y chromium chromium-driver";

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

/// A browser with one tab.
pub struct Browser {
    pub tab: Client,
    http: reqwest::Client,
    port: u16,
    // In the order in which they go.
    _driver: Process,
    _profile: Folder,
}

impl Browser {
    pub async fn start() -> Self {
        let (port, profile) = (free_port(), Folder::new());
        let mut driver = Process::start(Command::new("chromedriver").arg(format!("--port={port}")), REMEDY);
        driver.line("ChromeDriver was started successfully").await;
        let folder = format!("--user-data-dir={}", profile.text());
        let arguments = [&ARGUMENTS[..], &[&folder]].concat();
        let patience = PATIENCE.as_secs() * 1_000;
        let capabilities = json!({
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
            "timeouts": { "pageLoad": patience, "script": patience },
        });
        let tab = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap_or_else(|error| panic!("Chromium did not start ({error}): {REMEDY}"));
        Self { tab, http: reqwest::Client::new(), port, _driver: driver, _profile: profile }
    }

    /// The same, where an admin has signed in by hand.
    pub async fn signed_in(server: &Server, admin: &str) -> Self {
        let browser = Self::start().await;
        browser.goto(&format!("{}/login", server.url)).await;
        browser.press(admin).await;
        browser.sees("Apps of").await;
        browser
    }

    pub async fn goto(&self, url: &str) {
        self.tab.goto(url).await.unwrap();
    }

    /// Waits for an element.
    pub async fn find(&self, xpath: &str) -> Element {
        match self.tab.wait().at_most(PATIENCE).for_element(Locator::XPath(xpath)).await {
            Ok(element) => element,
            Err(error) => panic!(
                "no {xpath} at {}: {error}\n{}\n{:#?}",
                self.tab.current_url().await.unwrap(),
                self.tab.source().await.unwrap(),
                self.console().await
            ),
        }
    }

    /// Waits for a page with this heading.
    pub async fn sees(&self, heading: &str) {
        self.find(&format!("//h1[contains(., '{heading}')]")).await;
    }

    /// Clicks the button or link with this text.
    pub async fn press(&self, text: &str) {
        let xpath = format!("//button[normalize-space()='{text}'] | //a[normalize-space()='{text}']");
        self.find(&xpath).await.click().await.unwrap();
    }

    /// Types into a field.
    pub async fn type_into(&self, id: &str, text: &str) {
        self.find(&format!("//*[@id='{id}']")).await.send_keys(text).await.unwrap();
    }

    pub async fn text_of(&self, id: &str) -> String {
        self.find(&format!("//*[@id='{id}']")).await.text().await.unwrap()
    }

    pub async fn url(&self) -> String {
        self.tab.current_url().await.unwrap().into()
    }

    pub async fn run(&self, script: &str) -> Value {
        self.tab.execute(script, Vec::new()).await.unwrap()
    }

    /// The status of the page that is shown.
    pub async fn status(&self) -> Value {
        self.run("return performance.getEntriesByType('navigation')[0].responseStatus").await
    }

    pub async fn cookie(&self, name: &str) -> Cookie<'static> {
        self.tab.get_named_cookie(name).await.unwrap()
    }

    /// What the console said since the last time it was asked.
    pub async fn console(&self) -> Vec<String> {
        self.log("browser").await
    }

    /// Waits until the browser goes to an address that begins with `start`: what is left to see of one that no web
    /// server answers.
    pub async fn leaves_for(&self, start: &str) {
        let asked = async {
            loop {
                for entry in self.log("performance").await {
                    let event = serde_json::from_str::<Value>(&entry).unwrap()["message"].take();
                    let url = event["params"]["request"]["url"].as_str().unwrap_or_default();
                    if event["method"] == "Network.requestWillBeSent" && url.starts_with(start) {
                        return;
                    }
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        if tokio::time::timeout(PATIENCE, asked).await.is_err() {
            panic!("the browser never left for {start}, but is at {}: {:#?}", self.url().await, self.console().await);
        }
    }

    async fn log(&self, kind: &str) -> Vec<String> {
        let entries = self.command("se/log", &json!({ "type": kind })).await;
        entries.as_array().unwrap().iter().map(|entry| entry["message"].as_str().unwrap().to_owned()).collect()
    }

    /// What WebDriver has no words for: Chromium's own protocol.
    pub async fn devtools(&self, method: &str, parameters: Value) -> Value {
        self.command("goog/cdp/execute", &json!({ "cmd": method, "params": parameters })).await
    }

    async fn command(&self, command: &str, body: &Value) -> Value {
        let session = self.tab.session_id().await.unwrap().unwrap();
        let url = format!("http://127.0.0.1:{}/session/{session}/{command}", self.port);
        let answer = self.http.post(url).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{command} {body}: {}", answer.text().await.unwrap());
        answer.json::<Value>().await.unwrap()["value"].take()
    }

    /// Pages run no script of their own from the next one on.
    pub async fn without_scripts(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    }

    /// Keys, to whatever has the focus.
    pub async fn keys(&self, keys: &str) {
        self.tab.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// No policy of ours stood in our own way.
    pub async fn assert_nothing_blocked(&self) {
        let console = self.console().await;
        assert!(!console.iter().any(|line| line.contains("Content Security Policy")), "{console:#?}");
    }
}

impl Drop for Browser {
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
