//! What starts, and what is told of everything else.

use super::*;

const ISSUER: [(&str, &str); 2] = [("OIDC_ISSUER", "https://issuer.example/"), ("OIDC_CLIENT_ID", "us")];
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const ED25519: &str = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
const P256: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

fn start(variables: &[(&str, &str)]) -> Result<SignIn, BadSignIn> {
    SignIn::from(&|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
}

/// The variable that is to blame.
#[track_caller]
fn blamed(variables: &[&[(&str, &str)]]) -> &'static str {
    let problem = start(&variables.concat()).unwrap_err();
    let line = problem.to_string();
    assert!(line.starts_with(problem.variable) && !line.contains('\n'), "{line}");
    problem.variable
}

fn handoff(key: &[(&str, &str)]) -> Vec<(String, String)> {
    let url = ("HANDOFF_URL", "https://app.example/login");
    [&[url], key].concat().iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn with_key(variable: &'static str, value: &str) -> Option<&'static str> {
    let variables = handoff(&[(variable, value)]);
    let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    start(&variables).err().map(|problem| problem.variable)
}

#[test]
fn exactly_one_way_is_set_with_what_belongs_to_it() {
    let product = [("HANDOFF_URL", "https://app.example/login"), ("HANDOFF_SECRET", SECRET)];
    assert_eq!(start(&ISSUER).unwrap().voucher(), "https://issuer.example/");
    assert_eq!(start(&product).unwrap().voucher(), "https://app.example");
    assert_eq!(blamed(&[]), "OIDC_ISSUER");
    assert_eq!(blamed(&[&ISSUER, &product]), "HANDOFF_URL");
    assert_eq!(blamed(&[&ISSUER, &product[1..]]), "HANDOFF_SECRET");
    assert_eq!(blamed(&[&ISSUER[1..], &product]), "OIDC_CLIENT_ID");
    assert_eq!(blamed(&[&ISSUER[..1]]), "OIDC_CLIENT_ID");
    assert_eq!(blamed(&[&product[..1]]), "HANDOFF_KEY");
}

#[test]
fn nobody_on_the_way_can_change_where_users_sign_in() {
    for good in ["http://localhost:3000", "http://127.0.0.1:3000/realms/x", "http://[::1]:1", "https://issuer.example"]
    {
        assert!(start(&[("OIDC_ISSUER", good), ISSUER[1]]).is_ok(), "{good}");
    }
    for bad in [
        "http://issuer.example",
        "issuer.example",
        "",
        "ftp://x",
        "https://u@x",
        "https://u:p@x",
        "https://x/?y",
        "https://x/#y",
        "http://10.0.0.1",
    ] {
        assert_eq!(blamed(&[&[("OIDC_ISSUER", bad), ISSUER[1]]]), "OIDC_ISSUER", "{bad}");
        let product = [("HANDOFF_URL", bad), ("HANDOFF_SECRET", SECRET)];
        let has_query = bad == "https://x/?y";
        assert_eq!(start(&product).is_ok(), has_query, "{bad}");
        assert_eq!(start(&[&ISSUER[..], &[("SIGN_OUT_URL", bad)]].concat()).is_ok(), has_query, "{bad}");
    }
}

#[test]
fn an_issuer_is_asked_for_openid_and_for_an_account() {
    for (variable, good) in [
        ("OIDC_SCOPES", "openid"),
        ("OIDC_SCOPES", "org openid"),
        ("OIDC_PROMPT", "select_account"),
        ("OIDC_PROMPT", "login consent"),
    ] {
        assert!(start(&[&ISSUER[..], &[(variable, good)]].concat()).is_ok(), "{good}");
    }
    for (variable, bad) in [
        ("OIDC_SCOPES", "profile"),
        ("OIDC_SCOPES", "openidx"),
        ("OIDC_PROMPT", "none"),
        ("OIDC_PROMPT", "login none"),
        ("OIDC_PROMPT", "Login"),
        ("OIDC_PROMPT", "login  x"),
        ("OIDC_CLIENT_SECRET", " x"),
        ("OIDC_CLIENT_ID", "a b"),
    ] {
        let variables: Vec<_> =
            ISSUER.into_iter().filter(|(name, _)| *name != variable).chain([(variable, bad)]).collect();
        assert_eq!(blamed(&[&variables]), variable, "{bad}");
    }
}

#[test]
fn a_secret_cannot_be_guessed_and_is_no_public_key() {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    let hex = "5fc8a3a14ff8aa6a7b6a38bd7b0ed1a4f9aa94e0c1ff6d1b2d76ab5e25ee0f5a";
    for good in [SECRET, hex, &STANDARD.encode([7; 32]), &"~".repeat(32)] {
        assert_eq!(with_key("HANDOFF_SECRET", good), None, "{good}");
    }
    // SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 §10.1), its PEM, and public keys in other dress.
    let der = STANDARD.decode("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=").unwrap();
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(&der));
    let ssh = [&b"\0\0\0\x0bssh-ed25519\0\0\0\x20"[..], &[7; 32]].concat();
    let long = [&[0x30, 0x82, 0x01, 0x00, 0x30][..], &[7; 255]].concat();
    let bad = [
        SECRET[1..].to_owned(),
        "é".repeat(32),
        format!("{SECRET} "),
        format!("{SECRET}\n"),
        String::new(),
        pem.clone(),
        ED25519.to_owned(),
        STANDARD.encode(&der),
        STANDARD_NO_PAD.encode(&der),
        URL_SAFE_NO_PAD.encode(&der),
        STANDARD.encode(&pem),
        STANDARD.encode(ED25519),
        URL_SAFE_NO_PAD.encode(ED25519),
        STANDARD.encode(format!(r#"{{"keys":[{ED25519}]}}"#)),
        STANDARD.encode(&ssh),
        STANDARD.encode(&long),
    ];
    for bad in bad {
        assert_eq!(with_key("HANDOFF_SECRET", &bad), Some("HANDOFF_SECRET"), "{bad:?}");
    }
}

#[test]
fn a_key_is_public_and_of_a_kind_that_signs() {
    let rsa = |bytes: usize, first: u8| {
        use base64::Engine as _;
        let mut n = vec![7; bytes];
        n[0] = first;
        format!(r#"{{"kty":"RSA","e":"AQAB","n":"{}"}}"#, base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(n))
    };
    let with = |jwk: &str, member: &str| jwk.replace("{\"kty\"", &format!("{{{member},\"kty\""));
    for good in [
        ED25519.to_owned(),
        P256.to_owned(),
        rsa(256, 0x80),
        rsa(512, 1),
        with(P256, r#""alg":"ES256""#),
        with(ED25519, r#""use":"sig","kid":"k""#),
        with(&rsa(256, 0x80), r#""alg":"PS256""#),
        with(P256, r#""key_ops":["verify"]"#),
    ] {
        assert_eq!(with_key("HANDOFF_KEY", &good), None, "{good}");
    }
    for bad in [
        "",
        "{}",
        "[]",
        SECRET,
        r#"{"kty":"oct","k":"AAAA"}"#,
        r#"{"kty":"OKP","crv":"X25519","x":"AAAA"}"#,
        r#"{"kty":"OKP","crv":"Ed25519"}"#,
        r#"{"kty":"EC","crv":"P-384","x":"AAAA","y":"AAAA"}"#,
        r#"{"kty":"OKP","crv":"Ed25519","x":"AAAA"}"#,
        &with(ED25519, r#""d":"AAAA""#),
        &with(P256, r#""alg":"ES384""#),
        &with(ED25519, r#""use":"enc""#),
        &with(ED25519, r#""key_ops":["sign"]"#),
        &rsa(255, 0xff),
        &rsa(256, 0x7f),
        &rsa(1025, 0xff),
        &with(&rsa(256, 0x80), r#""alg":"RS512""#),
        &with(&rsa(256, 0x80), r#""alg":7"#),
        &P256.replace("x_FE", "x_F"),
        &with(ED25519, r#""kty":"OKP""#),
    ] {
        assert_eq!(with_key("HANDOFF_KEY", bad), Some("HANDOFF_KEY"), "{bad}");
    }
}

#[test]
fn while_they_are_rotated_two_are_known() {
    let product = [("HANDOFF_URL", "https://app.example/login"), ("HANDOFF_KEY", ED25519)];
    for second in [("HANDOFF_KEY_2", P256), ("HANDOFF_SECRET_2", SECRET)] {
        assert!(start(&[&product[..], &[second]].concat()).is_ok());
    }
    assert_eq!(blamed(&[&product, &[("HANDOFF_SECRET", SECRET)]]), "HANDOFF_SECRET");
    assert_eq!(blamed(&[&product, &[("HANDOFF_KEY_2", P256), ("HANDOFF_SECRET_2", SECRET)]]), "HANDOFF_SECRET_2");
    assert_eq!(blamed(&[&product, &[("HANDOFF_SECRET_2", "short")]]), "HANDOFF_SECRET_2");
    assert_eq!(blamed(&[&product[..1], &[("HANDOFF_KEY_2", P256)]]), "HANDOFF_KEY");
}

#[test]
fn with_orgs_somebody_must_be_able_to_manage_them() {
    assert_eq!(blamed(&[&ISSUER, &[("CLAIM_ORG", "org")]]), "CLAIM_ROLE");
    for enough in [("CLAIM_ROLE", "role"), ("ADMIN_USERS", "u1,u2")] {
        assert!(start(&[&ISSUER[..], &[("CLAIM_ORG", "org"), enough]].concat()).is_ok());
    }
    for (variable, bad) in
        [("ADMIN_USERS", "a b"), ("CLAIM_USER", " sub"), ("CLAIM_ORG", "/"), ("CLAIM_CUS", "cus "), ("CLAIM_NAME", " ")]
    {
        assert_eq!(blamed(&[&ISSUER, &[(variable, bad)]]), variable, "{bad}");
    }
}

#[test]
fn no_secret_is_in_what_debug_says() {
    let issuer = start(&[&ISSUER[..], &[("OIDC_CLIENT_SECRET", SECRET)]].concat()).unwrap();
    let product = start(&[("HANDOFF_URL", "https://app.example"), ("HANDOFF_SECRET", SECRET)]).unwrap();
    assert!(!format!("{issuer:?} {product:?}").contains(SECRET));
}
