//! PKCE, end to end.

use crate::harness::query_of;

// RFC 7636 appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

scenario! {
    async fn d1_d2_d3_d6_h4_only_the_verifier_redeems_and_failures_spend_nothing(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&app.query(CHALLENGE)).await;
        let other = VERIFIER.replace('d', "e");
        for (verifier, error) in [
            ("", "invalid_grant"),
            (other.as_str(), "invalid_grant"),
            (&VERIFIER[1..], "invalid_request"),
            (&"a".repeat(129), "invalid_request"),
            (&"é".repeat(43), "invalid_request"),
        ] {
            app.exchange_with(&server, &code, &[("code_verifier", verifier)]).await.assert_error(400, error);
        }
        assert_eq!(app.exchange_with(&server, &code, &[("code_verifier", VERIFIER)]).await.status, 200);
    }
}

scenario! {
    async fn d4_a_verifier_for_a_code_without_a_challenge_is_refused(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&query_of(&app)).await;
        app.exchange_with(&server, &code, &[("code_verifier", VERIFIER)]).await.assert_error(400, "invalid_grant");
        app.redeem(&server, &code).await;
    }
}

scenario! {
    async fn d5_d6_a_challenge_is_s256_or_the_client_is_told(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let challenge = CHALLENGE.strip_suffix("S256").unwrap();
        for bad in [
            format!("{challenge}plain"),
            format!("{challenge}s256"),
            format!("{challenge}S512"),
            CHALLENGE.split("&code_challenge_method").next().unwrap().to_owned(),
            "&code_challenge_method=S256".to_owned(),
            "&code_challenge=&code_challenge_method=S256".to_owned(),
            CHALLENGE.replace("E9", "E"),
            CHALLENGE.replace("E9", "E99"),
            CHALLENGE.replace("E9", "E%2B"),
            CHALLENGE.replace("E9", "E%3D"),
        ] {
            let answer = ada.authorize(&app.query(&bad)).await;
            answer.assert_refused("https://c.example/cb?", "invalid_request", Some("s1"));
        }
    }
}

scenario! {
    async fn d8_a_tampered_challenge_fails_closed(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let code = ada.approve(&app.query(CHALLENGE)).await;
        let key = server.keys("CODE#").await.pop().unwrap();
        let original = server.item(&key).await.unwrap();
        for (attribute, value, status) in [
            // As if the method were plain: the verifier itself for a challenge.
            ("code_challenge", VERIFIER, 400),
            ("code_challenge", "plain", 503),
            ("code_challenge", "", 503),
        ] {
            let mut tampered = original.clone();
            tampered.insert(attribute.into(), aws_sdk_dynamodb::types::AttributeValue::S(value.into()));
            server.put(tampered).await;
            let answer = app.exchange_with(&server, &code, &[("code_verifier", VERIFIER)]).await;
            assert_eq!(answer.status, status, "{value}");
        }
        let mut method = original.clone();
        method.insert("code_challenge_method".into(), aws_sdk_dynamodb::types::AttributeValue::S("plain".into()));
        server.put(method).await;
        app.exchange(&server, &code).await.assert_error(400, "invalid_grant");
        assert_eq!(app.exchange_with(&server, &code, &[("code_verifier", VERIFIER)]).await.status, 200);
    }
}
