//! State, end to end.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

scenario! {
    async fn c1_c2_c5_state_comes_back_on_approve_deny_and_refusal(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let long = "x".repeat(2_048);
        for (sent, decoded) in [
            ("a+b%2Bc%26d%3De%23f", "a b+c&d=e#f"),
            ("x%0d%0aSet-Cookie:%20a=b", "x\r\nSet-Cookie: a=b"),
            ("line%0Aonly", "line\nonly"),
            ("%F0%9F%A6%80%E2%80%AE", "🦀\u{202e}"),
            ("%22%3E%3Cscript%3E", "\"><script>"),
            ("a%00b", "a\0b"),
            (&long, &long),
        ] {
            let query = format!("client_id={}&response_type=code&state={sent}", app.client_id);
            let page = ada.authorize(&query).await;
            page.assert_page(200);
            for action in ["approve", "deny"] {
                let answer = ada.decide(&page, action).await;
                assert_eq!(answer.callback()["state"], decoded, "{action}");
                assert_eq!(answer.header("set-cookie"), "");
            }
            let refused = ada.authorize(&query.replace("response_type=code", "response_type=x")).await;
            assert_eq!(refused.callback()["state"], decoded);
        }
    }
}

scenario! {
    async fn s12_state_comes_back_byte_for_byte_on_approval_denial_and_every_error(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for state in ["a+b", "a%20b", "a%2bB", "100%", "%ZZ", "%C0%AF", "%FF", "a=b", "a?b/c:d@e!f$g*h,i;j~k", "eyJhIjoxfQ==", "{}|[]`^"] {
            let query = format!("client_id={}&response_type=code&state={state}", app.client_id);
            let came_back = |answer: &crate::harness::Answer| {
                let query = answer.location().split_once('?').unwrap().1;
                query.split('&').filter_map(|pair| pair.strip_prefix("state=")).map(str::to_owned).collect::<Vec<_>>()
            };
            let page = ada.authorize(&query).await;
            page.assert_page(200);
            for action in ["approve", "deny"] {
                assert_eq!(came_back(&ada.decide(&page, action).await), [state], "{action}");
            }
            for (wrong, error) in [
                ("&response_mode=fragment", "invalid_request"),
                ("&response_type=code", "invalid_request"),
                ("&scope=%ZZ", "invalid_request"),
                ("&code_challenge=x", "invalid_request"),
                ("&scope=admin", "invalid_scope"),
            ] {
                let answer = ada.authorize(&format!("{query}{wrong}")).await;
                assert_eq!((came_back(&answer), answer.callback()["error"].as_str()), (vec![state.to_owned()], error), "{wrong}");
            }
            let answer = ada.authorize(&query.replace("=code", "=token")).await;
            assert_eq!((came_back(&answer), answer.callback()["error"].as_str()), (vec![state.to_owned()], "unsupported_response_type"));
        }
    }
}

scenario! {
    async fn c1_a_thousand_random_states(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for _ in 0..1_000 {
            // Every byte is drawn from the whole of Latin-1 as text, so that most need encoding.
            let state: String = shared::random::base62(40).bytes().map(|byte| char::from(byte.wrapping_mul(7) | 1)).collect();
            let encoded = utf8_percent_encode(&state, NON_ALPHANUMERIC);
            let query = format!("client_id={}&response_type=x&state={encoded}", app.client_id);
            assert_eq!(ada.authorize(&query).await.callback()["state"], state);
        }
    }
}

scenario! {
    async fn c4_no_state_in_no_state_out(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for state in ["", "&state="] {
            let page = ada.authorize(&format!("client_id={}&response_type=code{state}", app.client_id)).await;
            for action in ["approve", "deny"] {
                assert!(!ada.decide(&page, action).await.callback().contains_key("state"));
            }
        }
    }
}

scenario! {
    async fn c5_a_state_over_2048_bytes_is_refused_never_cut(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let query = format!("client_id={}&response_type=code&state={}", app.client_id, "x".repeat(2_049));
        let whole = "x".repeat(2_049);
        ada.authorize(&query).await.assert_refused("https://c.example/cb?", "invalid_request", Some(&whole));
    }
}

scenario! {
    async fn a17_what_does_not_decode_is_refused_never_replaced(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        for bad in ["%ZZ", "%C0%AF", "%FF", "%"] {
            let answer = ada.authorize(&app.query(&format!("&scope={bad}"))).await;
            answer.assert_refused("https://c.example/cb?", "invalid_request", Some("s1"));
            assert!(!answer.location().contains("%EF%BF%BD"));
        }
    }
}
