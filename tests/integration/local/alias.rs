//! This machine under its other names: 127.0.0.1 and [::1].

use crate::api::Caller;
use crate::harness::{Answer, query_of};

scenario! {
    async fn s9_who_types_127_0_0_1_is_led_to_localhost_where_the_forms_work(server) {
        let alias = server.url.replace("localhost", "127.0.0.1");
        for method in [http::Method::GET, http::Method::HEAD] {
            for page in ["/oauth/authorize?client_id=x&state=a+b", "/", "/login?return_to=%2F", "/settings/apps"] {
                let answer = server.client.request(method.clone(), format!("{alias}{page}")).send().await.unwrap();
                let answer = Answer::read(answer).await;
                assert_eq!((answer.status, answer.location()), (307, format!("{}{page}", server.url).as_str()), "{method} {page}");
            }
        }
    }
}

scenario! {
    async fn s9_a_program_keeps_its_credential_under_every_name(server) {
        let ada = server.sign_in("ada").await;
        let app = ada.register(&["https://c.example/cb"]).await;
        let token = app.redeem(&server, &ada.approve(&query_of(&app)).await).await;
        let manager = Caller::of(&server, &ada).await.authorization;
        let alias = server.url.replace("localhost", "127.0.0.1");
        for (path, authorization, status) in [
            ("/public/v1/integrations", format!("Bearer {token}"), 200),
            ("/public/v1/integrations", token.clone(), 200),
            ("/api/apps", manager.clone(), 200),
            ("/api/nothing", manager, 404),
            ("/.well-known/oauth-authorization-server", String::new(), 200),
            ("/oauth/token", String::new(), 405),
        ] {
            let request = server.client.get(format!("{alias}{path}")).header("authorization", authorization);
            assert_eq!(request.send().await.unwrap().status(), status, "{path}");
        }
    }
}
