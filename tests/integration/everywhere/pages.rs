//! What every page has in common: language, landmarks, what it may load and run, how much it weighs.

use crate::harness::{Answer, App, Server, Visitor, query_of};
use shared::html::script::{COPY, SIZE, WAIT};
use shared::text::Language;
use std::collections::BTreeSet;

/// A page in a language.
async fn get(visitor: &Visitor, server: &Server, language: &str, path: &str) -> Answer {
    visitor.send(server.client.get(format!("{}{path}", server.url)).header("accept-language", language)).await
}

/// Every page there is that a GET shows, with the status it has; Ada's, but for the last ones, which are for anybody.
fn paths(app: &App) -> Vec<(String, u16)> {
    let app_page = format!("/settings/apps/{}", app.client_id);
    vec![
        (format!("/oauth/authorize?{}", query_of(app)), 200),
        ("/settings/apps".into(), 200),
        ("/settings/apps/new".into(), 200),
        (app_page.clone(), 200),
        (format!("{app_page}/rotate-secret"), 200),
        (format!("{app_page}/delete"), 200),
        ("/settings/api-keys".into(), 200),
        ("/settings/approved-apps".into(), 200),
        ("/login".into(), 200),
        ("/login?attempt=aXIKl9Yh".into(), 400),
        ("/settings/api-keys?unsent=1".into(), 200),
        (format!("/oauth/authorize?unsent=1&{}", query_of(app)), 200),
        ("/nowhere".into(), 404),
        ("/logout".into(), 405),
        ("/oauth/authorize?client_id=x".into(), 400),
        (format!("/oauth/authorize?{}&redirect_uri=https%3A%2F%2Fevil.example", query_of(app)), 400),
    ]
}

/// The values of an attribute, wherever it stands.
fn attributes<'a>(body: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    body.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// What is between the head and the script: what a person reads.
fn visible(page: &Answer) -> &str {
    page.body.split("</head>").nth(1).unwrap().split("<script>").next().unwrap()
}

#[track_caller]
fn assert_accessible(page: &Answer, path: &str) {
    let body = visible(page);
    for (part, count) in [("<h1", 1), ("<main id=\"main\"", 1), ("<header", 1), ("href=\"#main\"", 1)] {
        assert_eq!(body.matches(part).count(), count, "{part} in {path}");
    }
    let ids = attributes(body, "id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id twice in {path}: {ids:?}");
    let refers = ["for", "aria-describedby", "aria-labelledby"].map(|name| attributes(body, name)).concat();
    for id in refers.iter().flat_map(|value| value.split(' ')) {
        assert!(ids.contains(&id), "{path} refers to {id}, which is not there");
    }
    for control in body.split("<input").skip(1).chain(body.split("<textarea").skip(1)) {
        let tag = control.split('>').next().unwrap();
        let labelled = attributes(tag, "id").first().is_some_and(|id| body.contains(&format!("for=\"{id}\"")));
        let inside = ["hidden", "checkbox", "radio"].iter().any(|kind| tag.contains(&format!("type=\"{kind}\"")));
        assert!(labelled || inside, "no label in {path}: {tag}");
    }
    // No sentence has lost its value.
    for part in body.split('{').skip(1) {
        let end = part.find('}').unwrap_or(0);
        assert!(end == 0 || !part[..end].bytes().all(|b| b.is_ascii_lowercase()), "{{{}}} in {path}", &part[..end]);
    }
}

scenario! {
    async fn every_page_is_in_the_readers_language_and_whole(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        ada.approve(&query_of(&app)).await;
        let ticket = ada.get("/settings/api-keys").await.hidden("ticket");
        ada.post("/settings/api-keys", &[("ticket", &ticket), ("label", "Export")]).await.assert_page(200);
        let (linus, nobody) = (server.sign_in("linus").await, server.visitor());
        for language in Language::ALL {
            let opening = format!("<html lang=\"{}\" dir=\"{}\">", language.tag(), language.direction());
            let mut titles = BTreeSet::new();
            for (path, status) in paths(&app) {
                ada.has_sent_in_vain();
                let page = get(&ada, &server, language.tag(), &path).await;
                page.assert_page(status);
                assert!(page.body.contains(&opening), "{path}");
                assert_accessible(&page, &path);
                titles.insert(page.body.split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap().to_owned());
            }
            assert!(titles.len() > 10, "{titles:#?}");
            let page = get(&linus, &server, language.tag(), "/settings/apps").await;
            page.assert_page(403);
            assert_accessible(&page, "/settings/apps");
            let refused = format!("{}: {{}}", language.tag());
            assert!(page.body.contains(language.texts().errors.not_admin.title), "{refused}");
            let page = get(&nobody, &server, language.tag(), "/login").await;
            assert!(page.body.contains(language.texts().sign_in.sign_in));
        }
    }
}

scenario! {
    async fn a_hostile_accept_language_is_english_and_programs_always_get_english(server) {
        let ada = server.sign_in("ada").await;
        let long = "de;q=0.1234,".repeat(500);
        for header in ["", ",;=", "*;q=", "xx", "d\u{e9}", "<script>", "de\u{0}", &long] {
            let request = server.client.get(format!("{}/settings/apps", server.url));
            let Ok(value) = reqwest::header::HeaderValue::from_bytes(header.as_bytes()) else { continue };
            let page = ada.send(request.header("accept-language", value)).await;
            page.assert_page(200);
            assert!(page.body.contains("<html lang=\"en\" dir=\"ltr\">"), "{header:?}");
        }
        let asked = |language: &str| server.client.post(format!("{}/oauth/token", server.url)).header("accept-language", language.to_owned());
        let (german, none) = (ada.send(asked("de")).await, ada.send(asked("")).await);
        assert_eq!(german.body, none.body);
        assert_eq!(german.header("vary"), "");
    }
}

scenario! {
    async fn what_is_wrong_is_told_beside_its_field_and_above_in_the_readers_language(server) {
        let ada = server.sign_in("ada").await;
        let ticket = ada.get("/settings/apps/new").await.hidden("ticket");
        let fields = [("ticket", ticket.as_str()), ("name", ""), ("description", "Bleibt"), ("redirect_uris", "https://c.example/\nhttp://c.example/")];
        let page = ada.post_as("/settings/apps", &fields, |request| request.header("accept-language", "de")).await;
        page.assert_page(422);
        assert_accessible(&page, "/settings/apps");
        assert!(page.body.contains("<title>Nicht gespeichert: App registrieren"));
        for (field, problem) in [("name", "Gib der App einen Namen."), ("redirect_uris", "Redirect-URI 2 muss https verwenden"), ("scopes", "Wähle mindestens eine Berechtigung.")] {
            assert!(page.body.contains(&format!("<a href=\"#{field}\">{problem}")), "{problem} is not in the summary");
            assert!(page.body.contains(&format!("id=\"{field}-problem\">{problem}")), "{problem} is not beside its field");
        }
        assert_eq!(page.body.matches("role=\"alert\"").count(), 1);
        assert_eq!(page.body.matches("aria-invalid=\"true\"").count(), 2);
        assert!(page.body.contains("Bleibt") && page.body.contains("http://c.example/"));
    }
}

scenario! {
    async fn e13_the_consent_page_has_the_script_that_makes_its_buttons_wait(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let page = ada.authorize(&query_of(&app)).await;
        assert!(page.body.contains(&format!("<script>{}</script>", WAIT.text())));
        assert!(page.header("content-security-policy").contains(&format!("script-src '{}';", WAIT.hash())));
        // Where no script runs, a rule of the stylesheet does what it can.
        assert!(page.body.contains("pointer-events: none"));
        server.clock.advance(std::time::Duration::from_secs(601));
        let again = ada.decide(&page, "approve").await;
        again.assert_page(409);
        assert!(again.body.contains(&format!("<script>{}</script>", WAIT.text())));
        let rotate = format!("/settings/apps/{}/rotate-secret", app.client_id);
        let secret = ada.submit(&rotate, &rotate, &[]).await;
        secret.assert_page(200);
        assert!(secret.body.contains(&format!("<script>{}</script>", COPY.text())));
        for path in ["/settings/apps/new", &format!("/settings/apps/{}", app.client_id)] {
            assert!(ada.get(path).await.body.contains(&format!("<script>{}</script>", SIZE.text())), "{path}");
        }
        for path in ["/settings/apps", "/login", "/nowhere"] {
            assert!(!ada.get(path).await.header("content-security-policy").contains("script"), "{path}");
        }
    }
}

scenario! {
    async fn e15_where_the_user_is_sent_and_the_id_are_shown_whatever_the_name_says(server) {
        let ada = server.sign_in("ada").await;
        let name = "Postern Settings (verified) at postern.example";
        for (uri, host) in [
            ("https://evil.example:8443/cb?x=postern.example", "evil.example:8443"),
            ("http://127.0.0.1:4000/cb", "127.0.0.1:4000"),
            ("com.evil.app:/cb", "com.evil.app:"),
        ] {
            let fields = [("name", name), ("redirect_uris", uri), ("scopes", "posts")];
            let client_id = ada.submit("/settings/apps/new", "/settings/apps", &fields).await.element("client-id");
            for language in Language::ALL {
                let page = get(&ada, &server, language.tag(), &format!("/oauth/authorize?client_id={client_id}&response_type=code")).await;
                assert!(page.body.contains(&format!("<bdi><strong>{host}</strong></bdi>")), "{host} {language:?}");
                assert!(page.body.contains(&format!("<code>{client_id}</code>")));
                // A name is told from our own words by what it stands in.
                assert!(page.body.contains(&format!("<bdi>{name}</bdi>")));
            }
        }
    }
}

scenario! {
    async fn the_consent_page_weighs_little_in_every_language(server) {
        let ada = server.sign_in("ada").await;
        // The longest of everything: what a hundred people would call an emoji takes four bytes.
        let (name, description) = ("🌊".repeat(100), "🌊".repeat(500));
        let fields = [("name", name.as_str()), ("description", &description), ("redirect_uris", "https://c.example/cb"), ("scopes", "integrations"), ("scopes", "posts"), ("scopes", "analytics")];
        let created = ada.submit("/settings/apps/new", "/settings/apps", &fields).await;
        let query = format!("client_id={}&response_type=code&state={}&code_challenge={}&code_challenge_method=S256", created.element("client-id"), "s".repeat(2_048), "c".repeat(43));
        for language in Language::ALL {
            // With all that it may have to say.
            ada.has_sent_in_vain();
            let page = get(&ada, &server, language.tag(), &format!("/oauth/authorize?unsent=1&{query}")).await;
            page.assert_page(200);
            assert!(page.body.len() <= 15 * 1024, "{} bytes in {language:?}", page.body.len());
            // Besides the document: the logo.
            assert_eq!(attributes(&page.body, "src").into_iter().collect::<BTreeSet<_>>(), [shared::html::logo::path().as_str()].into());
        }
    }
}

scenario! {
    async fn the_logo_may_be_kept_for_ever_and_can_do_nothing(server) {
        let visitor = server.visitor();
        let logo = visitor.get(&shared::html::logo::path()).await;
        assert_eq!((logo.status, logo.header("content-type")), (200, "image/svg+xml"));
        assert_eq!(logo.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(logo.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'; sandbox");
        assert_eq!(logo.header("x-content-type-options"), "nosniff");
        assert!(logo.body.starts_with("<svg"));
        for other in ["/assets/logo.svg", "/assets/logo-0000000000000000.svg", "/assets/..%2flogo.svg", "/assets/%00"] {
            visitor.get(other).await.assert_page(404);
        }
    }
}

scenario! {
    async fn members_are_led_to_what_is_theirs_and_everybody_sees_where_they_are(server) {
        let (ada, linus) = (server.sign_in("ada").await, server.sign_in("linus").await);
        for (path, here) in [("/settings/apps", "Apps"), ("/settings/api-keys", "API keys"), ("/settings/approved-apps", "Approved apps")] {
            let page = ada.get(path).await;
            assert!(page.body.contains(&format!("href=\"{path}\" aria-current=\"page\">{here}<")), "{path}");
            assert_eq!(page.body.matches("aria-current").count(), 1 + page.body.matches("[aria-current]").count(), "{path}");
            assert!(page.says("Ada Lovelace in Acme"));
        }
        let page = linus.get("/settings/approved-apps").await;
        page.assert_page(200);
        assert!(page.says("Linus Pauling in Acme") && page.body.contains("Sign out"));
        assert!(!page.body.contains("/settings/apps") && !page.body.contains("/settings/api-keys"));
    }
}

scenario! {
    async fn what_cannot_be_taken_back_is_asked_first_and_says_what_will_happen(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        ada.approve(&query_of(&app)).await;
        ada.submit("/settings/api-keys", "/settings/api-keys", &[("label", "Export")]).await.assert_page(200);
        let page = format!("/settings/apps/{}", app.client_id);
        for (path, effect) in [
            (format!("{page}/rotate-secret"), "The current secret stops working at once"),
            (format!("{page}/delete"), "Every token it was given stops working at once"),
            ("/settings/api-keys".into(), "Whatever uses this key stops working at once"),
            ("/settings/approved-apps".into(), "every token you gave it stops working at once"),
        ] {
            let page = ada.get(&path).await;
            let asked = page.body.split(effect).nth(1).unwrap_or_else(|| panic!("{path} does not say {effect}"));
            assert!(asked.split("</form>").next().unwrap().contains("<button class=\"danger\""), "{path}");
        }
    }
}
