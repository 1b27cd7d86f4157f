//! B1 to B8 of docs/security-cases.md: the rule that decides where a code may be sent.

use super::*;

fn registered(text: &str) -> Vec<RedirectUri> {
    vec![RedirectUri::register(text).unwrap()]
}

#[test]
fn b1_nothing_is_normalised() {
    let uris = registered("https://c.example/cb");
    assert!(resolve(&uris, Some("https://c.example/cb")).is_some());
    for sent in [
        "https://c.example:443/cb",
        "https://C.example/cb",
        "HTTPS://c.example/cb",
        "https://c.example/cb/",
        "https://c.example/CB",
        "https://c.example/%63b",
        "https://c.example/./cb",
        "https://c.example/x/../cb",
        "https://c.example//cb",
        "//c.example/cb",
        "http://c.example/cb",
        "/cb",
        "",
    ] {
        assert_eq!(resolve(&uris, Some(sent)), None, "{sent}");
    }
}

#[test]
fn b2_parser_differentials_do_not_match() {
    let uris = registered("https://c.example/cb");
    for sent in [
        "https://c.example@evil.com/cb",
        "https://c.example.evil.com/cb",
        "https://evil.com\\@c.example/cb",
        "https://c.example%00.evil.com/cb",
        " https://c.example/cb",
        "https://c.example/cb\n",
        "\thttps://c.example/cb",
        "https:c.example/cb",
        "https://с.example/cb",
    ] {
        assert_eq!(resolve(&uris, Some(sent)), None, "{sent:?}");
    }
}

#[test]
fn b3_path_confusion_does_not_match() {
    let uris = registered("https://c.example/cb");
    for tail in [
        "/..%2fX",
        "%2fX",
        "/%252e%252e%252fX",
        "/;/../../X",
        "%0a%0d/../../X",
        "/../X",
        "/%2e%2e/X",
        "/.%2e/X",
        "/..;/X",
        "/%2e%2e%2fX",
        "/..%5cX",
        "/..\\X",
        "%00/../X",
        "/%c0%ae%c0%ae/X",
        "/..%c0%afX",
        "/.//../X",
        "/%23/../X",
        "/%3f/../X",
        ";/../X",
        "/..%252fX",
    ] {
        assert_eq!(resolve(&uris, Some(&format!("https://c.example/cb{tail}"))), None, "{tail}");
    }
}

#[test]
fn b4_an_added_query_or_fragment_does_not_match() {
    let uris = registered("https://c.example/cb");
    for tail in ["?x=1", "?code=attacker&state=x", "#f", "?"] {
        assert_eq!(resolve(&uris, Some(&format!("https://c.example/cb{tail}"))), None, "{tail}");
    }
}

#[test]
fn b5_dangerous_uris_cannot_be_registered() {
    use RegistrationError::{
        Character, Fragment, Host, NotAbsolute, Percent, ReservedParameter, Scheme, Spelling, TooLong, UserInfo,
        Wildcard,
    };
    let spelling = |form: &str| Spelling(form.to_owned());
    let longest = format!("https://c.example/{}", "x".repeat(MAX_LENGTH - "https://c.example/".len()));
    assert!(RedirectUri::register(&longest).is_ok());
    let long = format!("{longest}x");
    for (text, reason) in [
        ("javascript:alert(1)", Scheme),
        ("JaVaScRiPt:alert(1)", Scheme),
        ("\tjavascript:alert(1)", Scheme),
        ("java\nscript:alert(1)", Scheme),
        ("data:text/html,x", Scheme),
        ("vbscript:x", Scheme),
        ("file:///etc/passwd", Scheme),
        ("blob:https://c.example/x", Scheme),
        ("http://x.com/cb", Scheme),
        ("http://localhost.evil.com/cb", Scheme),
        ("http://127.0.0.2/cb", Scheme),
        ("https://user@c.example/cb", UserInfo),
        ("https://user:pass@c.example/cb", UserInfo),
        ("https://c.example/cb#f", Fragment),
        ("https://c.example/cb#", Fragment),
        ("https://*.example/cb", Wildcard),
        ("https://c.example/*", Wildcard),
        ("/cb", NotAbsolute),
        ("c.example/cb", NotAbsolute),
        ("", NotAbsolute),
        ("https://", NotAbsolute),
        ("https:///cb", Host),
        ("https:////cb", Host),
        ("https://\\cb", Host),
        ("https://0x7f.1/", Host),
        ("https://2130706433/cb", Host),
        ("https://1.2.3/cb", Host),
        ("https://a..example/", Host),
        ("https://.example/cb", Host),
        ("https://c.example/%", Percent),
        ("https://c.example/%zz", Percent),
        ("https://c.example/cb?a=%4", Percent),
        ("com.example.app:/%", Percent),
        ("https://c.example/a|b", spelling("https://c.example/a%7Cb")),
        ("https://c.example/cb?a={b}^c", spelling("https://c.example/cb?a=%7Bb%7D%5Ec")),
        ("com.example.app:/a|b", spelling("com.example.app:/a%7Cb")),
        ("https:c.example/cb", spelling("https://c.example/cb")),
        ("https://c.example\\@evil.com/", spelling("https://c.example/@evil.com/")),
        ("HTTPS://c.example/cb", spelling("https://c.example/cb")),
        ("https://C.example/cb", spelling("https://c.example/cb")),
        ("https://c.example:443/cb", spelling("https://c.example/cb")),
        ("https://c.example/x/../cb", spelling("https://c.example/cb")),
        ("https://c.example/c b", spelling("https://c.example/c%20b")),
        ("https://c.example/c\u{7f}b", spelling("https://c.example/c%7Fb")),
        ("com.example.app:/c b", spelling("com.example.app:/c%20b")),
        ("com.example.app:c b", Character(18, ' ')),
        ("https://%2a.example/", Wildcard),
        ("https://c.example%23/", NotAbsolute),
        ("https://c.example/c\u{85}b", spelling("https://c.example/c%C2%85b")),
        ("https://с.example/cb", spelling("https://xn--q1a.example/cb")),
        ("httрs://c.example/cb", Character(4, 'р')),
        ("https://c.example/cb?code=1", ReservedParameter),
        ("https://c.example/cb?a=1&state=2", ReservedParameter),
        ("https://c.example/cb?error=1", ReservedParameter),
        ("https://c.example/cb?%69ss=1", ReservedParameter),
        (&long, TooLong),
    ] {
        assert_eq!(RedirectUri::register(text), Err(reason), "{text:?}");
    }
}

#[test]
fn what_a_developer_needs_can_be_registered() {
    for text in [
        "https://c.example/cb",
        "https://c.example",
        "https://c.example/",
        "https://c.example:8443/cb?a=%20b+c&tenant=1",
        "https://c.example./cb?a[]=1",
        "https://192.0.2.1/cb",
        "https://[2001:db8::1]/cb",
        "https://xn--bcher-kva.example/%7C",
        "http://localhost:3000/cb",
        "http://127.0.0.1/cb",
        "http://[::1]:9/cb",
        "com.example.app:/oauth",
        "com.example.app://oauth/cb",
    ] {
        assert_eq!(RedirectUri::register(text).unwrap().as_str(), text);
    }
}

#[test]
fn b7_without_one_sent_only_a_single_registered_one_is_meant() {
    let one = registered("https://c.example/cb");
    let two = [one.clone(), registered("https://c.example/other")].concat();
    assert_eq!(resolve(&one, None), Some(one[0].clone()));
    assert_eq!(resolve(&two, None), None);
    assert_eq!(resolve(&two, Some("https://c.example/other")), Some(two[1].clone()));
}

#[test]
fn b8_a_loopback_literal_matches_any_port_and_nothing_else() {
    for origin in ["http://127.0.0.1", "http://[::1]", "http://127.0.0.1:8000"] {
        let uris = registered(&format!("{origin}/cb"));
        let literal = origin.trim_end_matches(":8000");
        let sent = format!("{literal}:51004/cb");
        assert_eq!(resolve(&uris, Some(&sent)).unwrap().as_str(), sent);
        assert!(resolve(&uris, Some(&format!("{literal}/cb"))).is_some());
        for bad in [
            format!("{literal}:51004/other"),
            format!("{literal}:/cb"),
            format!("{literal}:65536/cb"),
            format!("{literal}:80@evil.com/cb"),
            format!("{literal}:80evil/cb"),
            format!("{literal}.evil.com/cb"),
            format!("{literal}@evil.com/cb"),
            "http://localhost:51004/cb".to_owned(),
            "http://127.0.0.2:51004/cb".to_owned(),
            "https://127.0.0.1:51004/cb".to_owned(),
        ] {
            assert_eq!(resolve(&uris, Some(&bad)), None, "{bad}");
        }
    }
    let v4 = registered("http://127.0.0.1/cb");
    assert_eq!(resolve(&v4, Some("http://[::1]/cb")), None);
    assert_eq!(resolve(&registered("http://localhost:3000/cb"), Some("http://localhost:3001/cb")), None);
}

#[test]
fn the_destination_is_what_a_person_can_check() {
    let (site, program, app) = (RedirectTarget::Web, RedirectTarget::Loopback, RedirectTarget::PrivateUseScheme);
    for (uri, receiver) in [
        ("https://c.example/cb", site("c.example".into())),
        ("https://localhost.evil.example:8443/cb", site("localhost.evil.example:8443".into())),
        ("http://127.0.0.1:8000/cb", program("127.0.0.1:8000".into())),
        ("http://localhost/cb", program("localhost".into())),
        ("http://[::1]:1/cb", program("[::1]:1".into())),
        ("com.example.app:/oauth", app("com.example.app:".into())),
        ("com.example.app://bank.example/cb", app("com.example.app:".into())),
        ("com.example.app://bank.example:443/cb", app("com.example.app:".into())),
    ] {
        assert_eq!(RedirectUri::register(uri).unwrap().target(), receiver);
    }
}
