//! Chromium, driven over WebDriver by chromedriver. Each test has its own of both, and a profile of its own.

use super::driver::{Driver, REMEDY};
use crate::harness::Server;
use crate::harness::process::PATIENCE;
use crate::harness::turns::{self, Turn};
use fantoccini::cookies::Cookie;
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::time::Duration;

/// A browser with one tab.
pub struct Browser {
    pub tab: Client,
    http: reqwest::Client,
    driver: Driver,
    _turn: Turn,
}

impl Browser {
    pub async fn start() -> Self {
        let turn = turns::among_few().await;
        let mut tries = 1;
        loop {
            let driver = Driver::start().await;
            match driver.browser().await {
                Ok(tab) => return Self { tab, http: reqwest::Client::new(), driver, _turn: turn },
                // chromedriver waits a minute for Chromium, which may not be enough on a busy machine.
                Err(error) => assert!(tries < 5, "Chromium did not start, five times ({error}): {REMEDY}"),
            }
            tries += 1;
        }
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

    /// Waits until the console says this.
    pub async fn complains(&self, what: &str) {
        let said = async {
            while !self.console().await.iter().any(|line| line.contains(what)) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(tokio::time::timeout(PATIENCE, said).await.is_ok(), "the console never said {what}");
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
        let url = format!("http://127.0.0.1:{}/session/{session}/{command}", self.driver.port);
        let answer = self.http.post(url).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{command} {body}: {}", answer.text().await.unwrap());
        answer.json::<Value>().await.unwrap()["value"].take()
    }

    /// The next page's clock stands until [`tick`](Self::tick): its timers go by that, however slow this machine is.
    pub async fn stop_clock(&self) {
        let clock = "const timers = new Map(); let now = 0, last = 0;
            window.setTimeout = (act, delay) => { timers.set(++last, { act, due: now + delay }); return last };
            window.clearTimeout = timer => timers.delete(timer);
            window.tick = milliseconds => {
                now += milliseconds;
                for (const [timer, { act, due }] of timers) due <= now && timers.delete(timer) && act();
            };";
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": format!("{{{clock}}}") })).await;
    }

    /// Moves it.
    pub async fn tick(&self, milliseconds: u32) {
        self.run(&format!("tick({milliseconds})")).await;
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
