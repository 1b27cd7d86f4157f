//! Client authentication (RFC 6749 §2.3.1): a secret in the body or HTTP Basic, one of the two.

use super::fields::{Field, Fields};
use crate::credential::{ClientSecret, Secret};
use crate::ids::ClientId;
use crate::wire::authorization;
use crate::wire::params;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Who a request says it comes from, with the secret that is to prove it.
#[derive(Debug)]
pub struct ClientCredentials {
    /// The app.
    pub client_id: ClientId,
    /// Its secret, well-formed but not yet compared.
    pub secret: Secret<ClientSecret>,
}

/// Why there is nothing to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unauthenticated {
    /// `client_id` is missing.
    MissingClientId,
    /// Two ways of authenticating in one request (RFC 6749 §2.3).
    TwoMethods,
    /// The `client_id` of the body is not the one that authenticates.
    ClientIdMismatch,
    /// Something was presented that can be nobody's credentials, or no secret at all: the same answer as a wrong one.
    Invalid,
}

/// Reads the credentials from the `Authorization` header and the body.
pub fn credentials(header: Option<&str>, fields: &Fields) -> Result<ClientCredentials, Unauthenticated> {
    let header = authorization::present(header);
    let body_secret = fields.get_raw(Field::ClientSecret);
    let assertion = fields.get_raw(Field::ClientAssertion).or(fields.get_raw(Field::ClientAssertionType));
    let methods = [header, body_secret, assertion];
    if methods.iter().flatten().count() > 1 {
        return Err(Unauthenticated::TwoMethods);
    }
    let Some(header) = header else {
        if assertion.is_some() {
            return Err(Unauthenticated::Invalid);
        }
        let client_id = fields.get(Field::ClientId).ok_or(Unauthenticated::MissingClientId)?;
        return parse(client_id, body_secret.unwrap_or_default());
    };
    let (client_id, secret) = basic(header).ok_or(Unauthenticated::Invalid)?;
    if fields.get(Field::ClientId).is_some_and(|in_body| in_body != client_id) {
        return Err(Unauthenticated::ClientIdMismatch);
    }
    parse(&client_id, &secret)
}

fn parse(client_id: &str, secret: &str) -> Result<ClientCredentials, Unauthenticated> {
    let client_id = ClientId::parse(client_id).ok_or(Unauthenticated::Invalid)?;
    let secret = Secret::parse(secret).map_err(|_| Unauthenticated::Invalid)?;
    Ok(ClientCredentials { client_id, secret })
}

/// Both halves are form-encoded before they are joined (RFC 6749 §2.3.1 and appendix B).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, token) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(token.trim()).ok()?).ok()?;
    let (client_id, secret) = pair.split_once(':')?;
    Some((params::decode(client_id)?, params::decode(secret)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(body: &str) -> Fields {
        Fields::parse(Some("application/x-www-form-urlencoded"), body.as_bytes()).unwrap()
    }

    fn pair() -> (String, String) {
        (ClientId::generate().to_string(), Secret::<ClientSecret>::generate("").expose().to_owned())
    }

    fn header(scheme: &str, text: &str) -> String {
        format!("{scheme} {}", STANDARD.encode(text))
    }

    fn reason(authorization: Option<&str>, body: &str) -> Unauthenticated {
        credentials(authorization, &form(body)).unwrap_err()
    }

    #[test]
    fn g4_basic_in_any_case_and_percent_decoded() {
        let (id, secret) = pair();
        let encoded = id.replacen('p', "%70", 1);
        for authorization in [
            header("Basic", &format!("{id}:{secret}")),
            header("basic", &format!("{id}:{secret}")),
            header("BASIC", &format!("{encoded}:{secret}")),
        ] {
            let found = credentials(Some(&authorization), &form("")).unwrap();
            assert_eq!(found.client_id.as_str(), id);
            assert_eq!(found.secret.expose(), secret);
        }
    }

    #[test]
    fn g2_g5_what_can_be_nobodys_credentials_is_invalid() {
        let (id, secret) = pair();
        let good = STANDARD.encode(format!("{id}:{secret}"));
        for authorization in [
            "Basic".to_owned(),
            "Basic ".to_owned(),
            "Basic !!".to_owned(),
            header("Basic", "no-colon"),
            header("Basic", &format!("%ZZ:{secret}")),
            format!("Basic {}", STANDARD.encode(b"\xff:\xff")),
            format!("Basic {good},Basic {good}"),
            format!("Bearer {good}"),
        ] {
            assert_eq!(reason(Some(&authorization), ""), Unauthenticated::Invalid, "{authorization}");
        }
        assert_eq!(reason(None, &format!("client_id={id}")), Unauthenticated::Invalid);
        assert_eq!(reason(None, &format!("client_id={id}&client_secret=")), Unauthenticated::Invalid);
        assert_eq!(reason(None, &format!("client_id={id}&client_assertion=x")), Unauthenticated::Invalid);
    }

    #[test]
    fn g7_g8_g9_one_way_of_authenticating() {
        let (id, secret) = pair();
        let authorization = header("Basic", &format!("{id}:{secret}"));
        for body in [format!("client_secret={secret}"), "client_secret=other".to_owned(), "client_secret=".to_owned()] {
            assert_eq!(reason(Some(&authorization), &body), Unauthenticated::TwoMethods, "{body}");
        }
        assert_eq!(reason(Some("Bearer x"), &format!("client_secret={secret}")), Unauthenticated::TwoMethods);
        assert_eq!(reason(Some(&authorization), "client_assertion=x"), Unauthenticated::TwoMethods);
        assert_eq!(reason(Some(&authorization), "client_assertion_type=x"), Unauthenticated::TwoMethods);
        let both = format!("client_id={id}&client_secret={secret}&client_assertion=x");
        assert_eq!(reason(None, &both), Unauthenticated::TwoMethods);
        assert!(credentials(Some(&authorization), &form(&format!("client_id={id}"))).is_ok());
        assert_eq!(reason(Some(&authorization), "client_id=other"), Unauthenticated::ClientIdMismatch);
    }

    #[test]
    fn s14_an_empty_header_is_no_way_of_authenticating() {
        let (id, secret) = pair();
        for empty in ["", "  ", ","] {
            let found = credentials(Some(empty), &form(&format!("client_id={id}&client_secret={secret}"))).unwrap();
            assert_eq!(found.secret.expose(), secret);
            assert_eq!(reason(Some(empty), &format!("client_id={id}")), Unauthenticated::Invalid);
            assert_eq!(reason(Some(empty), "client_secret=x"), Unauthenticated::MissingClientId);
        }
    }

    #[test]
    fn f15_a_missing_client_id_is_a_syntax_error() {
        assert_eq!(reason(None, "client_secret=x"), Unauthenticated::MissingClientId);
    }
}
