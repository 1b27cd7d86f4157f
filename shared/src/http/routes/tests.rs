//! Which request is which endpoint's.

use super::*;

fn endpoint(method: &Method, path: &str) -> Option<(Endpoint, String)> {
    match find(method, path) {
        Lookup::Found { endpoint, parameters: [first, _], .. } => Some((endpoint, first.to_owned())),
        _ => None,
    }
}

#[test]
fn literal_paths_win_over_parameters() {
    assert_eq!(
        endpoint(&Method::GET, "/settings/apps/new"),
        Some((Endpoint::Settings(SettingsEndpoint::NewApp), String::new()))
    );
    assert_eq!(
        endpoint(&Method::GET, "/settings/apps/x"),
        Some((Endpoint::Settings(SettingsEndpoint::ShowApp), "x".into()))
    );
    assert_eq!(
        endpoint(&Method::POST, "/settings/apps/x/delete"),
        Some((Endpoint::Settings(SettingsEndpoint::DeleteApp), "x".into()))
    );
}

#[test]
fn a18_a_path_is_matched_exactly() {
    for path in [
        "//oauth/authorize",
        "/oauth/authorize/",
        "/OAuth/Authorize",
        "/oauth/authorize;x",
        "/prod/oauth/authorize",
        "",
        "/settings/apps/",
        "/settings/apps//delete",
        "/settings/apps/a/b/delete",
    ] {
        assert_eq!(find(&Method::GET, path), Lookup::Unknown, "{path}");
    }
}

#[test]
fn a_greedy_parameter_takes_every_path_below_it() {
    for path in ["/public/v1/posts", "/public/v1/posts/x/y", "/public/v1/a//b", "/public/v1/a/", "/public/v1//a"] {
        assert!(matches("/public/v1/{proxy+}", path).is_some(), "{path}");
    }
    for path in ["/public/v1", "/public/v1/", "/public/v2/a", "/x/public/v1/a"] {
        assert!(matches("/public/v1/{proxy+}", path).is_none(), "{path}");
    }
}

#[test]
fn two_parameters_stand_for_two_segments() {
    assert_eq!(matches("/a/{x}/b/{y}", "/a/1/b/2"), Some(["1", "2"]));
    assert_eq!(matches("/a/{x}/b/{y}", "/a/1/b/2/3"), None);
    assert_eq!(matches("/a/{x}/b/{y}", "/a//b/2"), None);
}

#[test]
fn s22_programs_get_json_and_browsers_pages() {
    for path in [
        "/oauth/token",
        "/oauth/token/",
        "/oauth/x",
        "/oauth/",
        "/oauth/authorized",
        "/oauth/token/authorize",
        "/api/apps",
        "/public/v1/x",
        "/.well-known/x",
    ] {
        assert!(speaks_json(path), "{path}");
    }
    for path in
        ["/", "/oauth", "/oauth/authorize", "/oauth/authorize/", "/oauth/authorize;x", "/settings/apps", "/apis"]
    {
        assert!(!speaks_json(path), "{path}");
    }
}

#[test]
fn a14_f1_another_method_is_told_which_ones_there_are() {
    let read_and_post = vec![&Method::GET, &Method::HEAD, &Method::POST];
    assert_eq!(find(&Method::PUT, "/oauth/authorize"), Lookup::WrongMethod(read_and_post));
    assert_eq!(find(&Method::GET, "/oauth/token"), Lookup::WrongMethod(vec![&Method::POST]));
}

#[test]
fn s22_head_is_get_wherever_there_is_one_and_a_literal_path_is_no_parameter() {
    assert_eq!(
        endpoint(&Method::HEAD, "/settings/apps/new"),
        Some((Endpoint::Settings(SettingsEndpoint::NewApp), String::new()))
    );
    assert_eq!(
        endpoint(&Method::HEAD, "/settings/apps/x"),
        Some((Endpoint::Settings(SettingsEndpoint::ShowApp), "x".into()))
    );
    assert_eq!(find(&Method::HEAD, "/oauth/revoke"), Lookup::WrongMethod(vec![&Method::POST]));
    let new = find(&Method::POST, "/settings/apps/new");
    assert_eq!(new, Lookup::WrongMethod(vec![&Method::GET, &Method::HEAD]));
}
