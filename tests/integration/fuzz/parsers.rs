//! Each parser by itself: nothing panics, and what is accepted is what it should be.

use super::config;
use proptest::prelude::*;
use shared::config::PublicUrl;
use shared::credential::{
    AccessToken, ApiKey, ClientSecret, Code, Digest, Kind, Secret, Session, locator::GrantLocator,
};
use shared::http::routes;
use shared::ids::{ClientId, UserId};
use shared::oauth::authorization_request::AuthorizationRequest;
use shared::oauth::client_auth;
use shared::oauth::fields::Fields;
use shared::oauth::pkce::{CodeChallenge, CodeVerifier};
use shared::oauth::redirect_uri::{RedirectUri, RegistrationError, resolve};
use shared::oauth::scope::ScopeSet;
use shared::oauth::token_request::TokenRequest;
use shared::sign_in::LocalPath;
use shared::store::Cursor;
use shared::wire::params::Params;

/// Text, hostile text, and text that looks like something of ours.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,200}",
        "(https?|HTTP|javascript|com\\.a)[:/\\\\@.?#%&=*\\[\\]a-z0-9 ]{0,60}",
        "p[cosk][aesok]_[A-Za-z0-9#%]{0,90}",
        "(%[0-9A-Za-z]{2}|[&=+;]|[a-z_]){0,80}",
        "[\\[{\"a-z:,0-9\\\\}\\]]{0,80}",
    ]
}

fn credential<K: Kind>(text: &str) {
    if let Ok(secret) = Secret::<K>::parse(text) {
        assert_eq!(secret.expose(), text);
        assert!(text.starts_with(K::PREFIX) && secret.locator().len() == K::LOCATOR);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nothing_panics_and_what_is_accepted_is_well_formed(text in text(), other in text()) {
        credential::<AccessToken>(&text);
        credential::<ApiKey>(&text);
        credential::<ClientSecret>(&text);
        credential::<Code>(&text);
        credential::<Session>(&text);
        prop_assert!(ClientId::parse(&text).is_none_or(|id| id.as_str() == text && text.len() == 36));
        prop_assert!(UserId::parse(&text).is_none_or(|id| id.as_str().is_ascii()));
        prop_assert!(GrantLocator::parse(&text).is_none_or(|locator| locator.text() == text));
        prop_assert!(Digest::<Code>::from_hex(&text).is_none_or(|digest| digest.hex() == text));
        prop_assert!(CodeChallenge::parse(&text).is_none_or(|challenge| challenge.as_str() == text));
        let _ = CodeVerifier::parse(&text);
        prop_assert!(ScopeSet::parse(&text).is_ok() || ScopeSet::parse(&text).is_err());
        let _ = Cursor::parse(&text);
        if let Ok(url) = PublicUrl::parse(&text) {
            let bare = text.strip_suffix('/').unwrap_or(&text);
            prop_assert!(bare == url.as_str() || bare.strip_suffix(":443").or(bare.strip_suffix(":80")) == Some(url.as_str()));
        }
        let _ = routes::find(&http::Method::GET, &text);
        if LocalPath::parse(&text).is_some() {
            let joined = url::Url::parse("https://auth.example").unwrap().join(&text).unwrap();
            prop_assert_eq!(joined.host_str(), Some("auth.example"));
        }
        let params = Params::parse(&text);
        let _ = (params.get(&other), params.get_raw("code"), params.all("scopes"));
        if let Ok(request) = AuthorizationRequest::parse(&text) {
            let _ = request.check(ScopeSet::all());
        }
        for content_type in ["application/json", "application/x-www-form-urlencoded"] {
            if let Ok(fields) = Fields::parse(Some(content_type), text.as_bytes()) {
                let _ = client_auth::credentials(Some(&other), &fields);
                let _ = client_auth::credentials(None, &fields);
                let _ = TokenRequest::parse(&fields);
            }
        }
        let _ = Fields::parse(Some(&text), other.as_bytes());
    }

    #[test]
    fn a_redirect_uri_that_registers_is_safe_and_only_itself_matches_it(text in text(), other in text()) {
        if let Ok(uri) = RedirectUri::register(&text) {
            let url = url::Url::parse(uri.as_str()).unwrap();
            prop_assert!(uri.as_str().is_ascii() && url.fragment().is_none() && url.username().is_empty());
            prop_assert!(!["javascript", "data", "file", "blob", "vbscript"].contains(&url.scheme()));
            let registered = [uri];
            let itself = resolve(&registered, Some(&text)).unwrap();
            prop_assert_eq!(itself.as_str(), text.as_str());
            if let Some(matched) = resolve(&registered, Some(&other)) {
                // Another string matches only as a loopback literal on another port.
                let other = url::Url::parse(matched.as_str()).unwrap();
                prop_assert!(matched.as_str() == text || matches!(other.host_str(), Some("127.0.0.1" | "[::1]")));
            }
        }
    }

    #[test]
    fn s11_advice_about_a_redirect_uri_is_always_taken(text in text(), host in "[a-zé漢.%@:\\\\*-]{1,12}") {
        for typed in [text.clone(), format!("https://{host}/{text}"), format!("com.example.app:{text}")] {
            if let Err(RegistrationError::Spelling(form)) = RedirectUri::register(&typed) {
                prop_assert!(RedirectUri::register(&form).is_ok(), "{typed:?} {form:?}");
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_no_body(body in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = Fields::parse(Some("application/json"), &body);
        let _ = Fields::parse(Some("application/x-www-form-urlencoded"), &body);
    }
}
