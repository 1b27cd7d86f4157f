//! The rules, one by one.

use super::*;

const CLIENT: &str = "pca_0123456789abcdefghijABCDEFGHIJ01";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn query(rest: &str) -> String {
    format!("client_id={CLIENT}&{rest}")
}

fn check(rest: &str) -> Result<RequestedAccess, AuthorizationError> {
    AuthorizationRequest::parse(&query(rest)).unwrap().check(ScopeSet::parse("posts analytics").unwrap())
}

fn refused(rest: &str) -> &'static str {
    check(rest).unwrap_err().code()
}

#[test]
fn a2_a3_a7_without_a_client_or_a_redirect_uri_nothing_is_addressed() {
    let twice = query(&format!("client_id={CLIENT}"));
    let alias = query(&format!("client%5Fid={CLIENT}"));
    for raw in ["response_type=code", "client_id=", "client_id=APP%23x", "client_id=%00", &twice, &alias] {
        assert_eq!(AuthorizationRequest::parse(raw).unwrap_err(), NotRedirectable::ClientId, "{raw}");
    }
    let raw = query("redirect_uri=a&redirect_uri=b");
    assert_eq!(AuthorizationRequest::parse(&raw).unwrap_err(), NotRedirectable::RedirectUri);
    let longest = query(&"x".repeat(MAX_QUERY - query("").len()));
    assert!(AuthorizationRequest::parse(&longest).is_ok());
    for raw in [format!("{longest}x"), query("state=a#b"), query("state=a b"), query("state=\u{e9}")] {
        assert_eq!(AuthorizationRequest::parse(&raw).unwrap_err(), NotRedirectable::Query);
    }
}

#[test]
fn a4_only_the_code_response_type_is_known() {
    assert_eq!(refused("state=s"), "invalid_request");
    for other in ["token", "id_token", "code%20token", "CODE", "code%20"] {
        assert_eq!(refused(&format!("response_type={other}")), "unsupported_response_type", "{other}");
    }
    assert!(check("response_type=code&response_mode=query").is_ok());
    assert_eq!(refused("response_type=code&response_mode=fragment"), "invalid_request");
}

#[test]
fn a8_a_repeated_state_is_an_error_and_is_not_returned() {
    let raw = query("response_type=code&state=a&state=b");
    let request = AuthorizationRequest::parse(&raw).unwrap();
    assert_eq!(request.check(ScopeSet::all()).unwrap_err().code(), "invalid_request");
    let callback = request.callback(&[RedirectUri::register("https://c.example/").unwrap()], "https://i").unwrap();
    assert!(!callback.with_error(AuthorizationError::AccessDenied).as_str().contains("state"));
}

#[test]
fn a9_a_comma_in_state_is_a_comma() {
    assert!(check("response_type=code&state=a,b").is_ok());
}

#[test]
fn c5_state_may_take_2048_bytes_as_sent() {
    assert!(check(&format!("response_type=code&state={}", "x".repeat(MAX_STATE))).is_ok());
    assert_eq!(refused(&format!("response_type=code&state={}", "x".repeat(MAX_STATE + 1))), "invalid_request");
}

#[test]
fn s12_a_state_is_never_decoded_and_comes_back_with_every_error_of_it() {
    let registered = [RedirectUri::register("https://c.example/").unwrap()];
    let long = "x".repeat(MAX_STATE + 1);
    for (state, good) in [("a+b", true), ("%ZZ", true), ("%FF%00", true), (long.as_str(), false)] {
        let raw = query(&format!("response_type=code&st%61te={state}"));
        let request = AuthorizationRequest::parse(&raw).unwrap();
        assert_eq!(request.check(ScopeSet::all()).is_ok(), good);
        let callback = request.callback(&registered, "https://i").unwrap();
        let denied = callback.with_error(AuthorizationError::AccessDenied);
        assert!(denied.as_str().contains(&format!("&state={state}&iss=")), "{denied:?}");
    }
}

#[test]
fn d5_d6_d7_a_challenge_is_s256_or_refused() {
    let pkce = |challenge: &str, method: &str| format!("response_type=code&code_challenge={challenge}{method}");
    assert!(check(&pkce(CHALLENGE, "&code_challenge_method=S256")).unwrap().code_challenge.is_some());
    for method in ["", "&code_challenge_method=plain", "&code_challenge_method=s256", "&code_challenge_method=S512"] {
        assert_eq!(refused(&pkce(CHALLENGE, method)), "invalid_request", "{method}");
    }
    assert_eq!(refused(&pkce(&CHALLENGE[1..], "&code_challenge_method=S256")), "invalid_request");
    assert_eq!(refused(&pkce("", "&code_challenge_method=S256")), "invalid_request");
    // D7: empty is absent.
    assert_eq!(check(&pkce("", "")).unwrap().code_challenge, None);
}

#[test]
fn scope_is_what_was_named_within_what_the_app_may_ask() {
    assert_eq!(check("response_type=code").unwrap().scopes.to_string(), "posts analytics");
    assert_eq!(check("response_type=code&scope=").unwrap().scopes.to_string(), "posts analytics");
    assert_eq!(check("response_type=code&scope=posts").unwrap().scopes.to_string(), "posts");
    for bad in ["integrations", "posts+integrations", "admin", "posts,analytics"] {
        assert_eq!(refused(&format!("response_type=code&scope={bad}")), "invalid_scope", "{bad}");
    }
}

#[test]
fn s26_blanks_around_and_between_scopes_are_ignored_and_a_comma_is_named() {
    for (sent, scopes) in [
        ("posts%20", "posts"),
        ("+posts++analytics%20%20", "posts analytics"),
        ("%20", "posts analytics"),
        ("++", "posts analytics"),
        ("posts%09", "posts"),
        ("%0D%0Aposts%0A", "posts"),
    ] {
        assert_eq!(check(&format!("response_type=code&scope={sent}")).unwrap().scopes.to_string(), scopes, "{sent}");
    }
    for comma in ["posts,analytics", "posts,+analytics", "posts%2C"] {
        let Err(AuthorizationError::InvalidScope(told)) = check(&format!("response_type=code&scope={comma}")) else {
            panic!("{comma} is taken");
        };
        assert!(told.contains("comma"), "{told}");
    }
}
