//! The binary, started with settings that cannot be: it ends at once, and says why in one line.

#[path = "../../../tests/started.rs"]
mod started;

fn said(settings: &[(&str, &str)]) -> String {
    started::said(env!("CARGO_BIN_EXE_session"), settings)
}

#[test]
fn t20_what_can_sign_nobody_in_does_not_start_and_names_the_variable() {
    let issuer = [("OIDC_ISSUER", "https://issuer.example"), ("OIDC_CLIENT_ID", "us")];
    let product =
        [("HANDOFF_URL", "https://app.example/login"), ("HANDOFF_SECRET", "0123456789abcdef0123456789abcdef")];
    for (settings, sentence) in [
        (&[][..], "Error: OIDC_ISSUER is not set, and HANDOFF_URL is not either"),
        (&[issuer[0], issuer[1], product[0]], "Error: HANDOFF_URL is set, and so is OIDC_ISSUER"),
        (&[("OIDC_ISSUER", "http://issuer.example"), issuer[1]], "Error: OIDC_ISSUER must be https"),
        (&issuer[..1], "Error: OIDC_CLIENT_ID is not set"),
        (&[product[0], ("HANDOFF_SECRET", "0123456789")], "Error: HANDOFF_SECRET must be at least 32 visible ASCII"),
        (&[issuer[0], issuer[1], ("CLAIM_ORG", "org")], "Error: CLAIM_ROLE is not set, and ADMIN_USERS is not either"),
    ] {
        let said = said(settings);
        assert!(said.starts_with(sentence) && !said.contains("0123456789"), "{said}");
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    }
    // With a way for users to sign in, it is the next setting that is missed.
    assert!(said(&issuer).contains("PUBLIC_URL") && said(&product).contains("PUBLIC_URL"));
}
