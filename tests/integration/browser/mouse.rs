//! The mouse, event by event: what WebDriver's click hides is what a lure plays with (case E13).

use super::chromium::Browser;
use crate::harness::process::PATIENCE;
use serde_json::json;
use std::time::Duration;

/// A place in the window.
#[derive(Clone, Copy)]
pub struct Point {
    x: i64,
    y: i64,
}

impl Browser {
    /// The middle of an element.
    pub async fn middle_of(&self, selector: &str) -> Point {
        let script = format!(
            "const box = document.querySelector(\"{selector}\"); box.scrollIntoView({{ block: 'center' }});
             const {{ x, y, width, height }} = box.getBoundingClientRect();
             return [x + width / 2, y + height / 2].map(Math.round)"
        );
        let middle = self.run(&script).await;
        Point { x: middle[0].as_i64().unwrap(), y: middle[1].as_i64().unwrap() }
    }

    pub async fn move_to(&self, point: Point) {
        self.mouse("mouseMoved", "none", point).await;
    }

    /// Down and up again, wherever the pointer was.
    pub async fn click_at(&self, point: Point) {
        self.mouse("mousePressed", "left", point).await;
        self.mouse("mouseReleased", "left", point).await;
    }

    async fn mouse(&self, event: &str, button: &str, Point { x, y }: Point) {
        let event = json!({ "type": event, "button": button, "clickCount": 1, "x": x, "y": y, "pointerType": "mouse" });
        self.devtools("Input.dispatchMouseEvent", event).await;
    }

    /// Whether the buttons of the consent page take a click.
    pub async fn is_waiting(&self) -> bool {
        let script = "return getComputedStyle(document.querySelector('[value=approve]')).pointerEvents === 'none'";
        self.run(script).await == true
    }

    /// Waits until they do.
    pub async fn until_decidable(&self) {
        self.find("//form[contains(@class, 'decide')]").await;
        let ready = async {
            while self.is_waiting().await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(tokio::time::timeout(PATIENCE, ready).await.is_ok(), "the buttons wait for ever");
    }

    /// Decides as people do: the pointer comes, rests, and then there is one click.
    pub async fn decide(&self, action: &str) {
        self.find(&format!("//button[@value='{action}']")).await;
        let button = self.rest_on(&format!("[value={action}]")).await;
        self.click_at(button).await;
    }

    /// Brings the pointer to an element of the consent page, and waits until the buttons no longer do.
    pub async fn rest_on(&self, selector: &str) -> Point {
        let middle = self.middle_of(selector).await;
        self.move_to(Point { x: middle.x, y: middle.y - 1 }).await;
        self.move_to(middle).await;
        self.until_decidable().await;
        middle
    }
}
