//! The headers of every kind of answer: these, and no others.

use crate::harness::{Answer, filled, query_of};
use reqwest::Method;
use shared::html::Sheet;
use shared::http::routes::ROUTES;

const EVERY: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("pragma", "no-cache"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
];
/// What HTTP itself adds, and what differs each time.
const BESIDE: [&str; 5] = ["date", "content-length", "location", "set-cookie", "retry-after"];

#[track_caller]
fn assert_headers(answer: &Answer, own: &[(&str, &str)]) {
    let mut expected: Vec<(&str, &str)> = [&EVERY, own].concat();
    expected.sort_unstable();
    let found = answer.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().unwrap()));
    let mut found: Vec<(&str, &str)> = found.filter(|(name, _)| !BESIDE.contains(name)).collect();
    found.sort_unstable();
    assert_eq!(found, expected);
}

scenario! {
    async fn e11_each_kind_of_answer_has_its_headers_and_no_others(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let [consent, settings] = [Sheet::Consent, Sheet::Settings].map(|sheet| &sheet.style().hash);
        let accent = shared::html::style::Style::new(shared::accent::Accent::default().css()).hash;
        let wait = shared::html::script::WAIT.hash();
        let from = |style| format!("default-src 'none'; style-src '{style}' '{accent}'");
        let to = "img-src 'self'; base-uri 'none'; frame-ancestors 'none'";
        let html = [("content-type", "text/html; charset=utf-8"), ("referrer-policy", "same-origin"), ("vary", "Accept-Language")];
        let forms_here = format!("{}; {to}; form-action 'self'", from(settings));
        let policy = format!("{}; script-src '{wait}'; {to}", from(consent));
        assert_headers(&ada.get("/settings/apps").await, &[&html[..], &[("content-security-policy", &forms_here)]].concat());
        assert_headers(&ada.get("/nowhere").await, &[&html[..], &[("content-security-policy", &forms_here)]].concat());
        // The consent page's form ends at the client, and what that leads on to.
        let page = ada.authorize(&query_of(&app)).await;
        assert_headers(&page, &[&html[..], &[("content-security-policy", &policy)]].concat());

        let leave = ada.decide(&page, "approve").await;
        assert_eq!(leave.status, 303);
        assert_headers(&leave, &[("referrer-policy", "no-referrer")]);
        let see_other = server.visitor().get("/settings/apps").await;
        assert_eq!(see_other.status, 303);
        assert_headers(&see_other, &[("referrer-policy", "same-origin")]);

        let json = [
            ("content-type", "application/json"), ("referrer-policy", "no-referrer"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ];
        assert_headers(&app.exchange(&server, "x").await, &json);
        let granted = app.exchange(&server, &leave.callback()["code"]).await;
        assert_headers(&granted, &json);
        let refused = server.call("GET", "/public/v1/x", "x").await;
        let challenge = [("vary", "Authorization"), ("www-authenticate", "Bearer realm=\"api\", error=\"invalid_token\"")];
        assert_headers(&refused, &[&json[..], &challenge].concat());
        let nowhere = server.visitor().get("/.well-known/x").await;
        assert_headers(&nowhere, &[&json[..], &[("access-control-allow-origin", "*")]].concat());
    }
}

scenario! {
    async fn s22_head_is_get_without_its_body_wherever_there_is_a_get(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let mut paths: Vec<String> = ROUTES
            .iter()
            .filter(|route| route.method == Some(Method::GET))
            // A GET of these two begins or redeems something: see T4.
            .filter(|route| !["/login", "/login/callback"].contains(&route.path))
            .map(|route| filled(route.path, &app.client_id))
            .collect();
        paths.push(format!("/oauth/authorize?{}", query_of(&app)));
        let logo = ada.get("/settings/apps").await.body.split("href=\"/assets/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        paths.push(format!("/assets/{logo}"));
        assert!(paths.len() > 12, "{paths:?}");
        let writes = server.faults.writes();
        for visitor in [&ada, &server.visitor()] {
            for path in &paths {
                let (get, head) = (visitor.get(path).await, visitor.send(server.client.head(format!("{}{path}", server.url))).await);
                assert_eq!((head.status, head.body.as_str()), (get.status, ""), "{path}");
                let headers = |answer: &Answer| {
                    let mut headers = answer.headers.clone();
                    headers.remove("date");
                    // Each begins an attempt to sign in of its own.
                    if answer.location().starts_with("/login?attempt=") {
                        headers.remove("location");
                        headers.remove("set-cookie");
                    }
                    // Of an answer without a body HTTP itself says so, to GET alone.
                    if headers.get("content-length").is_some_and(|length| length == "0") {
                        headers.remove("content-length");
                    }
                    headers
                };
                assert_eq!(headers(&head), headers(&get), "{path}");
                assert_eq!(get.header("content-length"), get.bytes.len().to_string(), "{path}");
            }
        }
        assert_eq!(server.faults.writes(), writes);
    }
}
