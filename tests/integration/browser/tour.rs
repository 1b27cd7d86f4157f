//! Every page, in every look. On each, axe-core finds nothing; `make screenshots` also keeps a picture of it.

use super::chromium::Browser;
use crate::harness::{App, Server, Visitor};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::io::Cursor;
use std::path::{Path, PathBuf};

/// Where the Makefile puts axe-core.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../.tools/axe-core-4.14.1/node_modules/axe-core/axe.min.js");

/// Of the window, until a picture needs it to be as high as the page.
const HEIGHT: u64 = 900;

/// How pages are looked at.
pub struct Look {
    pub name: &'static str,
    pub width: u32,
    pub scheme: &'static str,
    pub language: &'static str,
}

/// Goes round with one look.
pub struct Tour {
    pub browser: Browser,
    pub server: Server,
    look: Look,
    axe: String,
    folder: Option<PathBuf>,
}

impl Tour {
    pub async fn start(server: Server, look: Look) -> Self {
        let axe = std::fs::read_to_string(AXE)
            .expect("axe-core is not there: run `make test`, or `make test-one`, which fetch it");
        let browser = Browser::start().await;
        browser.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
        let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": look.scheme }] });
        browser.devtools("Emulation.setEmulatedMedia", scheme).await;
        browser.devtools("Network.enable", json!({})).await;
        let headers = json!({ "headers": { "Accept-Language": look.language } });
        browser.devtools("Network.setExtraHTTPHeaders", headers).await;
        let tour = Self { browser, server, look, axe, folder: folder() };
        tour.window(HEIGHT).await;
        tour
    }

    pub async fn go(&self, path: &str, name: &str) {
        self.browser.goto(&format!("{}{path}", self.server.url)).await;
        self.stop(name).await;
    }

    pub async fn press(&self, selector: &str, name: &str) {
        self.browser.run(&format!("document.querySelector(\"{selector}\").dataset.left = ''")).await;
        self.browser.run(&format!("document.querySelector(\"{selector}\").click()")).await;
        // The page has gone once the mark has.
        self.browser.find("//main[not(.//*[@data-left])]").await;
        self.stop(name).await;
    }

    /// Looks at the page that is shown.
    pub async fn stop(&self, name: &str) {
        let page = format!("{name}, {}", self.look.name);
        self.browser.find("//main//h1").await;
        let found = self.violations().await;
        assert_eq!(found, json!([]), "{page}: {found:#}");
        let sizes = "const page = document.documentElement; return [page.scrollWidth, innerWidth, page.scrollHeight]";
        let sizes = self.browser.run(sizes).await;
        assert_eq!(sizes[0], sizes[1], "{page} is wider than its window");
        self.browser.assert_nothing_blocked().await;
        if let Some(folder) = &self.folder {
            if self.browser.run("return document.querySelector('.decide') !== null").await == true {
                self.browser.rest_on("h1").await;
            }
            self.window(sizes[2].as_u64().unwrap()).await;
            self.picture(&folder.join(format!("{name}-{}.png", self.look.name))).await;
            self.window(HEIGHT).await;
        }
    }

    /// What axe-core finds on the page that is shown, each with the elements it is about.
    async fn violations(&self) -> Value {
        let run = "const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(found => done(found.violations.map(violation =>
                [violation.id, violation.help, ...violation.nodes.map(node => node.html)])), error => done(String(error)))";
        self.browser.tab.execute_async(&format!("{};{run}", self.axe), Vec::new()).await.unwrap()
    }

    async fn window(&self, height: u64) {
        let metrics = json!({ "width": self.look.width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.browser.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    async fn picture(&self, file: &Path) {
        let picture = self.browser.devtools("Page.captureScreenshot", json!({ "format": "png" })).await;
        std::fs::write(file, STANDARD.decode(picture["data"].as_str().unwrap()).unwrap()).unwrap();
    }

    pub async fn sign_in(&self, user: &str) {
        self.go("/login", "sign-in").await;
        self.browser.run(&format!("document.querySelector('[value={user}]').click()")).await;
        self.browser.find("//nav").await;
    }

    async fn all(&self) {
        let (before, asking) = prepare(&self.server).await;
        self.sign_in("grace").await;
        for (path, name) in [("apps", "apps-none"), ("api-keys", "keys-none"), ("approved-apps", "approved-none")] {
            self.go(&format!("/settings/{path}"), name).await;
        }
        self.sign_in("linus").await;
        self.go("/settings/apps", "error-not-admin").await;
        self.sign_in("ada").await;
        let consent = |app: &App| format!("/oauth/authorize?client_id={}&response_type=code&state=s1", app.client_id);
        self.go(&consent(&asking), "consent").await;
        self.go(&consent(&before), "consent-again").await;
        self.go("/settings/approved-apps", "approved").await;
        self.browser.run("document.querySelector('details').open = true").await;
        self.stop("approved-asked").await;
        self.go("/settings/apps", "apps").await;
        let app = format!("/settings/apps/{}", asking.client_id);
        self.go(&app, "app").await;
        self.press(".fields .primary", "app-saved").await;
        self.go(&format!("{app}/delete"), "app-delete").await;
        self.go(&format!("{app}/rotate-secret"), "app-rotate").await;
        self.press(".danger", "app-secret").await;
        self.go("/settings/apps/new", "app-new").await;
        self.browser.run("document.querySelector('.fields').noValidate = true").await;
        self.press(".fields .primary", "app-wrong").await;
        self.go("/settings/api-keys", "keys").await;
        self.browser.run("document.querySelector('details').open = true").await;
        self.stop("keys-asked").await;
        self.browser.type_into("label", "Import").await;
        self.press(".fields .primary", "key-secret").await;
        self.go("/nowhere", "error-not-found").await;
        self.go("/oauth/authorize?client_id=x", "error-unknown-app").await;
    }
}

/// What Ada has: an app she approved before, for less than it asks now; one she has not; a key.
async fn prepare(server: &Server) -> (App, App) {
    let ada = server.sign_in("ada").await;
    // One with a picture, one without.
    let before = register(&ada, "Tidewater Analytics", "Weekly reports about your channels.", None).await;
    ada.approve(&before.query("&scope=posts")).await;
    let asking =
        register(&ada, "Lighthouse Scheduler", "Plans and publishes your posts,\nfor teams of any size.", Some(&sea()))
            .await;
    ada.submit("/settings/api-keys", "/settings/api-keys", &[("label", "Nightly export")]).await.assert_page(200);
    (before, asking)
}

async fn register(visitor: &Visitor, name: &str, description: &str, picture: Option<&[u8]>) -> App {
    let fields = [
        ("name", name),
        ("description", description),
        ("redirect_uris", "https://lighthouse.example/callback"),
        ("scopes", "integrations"),
        ("scopes", "posts"),
        ("scopes", "analytics"),
    ];
    let page = visitor.submit_picture("/settings/apps/new", "/settings/apps", &fields, picture).await;
    App { client_id: page.element("client-id"), secret: page.element("client-secret") }
}

/// An app's picture: the sun over the sea.
pub fn sea() -> Vec<u8> {
    let drawn = image::RgbImage::from_fn(256, 256, |x, y| {
        let (across, down) = (f64::from(x), f64::from(y));
        let wave = 150.0 + 10.0 * (across / 20.0).sin();
        match down {
            _ if down > wave + 45.0 => image::Rgb([11, 79, 108]),
            _ if down > wave => image::Rgb([1, 126, 143]),
            _ if (across - 128.0).hypot(down - 110.0) < 52.0 => image::Rgb([251, 176, 59]),
            _ => image::Rgb([253, 233, 201]),
        }
    });
    let mut file = Cursor::new(Vec::new());
    drawn.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// Where screenshots are kept, if they are: `make screenshots` says where.
#[expect(clippy::disallowed_methods, reason = "the one setting of the tour")]
fn folder() -> Option<PathBuf> {
    std::env::var_os("POSTERN_SCREENSHOTS").map(PathBuf::from)
}

scenario! {
    async fn the_checker_notices_what_cannot_be_read_or_has_no_label(server) {
        let tour = Tour::start(server, Look { name: "light", width: 1000, scheme: "light", language: "en" }).await;
        tour.go("/login", "sign-in").await;
        for (harm, rule) in [
            ("document.querySelector('h1').style.color = '#bbb'", "color-contrast"),
            ("document.querySelector('button').textContent = ''", "button-name"),
            ("document.documentElement.lang = ''", "html-has-lang"),
        ] {
            tour.browser.run(harm).await;
            let found = tour.violations().await;
            assert!(found.as_array().unwrap().iter().any(|violation| violation[0] == rule), "{rule}: {found:#}");
        }
    }
}

scenario! {
    async fn no_page_has_an_accessibility_violation_in_the_light_theme(server) {
        let look = Look { name: "light", width: 1000, scheme: "light", language: "en" };
        Tour::start(server, look).await.all().await;
    }
}

scenario! {
    async fn no_page_has_an_accessibility_violation_in_the_dark_theme(server) {
        let look = Look { name: "dark", width: 1000, scheme: "dark", language: "es" };
        Tour::start(server, look).await.all().await;
    }
}

scenario! {
    async fn no_page_has_an_accessibility_violation_on_a_phone(server) {
        let look = Look { name: "phone", width: 320, scheme: "light", language: "de" };
        Tour::start(server, look).await.all().await;
    }
}

scenario! {
    async fn no_page_has_an_accessibility_violation_from_right_to_left(server) {
        let look = Look { name: "rtl", width: 1000, scheme: "dark", language: "ar" };
        Tour::start(server, look).await.all().await;
    }
}
