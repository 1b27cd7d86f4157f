//! The token request (RFC 6749 §4.1.3): which grant is asked for, with what that grant needs.

use super::fields::{Field, Fields};
use super::pkce::CodeVerifier;
use crate::credential::{self, Secret};

/// A request for a token, by its `grant_type`.
pub enum TokenRequest {
    /// `authorization_code`
    AuthorizationCode(AuthorizationCode),
}

/// What a client presents for a token.
pub struct AuthorizationCode {
    /// The code. `None` is one that can be none: only a client that has authenticated is told that.
    pub code: Option<Secret<credential::Code>>,
    /// The redirect URI, as sent.
    pub redirect_uri: Option<String>,
    /// The verifier.
    pub code_verifier: Option<CodeVerifier>,
}

/// Why nothing can be asked for like that. A client is told it before it has authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTokenRequest {
    /// A required field is missing or empty.
    Missing(Field),
    /// There is no such grant type.
    UnsupportedGrantType,
    /// `code_verifier` can be none (RFC 7636 §4.1).
    MalformedVerifier,
}

impl TokenRequest {
    /// Reads the fields of a body.
    pub fn parse(fields: &Fields) -> Result<Self, BadTokenRequest> {
        let verifier = fields.get(Field::CodeVerifier).map(CodeVerifier::parse);
        let code_verifier = verifier.map(|verifier| verifier.ok_or(BadTokenRequest::MalformedVerifier)).transpose()?;
        match required(fields, Field::GrantType)? {
            "authorization_code" => Ok(Self::AuthorizationCode(AuthorizationCode {
                code: Secret::parse(required(fields, Field::Code)?).ok(),
                redirect_uri: fields.get(Field::RedirectUri).map(str::to_owned),
                code_verifier,
            })),
            _ => Err(BadTokenRequest::UnsupportedGrantType),
        }
    }
}

fn required(fields: &Fields, field: Field) -> Result<&str, BadTokenRequest> {
    fields.get(field).ok_or(BadTokenRequest::Missing(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(body: &str) -> Result<TokenRequest, BadTokenRequest> {
        TokenRequest::parse(&Fields::parse(Some("application/x-www-form-urlencoded"), body.as_bytes()).unwrap())
    }

    #[test]
    fn f14_f15_of_several_mistakes_the_first_is_told() {
        for (body, expected) in [
            ("code_verifier=short", BadTokenRequest::MalformedVerifier),
            ("code=x", BadTokenRequest::Missing(Field::GrantType)),
            ("grant_type=&code=x", BadTokenRequest::Missing(Field::GrantType)),
            ("grant_type=password", BadTokenRequest::UnsupportedGrantType),
            ("grant_type=authorization_code&code=", BadTokenRequest::Missing(Field::Code)),
        ] {
            assert_eq!(parse(body).err(), Some(expected), "{body}");
        }
    }

    #[test]
    fn g1_a_code_that_can_be_none_is_not_told_here() {
        let Ok(TokenRequest::AuthorizationCode(presented)) = parse("grant_type=authorization_code&code=x") else {
            panic!("a code that can be none is told before its client has authenticated");
        };
        assert!(presented.code.is_none() && presented.redirect_uri.is_none() && presented.code_verifier.is_none());
    }
}
