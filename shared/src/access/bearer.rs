//! The credential of a request to the public API (RFC 6750 §2.1): from the `Authorization` header, and from nowhere else.

use super::Denied;
use crate::store::PresentedCredential;
use crate::wire::authorization;
use crate::wire::params;

/// Reads `Authorization`: `header` is the header's values as the gateway joins them, with a comma. `Authorization: pos_…` without a
/// scheme is what Postiz's clients send.
pub fn read(header: Option<&str>, raw_query: &str) -> Result<PresentedCredential, Denied> {
    let header = authorization::present(header);
    // Never taken from the query, where logs and Referer would keep it (RFC 9700 §4.3.2); beside the header it is a second one.
    if header.is_some() && in_form(raw_query.as_bytes()) {
        return Err(Denied::Several);
    }
    let header = header.ok_or(Denied::Missing)?;
    // Neither a credential nor a scheme holds a comma: it joins two headers.
    if header.contains(',') {
        return Err(Denied::Several);
    }
    let credential = match header.split_once(' ') {
        // Another scheme is not a credential of ours (RFC 6750 §3.1), and `Bearer` alone is one that is malformed.
        Some((scheme, _)) if !scheme.eq_ignore_ascii_case("bearer") => return Err(Denied::Missing),
        Some((_, credential)) => credential.trim_start_matches(' '),
        None => header,
    };
    PresentedCredential::parse(credential).ok_or(Denied::Invalid)
}

/// Whether a query, or the body of a form, holds an access token (RFC 6750 §2.2, §2.3).
pub fn in_form(form: &[u8]) -> bool {
    params::is_sent_in(form, PARAMETER)
}

/// What the RFC calls it there.
pub const PARAMETER: &str = "access_token";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::{AccessToken, Secret};
    use crate::random;

    fn token() -> String {
        Secret::<AccessToken>::generate(&random::base62(32)).expose().to_owned()
    }

    #[test]
    fn j1_a_token_alone_or_after_bearer_in_any_case() {
        let token = token();
        for header in [
            token.clone(),
            format!("Bearer {token}"),
            format!("bearer {token}"),
            format!("BEARER {token}"),
            format!("Bearer  {token}"),
            format!(" Bearer {token} "),
        ] {
            assert!(matches!(read(Some(&header), "a=b"), Ok(PresentedCredential::Token(_))), "{header}");
        }
    }

    #[test]
    fn j2_no_header_an_empty_one_or_another_scheme_is_no_credential() {
        let token = token();
        for header in [None, Some(""), Some("  "), Some(","), Some("Basic x"), Some(&*format!("DPoP {token}"))] {
            assert!(matches!(read(header, ""), Err(Denied::Missing)), "{header:?}");
        }
        assert!(matches!(read(None, &format!("access_token={token}")), Err(Denied::Missing)));
    }

    #[test]
    fn j3_j4_a_malformed_one_is_invalid() {
        let token = token();
        for header in [
            "Bearer".to_owned(),
            "Bearer a b".to_owned(),
            format!("Bearer\t{token}"),
            format!("Bearer {token} {token}"),
            format!("{token}x"),
            token.to_uppercase(),
        ] {
            assert!(matches!(read(Some(&header), ""), Err(Denied::Invalid)), "{header}");
        }
    }

    #[test]
    fn j4_j5_two_credentials_are_refused() {
        let token = token();
        assert!(matches!(read(Some(&format!("Bearer {token},Bearer {token}")), ""), Err(Denied::Several)));
        for query in ["access_token=x", "a=b&access%5Ftoken=x", "access_token=&access_token=x", "access_token=%ZZ"] {
            assert!(matches!(read(Some(&token), query), Err(Denied::Several)), "{query}");
        }
    }

    #[test]
    fn s30_an_empty_credential_beside_another_is_none() {
        let token = token();
        for (header, query) in [
            (format!("Bearer {token},"), ""),
            (format!(", {token}"), ""),
            (token.clone(), "access_token="),
            (token.clone(), "a=b&access%5Ftoken"),
        ] {
            assert!(read(Some(&header), query).is_ok(), "{header} {query}");
        }
    }
}
