//! What is attacked: every function over one store, and what a real visitor of it would hold.

use super::drafts::{Draft, Encoding, Pairs, Pool};
use crate::harness::product::Product;
use crate::harness::upstream::{SECRET, Upstream};
use crate::harness::{Server, function, multipart};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use shared::accent::Accent;
use shared::clock::Clock;
use shared::config::{Config, PublicUrl};
use shared::http::routes::{self, Lookup};
use shared::lambda::Function;

/// Where the functions believe to be.
pub const URL: &str = "http://localhost:9000";
/// The only URI of a client that an answer may lead to.
pub const REDIRECT: &str = "https://c.example/cb";

/// The functions over one store, and what a real visitor would hold.
pub struct Target {
    pub functions: Vec<(&'static str, Function)>,
    pub pool: Pool,
    pub upstream: Upstream,
}

impl Target {
    pub async fn new(server: &Server) -> Self {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&[REDIRECT]).await;
        let query = crate::harness::query_of(&app);
        let code = ada.approve(&query).await;
        let token = app.redeem(server, &ada.approve(&app.query("&scope=posts")).await).await;
        let upstream = Upstream::recording().await;
        let forward = proxy::Upstream::new(&upstream.url, Some(SECRET), None).unwrap();
        let config = Config {
            public_url: PublicUrl::parse(URL).unwrap(),
            product: "P".into(),
            accent: Accent::default(),
            operator_org: None,
        };
        let wrap = |name, service| (name, function(name, service, server, config.clone(), Clock::System));
        let page = ada.authorize(&query).await;
        let settings = ada.get("/settings/apps/new").await;
        let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", app.client_id, app.secret)));
        let session = ada.session();
        let (ticket, new_app) = (page.hidden("ticket"), settings.hidden("ticket"));
        let owned = |pairs: &[(&str, &str)]| -> Pairs {
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
        };
        let form = ("content-type", "application/x-www-form-urlencoded");
        let post = |path: &str, body: &[(&str, &str)], encoding| Draft {
            method: "POST".into(),
            path: path.into(),
            headers: owned(&[form, ("origin", URL)]),
            cookies: vec![format!("postern-session-9000={session}")],
            body: owned(body),
            encoding,
            ..Draft::default()
        };
        let product = Product::new("HS256");
        let handed_over = product.ticket(server, "u4AxMuBy9lKEoEePLADwDWH9nuzOqhkzQd0E1WSwCfs", &json!({"sub": "u1"}));
        let bearer = crate::api::Caller::of(server, &ada).await.authorization;
        let call = |method: &str, path: &str, query: &[(&str, &str)], body: &[(&str, &str)]| Draft {
            method: method.into(),
            query: owned(query),
            headers: owned(&[("authorization", &bearer), ("content-type", "application/json")]),
            cookies: Vec::new(),
            ..post(path, body, Encoding::Json)
        };
        let credentials = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("client_id", &app.client_id),
            ("client_secret", &app.secret),
        ];
        let fields = [
            ("ticket", new_app.as_str()),
            ("name", "N"),
            ("description", "D"),
            ("redirect_uris", REDIRECT),
            ("scopes", "posts"),
        ];
        let asked = [
            ("client_id", app.client_id.as_str()),
            ("response_type", "code"),
            ("state", "s"),
            ("redirect_uri", REDIRECT),
            ("scope", "posts"),
        ];
        let content_type = multipart::content_type();
        let with_file = |path: &str| Draft {
            headers: owned(&[("content-type", &content_type), ("origin", URL)]),
            ..post(path, &fields, Encoding::Multipart)
        };
        let drafts = vec![
            Draft {
                method: "GET".into(),
                path: "/oauth/authorize".into(),
                query: owned(&asked),
                ..post("", &[], Encoding::Form)
            },
            post(
                "/oauth/authorize",
                &[("request", &query), ("ticket", &ticket), ("action", "approve")],
                Encoding::Form,
            ),
            post("/oauth/token", &credentials, Encoding::Form),
            post("/login/org", &[("token", &handed_over), ("org", "acme")], Encoding::Form),
            Draft {
                method: "GET".into(),
                path: "/login/callback".into(),
                query: owned(&[("ticket", &handed_over)]),
                ..post("", &[], Encoding::Form)
            },
            Draft {
                headers: owned(&[("content-type", "application/json")]),
                ..post("/oauth/token", &credentials, Encoding::Json)
            },
            post("/settings/apps", &fields, Encoding::Form),
            with_file("/settings/apps"),
            with_file("/settings/apps"),
            call("GET", "/api/apps", &[("cursor", "MSBBUFAj"), ("limit", "7")], &[]),
            call("POST", "/api/apps", &[], &[("name", "N"), ("description", "D"), ("redirect_uris", REDIRECT)]),
            call("PATCH", &format!("/api/apps/{}", app.client_id), &[], &[("name", "N"), ("description", "D")]),
            call("POST", &format!("/api/apps/{}/rotate-secret", app.client_id), &[], &[]),
            call("DELETE", "/api/users/linus", &[], &[]),
            Draft {
                headers: owned(&[("authorization", &token), form]),
                ..post("/public/v1/posts", &[("a", "b")], Encoding::Form)
            },
            Draft {
                method: "GET".into(),
                path: "/settings/apps".into(),
                query: owned(&[("cursor", "MSBBUFAj")]),
                ..post("", &[], Encoding::Form)
            },
        ];
        let real = [query, code, ticket, new_app, session, basic, bearer, app.client_id, app.secret, token];
        let fixed = [
            REDIRECT,
            "approve",
            "deny",
            "code",
            "authorization_code",
            "posts",
            "S256",
            "query",
            "token",
            "null",
            "https://evil/",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            "same-origin",
            "cross-site",
            URL,
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=\"",
            "%00",
            "%ZZ",
            "..",
            "a/../../posts",
            "x-postern-user, keep-alive",
            "chunked",
            "access_token",
            "é",
            "\u{202e}",
            "\"><script>",
        ];
        let values = real.into_iter().chain(fixed.map(str::to_owned)).collect();
        Self {
            functions: vec![
                wrap("authorize", authorize::service()),
                wrap("consent", consent::service()),
                wrap("token", token::service()),
                wrap("apps", apps::service()),
                wrap("proxy", proxy::service(forward)),
                wrap("session", session::service(product.sign_in_of())),
            ],
            pool: Pool { values, drafts, files: files() },
            upstream,
        }
    }

    /// Who would be asked by the gateway.
    pub fn function(&self, event: &Value) -> &Function {
        let method = event["requestContext"]["http"]["method"].as_str().unwrap_or_default();
        let method = http::Method::from_bytes(method.as_bytes()).unwrap_or_default();
        let name = match routes::find(&method, event["rawPath"].as_str().unwrap_or_default()) {
            Lookup::Found { endpoint, .. } => endpoint.function().name(),
            _ => "authorize",
        };
        &self.functions.iter().find(|(found, _)| *found == name).unwrap().1
    }
}

/// A small picture of each kind.
fn files() -> Vec<Vec<u8>> {
    use image::{DynamicImage, ImageFormat};
    let image = image::RgbImage::from_fn(80, 70, |x, y| image::Rgb([x as u8, y as u8, (x * y) as u8]));
    let encode = |format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        DynamicImage::from(image.clone()).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP].map(encode).to_vec()
}
