//! An OpenID Connect issuer: oidc-provider, behind a proxy of ours (`bends`) that bends what it says.

use super::bends::serve;
pub use super::bends::{Bend, Part};
use super::signer::Signer;
use super::{Server, Visitor};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, LazyLock, Mutex};
use tokio::net::TcpListener;

/// Who Postern is to it.
pub const CLIENT: &str = "postern";
/// How it knows Postern; with a character that is encoded before it goes into a header.
pub const CLIENT_SECRET: &str = "a client secret/of:many+characters";

/// A running one.
pub struct Issuer {
    pub url: String,
    port: u16,
    settings: Mutex<Value>,
    bends: Arc<Mutex<BTreeMap<Part, Bend>>>,
    asked: Arc<Mutex<Vec<Part>>>,
}

/// One process for all issuers of this run, and where it takes orders. It ends with this process, which holds the other end of
/// its standard input; no runtime of a single test does.
static CONTROL: LazyLock<(Child, String)> = LazyLock::new(|| {
    let tools = concat!(env!("CARGO_MANIFEST_DIR"), "/../.tools");
    let folders = std::fs::read_dir(tools).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found = folders.filter(|path| path.to_string_lossy().contains("/oidc-provider-"));
    let folder = found.next().expect("oidc-provider is not there: `make test-one T=sign_in` fetches it");
    let mut node = Command::new("node");
    node.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/issuer.mjs")).arg(folder);
    node.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = node.spawn().expect("cannot start node; type: sudo apt-get install -y nodejs npm");
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let url = line.strip_prefix("ready: ").unwrap_or_else(|| panic!("{line}")).trim().to_owned();
    (child, url)
});

impl Issuer {
    /// One that signs with `algorithm`. `claims`: whether what it knows of people stands in the ID token or in `userinfo`.
    pub async fn start(algorithm: &str, claims: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let client =
            json!({"client_id": CLIENT, "client_secret": CLIENT_SECRET, "redirect_uris": ["http://localhost:1/"]});
        let settings = json!({"url": url, "alg": algorithm, "claims": claims, "client": client});
        let port = Self::ask(&settings).await;
        let issuer = Self { url, port, settings: Mutex::new(settings), bends: Arc::default(), asked: Arc::default() };
        tokio::spawn(serve(listener, port, Arc::clone(&issuer.bends), Arc::clone(&issuer.asked)));
        issuer
    }

    /// Makes it, or gives it new settings and new keys.
    async fn ask(settings: &Value) -> u16 {
        let answer = reqwest::Client::new().post(&CONTROL.1).body(settings.to_string()).send().await.unwrap();
        let text = answer.text().await.unwrap();
        text.parse().unwrap_or_else(|_| panic!("{text}"))
    }

    /// Sends browsers back to this server; or, called again, rotates its keys.
    pub async fn trusts(&self, server: &Server) {
        let settings = {
            let mut settings = self.settings.lock().unwrap();
            settings["port"] = json!(self.port);
            settings["client"]["redirect_uris"] = json!([format!("{}/login/callback", server.url)]);
            settings.clone()
        };
        Self::ask(&settings).await;
    }

    /// From now on it knows its client by its secret in this way, and says so.
    pub async fn takes(&self, method: &'static str, server: &Server) {
        self.settings.lock().unwrap()["client"]["token_endpoint_auth_method"] = json!(method);
        self.trusts(server).await;
        self.bend(
            Part::Discovery,
            Bend::json(move |document| {
                document["token_endpoint_auth_methods_supported"] = json!([method]);
            }),
        );
    }

    /// From now on one part says something else.
    pub fn bend(&self, part: Part, bend: Bend) {
        self.bends.lock().unwrap().insert(part, bend);
    }

    /// From now on its ID tokens are what `change` makes of their header and claims, signed by `signer`, whose key it lists.
    pub fn signs(&self, signer: &Signer, change: impl Fn(&mut Value, &mut Value) + Send + Sync + 'static) {
        let jwk = signer.jwk();
        self.bend(Part::Keys, Bend::json(move |keys| keys["keys"].as_array_mut().unwrap().push(jwk.clone())));
        self.resigns(signer, change);
    }

    /// The same without listing the key.
    pub fn resigns(&self, signer: &Signer, change: impl Fn(&mut Value, &mut Value) + Send + Sync + 'static) {
        let signer = signer.clone();
        self.bend(
            Part::Token,
            Bend::json(move |answer| {
                let Some(token) = answer["id_token"].as_str() else { return };
                let mut claims = payload(token);
                let mut header = json!({"alg": signer.algorithm, "kid": signer.kid});
                change(&mut header, &mut claims);
                answer["id_token"] = json!(signer.sign(&header, &claims));
            }),
        );
    }

    /// From now on it says what it says.
    pub fn straighten(&self) {
        self.bends.lock().unwrap().clear();
    }

    /// From now on it is out of reach.
    pub fn goes_down(&self) {
        for part in [Part::Discovery, Part::Keys, Part::Token, Part::Userinfo] {
            self.bend(part, Bend::Down);
        }
    }

    /// What Postern has asked of it since this was last asked.
    pub fn asked(&self) -> Vec<Part> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    /// Somebody's browser there.
    pub fn browser(&self, server: &Server) -> Visitor {
        let mut visitor = server.visitor();
        visitor.url = self.url.clone();
        visitor
    }

    /// Signs in there as `user`, from where Postern has sent a browser to. Returns where it is sent back to, not yet taken.
    pub async fn sign_in(&self, browser: &Visitor, location: &str, user: &str, claims: &Value) -> String {
        let page = self.reach(browser, location).await;
        let fields = [("user", user), ("claims", &claims.to_string())];
        self.decide(browser, &page, &fields).await
    }

    /// Says there that it was not meant.
    pub async fn deny(&self, browser: &Visitor, location: &str) -> String {
        let page = self.reach(browser, location).await;
        self.decide(browser, &page, &[("user", "")]).await
    }

    async fn reach(&self, browser: &Visitor, location: &str) -> String {
        let to_login = browser.get(location.strip_prefix(&self.url).unwrap_or_else(|| panic!("{location}"))).await;
        assert_eq!(to_login.status, 303, "{}", to_login.body);
        assert!(to_login.location().starts_with("/interaction/"), "{}", to_login.location());
        to_login.location().to_owned()
    }

    async fn decide(&self, browser: &Visitor, page: &str, fields: &[(&str, &str)]) -> String {
        let decided = browser.post(page, fields).await;
        assert_eq!(decided.status, 303, "{}", decided.body);
        let back = browser.get(decided.location().strip_prefix(&self.url).unwrap()).await;
        assert_eq!(back.status, 303, "{}", back.body);
        back.location().to_owned()
    }
}

/// The claims of a token.
pub fn payload(token: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap()
}
