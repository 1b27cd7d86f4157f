//! The product of examples/handoff, run: a password page of its own under Helmet's default policy, on another site.

use super::chromium::Browser;
use super::sites::Site;
use crate::harness::npm::{self, REMEDY};
use crate::harness::process::{Process, free_port};
use crate::harness::{App, Server, query_of};
use tokio::process::Command;

const HOME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/handoff");

/// What its README sets for `make run`, at this address of the product.
fn variables(product: &str) -> Vec<(&'static str, String)> {
    let readme = include_str!("../../../examples/handoff/README.md");
    let command = readme.lines().find_map(|line| line.strip_prefix("    make run ")).unwrap();
    let pairs = command.split(' ').map(|pair| pair.split_once('=').unwrap());
    pairs.map(|(name, value)| (name, value.replace("http://127.0.0.1:4100", product))).collect()
}

/// Both, each as the other's configuration says.
async fn world() -> (Server, String, Process) {
    npm::installed(HOME).await;
    let (port, secret) = (free_port(), shared::random::base62(43));
    let product = format!("http://127.0.0.1:{port}");
    let variables = variables(&product);
    let mut configured: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    configured.push(("HANDOFF_SECRET", &secret));
    let server = Server::signing_in(&configured).await;
    let mut node = Command::new("node");
    node.arg("src/server.js").current_dir(HOME).env("PORT", port.to_string());
    node.env("HANDOFF_SECRET", &secret).env("POSTERN_URL", &server.url);
    let mut process = Process::start(&mut node, REMEDY);
    assert_eq!(process.line("ready: ").await, product);
    (server, product, process)
}

/// At the product's own login page.
async fn says(browser: &Browser, name: &str, password: &str) {
    browser.sees("Sign in").await;
    browser.type_into("name", name).await;
    browser.type_into("password", password).await;
    browser.press("Sign in").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t19_a_products_own_users_sign_in_on_its_own_page_and_go_on_by_its_link() {
    let (server, product, _process) = world().await;
    let browser = Browser::start().await;
    browser.goto(&format!("{}/settings/api-keys", server.url)).await;
    says(&browser, "ada", "analitycal").await;
    browser.find("//*[@role='alert'][contains(., 'not right')]").await;
    assert!(browser.url().await.starts_with(&product));
    says(&browser, "ada", "analytical").await;
    browser.press("Go on to connect the app").await;
    // Back at the page where it began, with what the ticket says.
    browser.sees("API keys").await;
    assert_eq!(browser.url().await, format!("{}/settings/api-keys", server.url));
    browser.press("Sign out").await;
    browser.sees("You are signed out here").await;
    // The product still knows her; whoever sits here next is asked who they are.
    browser.press("Sign in").await;
    says(&browser, "linus", "benzene").await;
    browser.press("Go on to connect the app").await;
    browser.find("//*[contains(., 'No app has access to your account')]").await;
    browser.assert_nothing_blocked().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn t19_another_account_is_asked_for_on_the_products_own_page_and_comes_back_to_the_consent_page() {
    let (server, product, _process) = world().await;
    let mut site = Site::start().await;
    site.page("/cb", "");
    let browser = Browser::start().await;
    browser.goto(&format!("{}/settings/apps/new", server.url)).await;
    says(&browser, "ada", "analytical").await;
    browser.press("Go on to connect the app").await;
    browser.type_into("name", "Scheduler").await;
    browser.type_into("redirect_uris", &format!("{}/cb", site.url)).await;
    browser.press("Register").await;
    browser.sees("Scheduler").await;
    let (client_id, secret) = (browser.text_of("client-id").await, browser.text_of("client-secret").await);
    let app = App { client_id, secret };
    browser.goto(&format!("{}/oauth/authorize?{}", server.url, query_of(&app))).await;
    browser.sees("Scheduler wants to connect").await;
    let button = browser.rest_on("[formaction='/logout']").await;
    browser.click_at(button).await;
    says(&browser, "linus", "benzene").await;
    assert!(browser.url().await.starts_with(&product));
    browser.press("Go on to connect the app").await;
    browser.sees("Scheduler wants to connect").await;
    browser.find("//*[contains(., 'Linus Pauling')]").await;
    browser.decide("approve").await;
    let token = app.redeem(&server, &site.called_back().await["code"]).await;
    assert!(server.is_live(&token).await);
    browser.assert_nothing_blocked().await;
}
