//! The binary, started with settings that cannot be: it ends at once, and says why in a sentence.

#[path = "../../../tests/started.rs"]
mod started;

fn said(settings: &[(&str, &str)]) -> String {
    started::said(env!("CARGO_BIN_EXE_proxy"), settings)
}

#[test]
fn q4_without_an_upstream_or_a_secret_it_does_not_start() {
    let url = ("UPSTREAM_URL", "https://api.example");
    for (settings, sentence) in [
        (&[][..], "Error: UPSTREAM_URL is not set: it is where the product's API is"),
        (&[url], "Error: UPSTREAM_SECRET is not set: by it the product's API knows our requests from anyone's"),
        (&[url, ("UPSTREAM_SECRET", "")], "Error: UPSTREAM_SECRET is not set"),
        (&[url, ("UPSTREAM_SECRET", "0123456789")], "Error: UPSTREAM_SECRET must be at least 32 visible ASCII"),
        (&[url, ("UPSTREAM_TRUST", "nobody")], "Error: UPSTREAM_TRUST can only be `network`"),
        (&[("UPSTREAM_URL", "http://api.example"), ("UPSTREAM_SECRET", "x")], "Error: UPSTREAM_URL is plain http"),
    ] {
        let said = said(settings);
        assert!(said.starts_with(sentence) && !said.contains("0123456789"), "{said}");
    }
    // With an upstream, it is the next setting that is missed.
    assert!(said(&[url, ("UPSTREAM_TRUST", "network")]).contains("PUBLIC_URL"));
}
