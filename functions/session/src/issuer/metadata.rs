//! What an issuer says of itself (OpenID Connect Discovery §3).

use super::config::IssuerConfig;
use super::fetch::{Fetcher, Trouble};
use crate::setting::is_safe;
use serde_json::{Map, Value};
use shared::http::sign_in_at::SignInAt;
use url::Url;

/// What is needed of it.
#[derive(Debug)]
pub(super) struct Metadata {
    pub authorization: SignInAt,
    pub token: String,
    pub keys: String,
    pub userinfo: Option<String>,
    /// It names itself in its answers (RFC 9207 §3).
    pub says_iss: bool,
    /// It takes a secret in the body, and not in a header.
    pub secret_in_body: bool,
}

impl Metadata {
    pub(super) async fn fetch(fetcher: &Fetcher, config: &IssuerConfig) -> Result<Self, Trouble> {
        // §4.1: any slash at the end is left out, though it is part of the name.
        let base = config.url.strip_suffix('/').unwrap_or(&config.url);
        let document = fetcher.document("discovery", &format!("{base}/.well-known/openid-configuration")).await?;
        Self::read(&document, &config.url)
    }

    fn read(document: &Map<String, Value>, issuer: &str) -> Result<Self, Trouble> {
        // §4.3: another name, byte for byte, is another issuer.
        if document.get("issuer").and_then(Value::as_str) != Some(issuer) {
            return Err(Trouble::Mismatch);
        }
        let unreadable = |name: &str| Trouble::Unavailable(format!("discovery: {name}"));
        let url = |name: &str| -> Result<Option<Url>, Trouble> {
            let Some(value) = document.get(name).filter(|value| !value.is_null()) else { return Ok(None) };
            let url = value.as_str().and_then(|text| Url::parse(text).ok());
            // An issuer on https has nothing on http; one on this machine may.
            let same = |url: &Url| is_safe(url) && (url.scheme() == "https" || issuer.starts_with("http:"));
            url.filter(same).map(Some).ok_or_else(|| unreadable(name))
        };
        let needed = |name: &str| url(name)?.ok_or_else(|| unreadable(name));
        // Asked of it only where it says something (RFC 8414 §2): some do what they do not list.
        if list(document, "code_challenge_methods_supported").is_some_and(|methods| !methods.contains(&"S256")) {
            return Err(unreadable("no S256"));
        }
        let methods = list(document, "token_endpoint_auth_methods_supported").unwrap_or_default();
        Ok(Self {
            authorization: SignInAt::new(needed("authorization_endpoint")?),
            token: needed("token_endpoint")?.into(),
            keys: needed("jwks_uri")?.into(),
            userinfo: url("userinfo_endpoint")?.map(Into::into),
            says_iss: document.get("authorization_response_iss_parameter_supported") == Some(&Value::Bool(true)),
            secret_in_body: methods.contains(&"client_secret_post") && !methods.contains(&"client_secret_basic"),
        })
    }
}

fn list<'a>(document: &'a Map<String, Value>, name: &str) -> Option<Vec<&'a str>> {
    Some(document.get(name)?.as_array()?.iter().filter_map(Value::as_str).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ISSUER: &str = "https://issuer.example/";

    fn read(change: impl FnOnce(&mut Value)) -> Result<Metadata, Trouble> {
        let mut document = json!({
            "issuer": ISSUER, "authorization_endpoint": "https://issuer.example/auth?x=1", "token_endpoint": "https://t.example/token",
            "jwks_uri": "https://issuer.example/keys", "userinfo_endpoint": "https://issuer.example/me",
        });
        change(&mut document);
        Metadata::read(document.as_object().unwrap(), ISSUER)
    }

    #[test]
    fn an_issuer_is_who_it_says_it_is_byte_for_byte() {
        assert!(read(|_| {}).is_ok());
        for other in [json!("https://issuer.example"), json!("https://ISSUER.example/"), json!(null), json!([ISSUER])] {
            assert_eq!(read(|document| document["issuer"] = other.clone()).unwrap_err(), Trouble::Mismatch, "{other}");
        }
    }

    #[test]
    fn nothing_of_it_may_be_read_on_the_way() {
        for name in ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"] {
            for bad in
                ["http://issuer.example/x", "http://127.0.0.1/x", "https://u@issuer.example/", "//x", "ftp://x", ""]
            {
                let refused = read(|document| document[name] = json!(bad)).unwrap_err();
                assert_eq!(refused, Trouble::Unavailable(format!("discovery: {name}")), "{name} {bad}");
            }
        }
        for needed in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            assert!(read(|document| document[needed] = json!(null)).is_err(), "{needed}");
        }
        assert_eq!(read(|document| document["userinfo_endpoint"] = json!(null)).unwrap().userinfo, None);
    }

    #[test]
    fn s256_is_missed_only_where_methods_are_listed() {
        let with = |methods: Value| read(|document| document["code_challenge_methods_supported"] = methods);
        assert!(with(json!(["plain", "S256"])).is_ok() && with(json!(null)).is_ok());
        assert!(with(json!(["plain"])).is_err() && with(json!([])).is_err());
    }

    #[test]
    fn a_secret_goes_into_the_header_unless_only_the_body_will_do() {
        let with =
            |methods: Value| read(|document| document["token_endpoint_auth_methods_supported"] = methods).unwrap();
        assert!(
            !with(json!(null)).secret_in_body
                && !with(json!(["client_secret_post", "client_secret_basic"])).secret_in_body
        );
        assert!(with(json!(["client_secret_post", "private_key_jwt"])).secret_in_body);
        assert!(!with(json!(["private_key_jwt"])).secret_in_body);
    }
}
