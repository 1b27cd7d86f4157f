//! A code for tokens (OpenID Connect Core §3.1.3).

use super::fetch::Trouble;
use super::known::Known;
use super::{Issuer, redirect_uri};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{Request, StatusCode};
use serde_json::Value;
use shared::clock::Timestamp;
use shared::config::PublicUrl;
use shared::sign_in::Attempt;
use url::form_urlencoded::{Serializer, byte_serialize};

/// What the issuer gives for a code.
pub(crate) struct Tokens {
    pub id_token: String,
    /// What opens userinfo.
    pub access_token: Option<String>,
}

/// Why there are none.
#[derive(Debug)]
pub(crate) enum NoTokens {
    /// The code has ended, was used, or belongs to another attempt.
    Code,
    /// The issuer is of no help.
    Trouble(Trouble),
}

impl Issuer {
    /// Redeems a code, which only this attempt's verifier opens (RFC 7636 §4.5).
    pub(crate) async fn redeem(
        &self,
        code: &str,
        public_url: &PublicUrl,
        attempt: &Attempt,
        now: Timestamp,
    ) -> Result<Tokens, NoTokens> {
        let known = self.known(now).await.map_err(NoTokens::Trouble)?;
        let request = self.token_request(&known, code, public_url, attempt).map_err(NoTokens::Trouble)?;
        let (status, answer) = self.fetcher.object("token", request).await.map_err(NoTokens::Trouble)?;
        let text = |name: &str| answer.get(name).and_then(Value::as_str);
        match (status, text("id_token")) {
            (StatusCode::OK, Some(id_token)) => {
                Ok(Tokens { id_token: id_token.to_owned(), access_token: text("access_token").map(str::to_owned) })
            }
            (StatusCode::OK, None) => Err(trouble("token: no id_token")),
            (StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN, _) => {
                Err(refusal(text("error")))
            }
            (status, _) => Err(trouble(&format!("token: {}", status.as_str()))),
        }
    }

    fn token_request(
        &self,
        known: &Known,
        code: &str,
        public_url: &PublicUrl,
        attempt: &Attempt,
    ) -> Result<Request<Vec<u8>>, Trouble> {
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", &redirect_uri(public_url))
            .append_pair("code_verifier", &attempt.code_verifier());
        let mut request = Request::post(&known.metadata.token)
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded");
        match &self.config.client_secret {
            Some(secret) if !known.metadata.secret_in_body => {
                request = request.header("authorization", basic(&self.config.client_id, secret));
            }
            Some(secret) => {
                form.append_pair("client_id", &self.config.client_id).append_pair("client_secret", secret);
            }
            None => {
                form.append_pair("client_id", &self.config.client_id);
            }
        }
        request.body(form.finish().into_bytes()).map_err(|_| Trouble::Unavailable("token: no address".to_owned()))
    }
}

/// RFC 6749 §2.3.1: both are encoded as in a form before they are joined.
fn basic(id: &str, secret: &str) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(id), encoded(secret))))
}

/// RFC 6749 §5.2. The issuer's own words go nowhere: they may be anybody's.
fn refusal(error: Option<&str>) -> NoTokens {
    NoTokens::Trouble(Trouble::RefusedUs(match error {
        Some("invalid_grant") => return NoTokens::Code,
        Some("invalid_client") => "invalid_client",
        Some("unauthorized_client") => "unauthorized_client",
        Some("invalid_request") => "invalid_request",
        Some("unsupported_grant_type") => "unsupported_grant_type",
        Some("invalid_scope") => "invalid_scope",
        Some(_) | None => "other",
    }))
}

fn trouble(what: &str) -> NoTokens {
    NoTokens::Trouble(Trouble::Unavailable(what.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn client_credentials_are_encoded_before_they_are_joined() {
        // RFC 6749 §2.3.1, with what would end the id too early.
        assert_eq!(basic("a:b", "c d"), format!("Basic {}", STANDARD.encode("a%3Ab:c+d")));
    }
}
