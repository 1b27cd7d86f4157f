//! Scopes, and the sets of them.

use super::*;

const SENTENCE: Description = Description { en: "x", de: "x", es: "x", ar: "x" };

#[test]
fn what_was_parsed_is_what_is_shown_in_catalogue_order() {
    assert_eq!(ScopeSet::parse("posts integrations posts").unwrap().to_string(), "integrations posts");
    assert_eq!(ScopeSet::all().to_string(), "integrations posts analytics");
}

#[test]
fn anything_but_known_names_between_spaces_is_unknown() {
    for bad in ["Posts", "admin", "posts\u{b}", "posts;integrations", "posts admin"] {
        assert_eq!(ScopeSet::parse(bad), Err(BadScope::Unknown), "{bad:?}");
    }
}

#[test]
fn s26_blanks_mean_nothing_and_commas_are_told() {
    for (text, set) in [
        ("", ""),
        ("  ", ""),
        (" posts ", "posts"),
        ("posts   integrations", "integrations posts"),
        ("posts\t", "posts"),
        ("\r\nposts\n", "posts"),
        ("posts\tintegrations", "integrations posts"),
        ("\t", ""),
    ] {
        assert_eq!(ScopeSet::parse(text).unwrap().to_string(), set, "{text:?}");
    }
    for comma in ["posts,integrations", "posts, integrations", ","] {
        assert_eq!(ScopeSet::parse(comma), Err(BadScope::Comma), "{comma:?}");
    }
}

#[test]
fn exactly_one_entry_must_own_everything_or_nothing_builds() {
    let entry = |opens| Entry { name: "x", sentence: SENTENCE, opens };
    let owner: &[(&str, &str)] = &[("GET", "/public/v1/x"), ("*", "/public/v1/")];
    let others: &[(&str, &str)] = &[("GET", "/public/v1/"), ("*", "/public/v1"), ("*", "/public/v2/"), ("", "")];
    assert_eq!(owners_of_everything(&[entry(others)]), 0);
    assert_eq!(owners_of_everything(&[entry(others), entry(owner)]), 1);
    assert_eq!(owners_of_everything(&[entry(owner), entry(owner)]), 2);
}

#[test]
fn j6_every_endpoint_belongs_to_the_permission_with_the_longest_match() {
    for (method, path, scope) in [
        ("GET", "/public/v1/posts", "posts"),
        ("DELETE", "/public/v1/posts/1", "posts"),
        ("POST", "/public/v1/upload-from-url", "posts"),
        ("POST", "/public/v1/uploads", "integrations"),
        ("POST", "/public/v1/upload", "posts"),
        ("GET", "/public/v1/postscript", "integrations"),
        ("GET", "/public/v1/Posts", "posts"),
        ("DELETE", "/public/v1/POSTS/1", "posts"),
        ("GET", "/PUBLIC/v1/posts", "posts"),
        ("GET", "/public/v1/analytics/x", "analytics"),
        ("GET", "/public/v1/integrations", "integrations"),
        ("GET", "/public/v1/anything/posts", "integrations"),
    ] {
        assert_eq!(required_scope(method, path).map(|entry| entry.name), Some(scope), "{method} {path}");
    }
    for path in ["/public/v1", "/public/v2/posts", "/settings/apps", ""] {
        assert!(required_scope("GET", path).is_none(), "{path}");
    }
}

#[test]
fn j6_a_rule_may_name_its_method() {
    let entry = |name, opens| Entry { name, sentence: SENTENCE, opens };
    let catalogue = [
        entry("all", &[("*", "/public/v1/")]),
        entry("read", &[("GET", "/public/v1/posts")]),
        entry("write", &[("*", "/public/v1/posts")]),
    ];
    for (method, path, scope) in [
        ("GET", "/public/v1/posts/1", "read"),
        ("POST", "/public/v1/posts/1", "write"),
        ("get", "/public/v1/posts/1", "read"),
        ("HEAD", "/public/v1/posts/1", "read"),
        ("head", "/public/v1/posts/1", "read"),
        ("GET", "/public/v1/x", "all"),
    ] {
        assert_eq!(needed_by(&catalogue, method, path).map(|entry| entry.name), Some(scope), "{method} {path}");
    }
}

#[test]
fn a_name_kept_twice_counts_once_and_debug_names_them() {
    let set = ScopeSet::from_names(["posts", "posts"]);
    assert_eq!(format!("{set:?}"), "ScopeSet(posts)");
}

#[test]
fn a_scope_that_left_the_catalogue_opens_nothing() {
    assert_eq!(ScopeSet::from_names(["posts", "retired"]).to_string(), "posts");
}

#[test]
fn within_is_about_every_member() {
    let posts = ScopeSet::parse("posts").unwrap();
    assert!(posts.is_within(ScopeSet::all()));
    assert!(!ScopeSet::all().is_within(posts));
    assert!(ScopeSet::default().is_empty());
}

#[test]
fn every_name_is_a_scope_token() {
    // RFC 6749 §3.3: %x21 / %x23-5B / %x5D-7E.
    for entry in SCOPES {
        assert!(entry.name.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\'), "{}", entry.name);
    }
}
