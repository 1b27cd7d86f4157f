//! `POST /oauth/token`: a code for an access token, once (RFC 6749 §4.1.3).

use crate::checks::{VerifiedCode, check_bindings};
use crate::client::{authenticate, read_fields};
use crate::error::Error;
use http::StatusCode;
use serde::Serialize;
use shared::clock::Timestamp;
use shared::credential::{AccessToken, Secret};
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::ids::BillingId;
use shared::log::Outcome;
use shared::oauth::client_auth::{self, ClientCredentials};
use shared::oauth::token_request::{AuthorizationCode, TokenRequest};
use shared::store::{Redemption, TokenState};

/// RFC 6749 §5.1, with the two members Postiz's clients read.
#[derive(Serialize)]
struct TokenResponse<'a> {
    id: &'a str,
    cus: Option<&'a str>,
    access_token: &'a str,
    token_type: &'static str,
    scope: String,
}

/// In this order: syntax, grant type, client, what the grant type asks for. Nothing is written before every check has
/// passed.
pub(crate) async fn exchange(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let fields = read_fields(request)?;
    let asked = TokenRequest::parse(&fields).map_err(Error::Request)?;
    let credentials =
        client_auth::credentials(request.header("authorization"), &fields).map_err(Error::ClientAuthentication)?;
    match asked {
        TokenRequest::AuthorizationCode(presented) => {
            let redeemed = redeem(deps, &credentials, &presented, request.now).await;
            Ok(redeemed.unwrap_or_else(|error| error.answer_to(&credentials.client_id)))
        }
    }
}

async fn redeem(
    deps: &Deps,
    credentials: &ClientCredentials,
    presented: &AuthorizationCode,
    now: Timestamp,
) -> Result<Answer, Error> {
    // A malformed code is told only to a client that has authenticated; until then it is simply not looked up.
    let TokenState { app, code: record, grant } =
        deps.store.load_exchange(&credentials.client_id, presented.code.as_ref()).await.map_err(Error::Store)?;

    let app = authenticate(app, credentials)?;
    let code = presented.code.as_ref().ok_or(Error::InvalidGrant("malformed code"))?;
    let verified = check_bindings(&app, record, grant, presented, now)?;
    if let Some(redeemed) = &verified.code.redeemed {
        // RFC 6749 §4.1.2: whoever redeemed it first may not have been the client, so what it gave ends.
        deps.store.end_token(&verified.code.grant, &verified.grant, &redeemed.token).await.map_err(Error::Store)?;
        let outcome = outcome("code_replayed", &verified).code(&code.digest()).token(&redeemed.token);
        return Err(Error::Replayed(Box::new(outcome)));
    }
    let token = Secret::<AccessToken>::generate(&verified.code.grant.text());
    let redemption = Redemption {
        code_digest: &code.digest(),
        code: &verified.code,
        grant: &verified.grant,
        token: &token.digest(),
    };
    deps.store.redeem_code(&redemption, now).await.map_err(Error::Store)?.map_err(Error::Refused)?;
    let outcome = outcome("token_issued", &verified).code(redemption.code_digest).token(redemption.token);
    Ok(token_response(&verified, &token, outcome))
}

fn outcome(event: &'static str, VerifiedCode { grant, .. }: &VerifiedCode) -> Outcome {
    Outcome::new(event).client(&grant.client_id).principal(&grant.user, &grant.org)
}

fn token_response(
    VerifiedCode { code, grant }: &VerifiedCode,
    token: &Secret<AccessToken>,
    outcome: Outcome,
) -> Answer {
    let document = TokenResponse {
        id: grant.org.as_str(),
        cus: grant.cus.as_ref().map(BillingId::as_str),
        access_token: token.expose(),
        token_type: "bearer",
        scope: code.scopes.to_string(),
    };
    Answer::json(StatusCode::OK, &document, outcome)
}
