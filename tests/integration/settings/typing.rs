//! What people type, paste and write, as the form takes it and as programs send it.

use crate::api::{Caller, assert_error};
use reqwest::Method;
use serde_json::json;

const NEW: &str = "/settings/apps/new";
const LIST: &str = "/settings/apps";

scenario! {
    async fn s11_advice_about_a_redirect_uri_leads_to_what_will_be_taken(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        for (typed, advice) in [
            ("https://bücher.example/cb", "must be written as https://xn--bcher-kva.example/cb"),
            ("https://c.example/größe", "must be written as https://c.example/gr%C3%B6%C3%9Fe"),
            ("https://c.example/my app", "must be written as https://c.example/my%20app"),
            ("https://a.example/cb,https://b.example/cb", "holds more than one"),
            ("https://c.example/cb\u{200b}", "cannot be seen, at place 21 (U+200B)"),
            ("com.example.app:my app", "cannot stand in a URI, at place 19 (U+0020)"),
        ] {
            let page = ada.submit(NEW, LIST, &[("name", "N"), ("redirect_uris", typed), ("scopes", "posts")]).await;
            page.assert_page(422);
            assert!(page.says(advice) && page.says(typed), "{typed}: {}", page.body);
            let answer = caller.call_with(Method::POST, "/api/apps", &json!({"name": "N", "redirect_uris": [typed]})).await;
            assert_error(&answer, 400, "invalid_request");
            let text = answer.json()["error_description"].as_str().unwrap().to_owned();
            assert!(text.starts_with("redirect_uris: Redirect URI 1 ") && text.contains(advice), "{text}");
            if let Some((_, form)) = advice.split_once("written as ") {
                ada.register(&[form]).await;
            }
        }
    }
}

scenario! {
    async fn s25_names_in_ordinary_writing_are_taken_and_what_shows_nothing_is_not(server) {
        let ada = server.sign_in("ada").await;
        let caller = Caller::of(&server, &ada).await;
        for name in ["می\u{200c}خواهم", "ක්\u{200d}ෂණික", "👩\u{200d}💻 Planner ❤\u{fe0f}", "1\u{fe0f}\u{20e3} first"] {
            let page = ada.submit(NEW, LIST, &[("name", name), ("redirect_uris", "https://c.example/"), ("scopes", "posts")]).await;
            page.assert_page(200);
            assert!(page.says(name));
            let key = ada.submit_to("/settings/api-keys", "/settings/api-keys", &[("label", name)]).await;
            key.assert_page(200);
            let fields = json!({"name": name, "description": name, "redirect_uris": ["https://c.example/"]});
            let made = caller.call_with(Method::POST, "/api/apps", &fields).await;
            assert_eq!((made.status, made.json()["description"].as_str()), (201, Some(name)));
        }
        for (name, problem) in [("\u{301}", "shows nothing"), ("ـــ", "shows nothing"), ("Post\u{200d}iz", "Character 5 (U+200D)")] {
            for (field, other) in [("name", "description"), ("description", "name")] {
                let fields = [(field, name), (other, "Fine"), ("redirect_uris", "https://c.example/"), ("scopes", "posts")];
                let page = ada.submit(NEW, LIST, &fields).await;
                page.assert_page(422);
                assert!(page.says(problem), "{field} {name:?}");
            }
            let page = ada.submit_to("/settings/api-keys", "/settings/api-keys", &[("label", name)]).await;
            page.assert_page(422);
            assert!(page.says(problem), "{name:?}");
        }
    }
}

scenario! {
    async fn s26_the_line_breaks_of_a_description_are_shown_in_the_settings(server) {
        let ada = server.sign_in("ada").await;
        let fields = [("name", "N"), ("description", "First\r\n<b>second"), ("redirect_uris", "https://c.example/"), ("scopes", "posts")];
        let made = ada.submit(NEW, LIST, &fields).await;
        let page = ada.get(&format!("{LIST}/{}", made.element("client-id"))).await;
        assert!(page.body.contains("<dd class=\"lines\" dir=\"auto\">First\n&lt;b&gt;second</dd>"), "{}", page.body);
        assert!(page.body.contains(".lines { white-space: pre-line"));
    }
}
