//! `POST /oauth/introspect` (RFC 7662): what a credential is, for an app about its own tokens, and for the operator about
//! any.

use crate::client::{authenticate, read_fields};
use crate::error::Error;
use http::StatusCode;
use serde::Serialize;
use shared::access::{Denied, management_key};
use shared::credential::{self, Secret};
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::ids::{BillingId, ClientId};
use shared::log::Outcome;
use shared::oauth::client_auth::{self, ClientCredentials, Unauthenticated};
use shared::oauth::fields::{Field, Fields};
use shared::store::{KeyUse, LiveCredential, PresentedCredential};

/// What is said of a live credential (RFC 7662 §2.2). Of any other, `active: false` and nothing else, so that nobody can
/// tell a revoked one from one that never was (§4).
#[derive(Serialize)]
struct IntrospectionResponse<'a> {
    active: bool,
    kind: &'static str,
    /// `manage`, of a key that opens the management API and nothing else.
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    purpose: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<&'a str>,
    sub: &'a str,
    org: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cus: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    iat: i64,
    token_type: &'static str,
}

/// One round trip.
pub(crate) async fn introspect(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let fields = read_fields(request)?;
    let token_text = fields.get(Field::Token).ok_or(Error::Missing(Field::Token))?;
    let presented = PresentedCredential::parse(token_text);
    match management_key::read(request.header("authorization"), &request.raw_query) {
        // RFC 6749 §2.3: one way of authenticating in a request.
        Ok(_) if fields.get_raw(Field::ClientSecret).is_some() => Err(Error::KeyAndClient),
        Ok(key) => as_operator(deps, &key, presented.as_ref()).await,
        // It is for whoever authenticates as an app to be told what is wrong with that.
        Err(Denied::Missing | Denied::Several) => as_app(deps, request, &fields, presented.as_ref()).await,
        Err(Denied::Invalid | Denied::InsufficientScope(..) | Denied::Store(_)) => Err(Error::OperatorKey),
    }
}

async fn as_app(
    deps: &Deps,
    request: &Request,
    fields: &Fields,
    presented: Option<&PresentedCredential>,
) -> Result<Answer, Error> {
    let credentials =
        client_auth::credentials(request.header("authorization"), fields).map_err(|reason| match reason {
            // Here nothing says that a client must name itself in the body: without any credentials it is a 401.
            Unauthenticated::MissingClientId => Error::ClientAuthentication(Unauthenticated::Invalid),
            Unauthenticated::TwoMethods | Unauthenticated::ClientIdMismatch | Unauthenticated::Invalid => {
                Error::ClientAuthentication(reason)
            }
        })?;
    let told = about_its_own(deps, &credentials, presented).await;
    Ok(told.unwrap_or_else(|error| error.answer_to(&credentials.client_id)))
}

async fn about_its_own(
    deps: &Deps,
    credentials: &ClientCredentials,
    presented: Option<&PresentedCredential>,
) -> Result<Answer, Error> {
    let (app, live) =
        deps.store.load_client_and_token(&credentials.client_id, presented).await.map_err(Error::Store)?;
    let app = authenticate(app, credentials)?;
    let own = live.filter(|live| match live {
        LiveCredential::Token(grant, _) => grant.client_id == app.client_id,
        LiveCredential::Key(_) => false,
    });
    Ok(introspection_response(own.as_ref(), Outcome::new("introspected").client(&app.client_id)))
}

async fn as_operator(
    deps: &Deps,
    key: &Secret<credential::ApiKey>,
    presented: Option<&PresentedCredential>,
) -> Result<Answer, Error> {
    let (asking, live) = deps.store.load_key_and_token(key, presented).await.map_err(Error::Store)?;
    let asking = asking.filter(|key| management_key::is_operator(key, &deps.config)).ok_or(Error::OperatorKey)?;
    Ok(introspection_response(live.as_ref(), Outcome::new("introspected").principal(&asking.user, &asking.org)))
}

fn introspection_response(live: Option<&LiveCredential>, outcome: Outcome) -> Answer {
    let document = match live {
        None => return Answer::json(StatusCode::OK, &serde_json::json!({ "active": false }), outcome),
        Some(LiveCredential::Token(grant, token)) => IntrospectionResponse {
            active: true,
            kind: "token",
            purpose: None,
            client_id: Some(ClientId::as_str(&grant.client_id)),
            sub: grant.user.as_str(),
            org: grant.org.as_str(),
            cus: grant.cus.as_ref().map(BillingId::as_str),
            scope: Some(token.scopes.to_string()),
            iat: token.issued_at.seconds(),
            token_type: "bearer",
        },
        Some(LiveCredential::Key(key)) => IntrospectionResponse {
            active: true,
            kind: "key",
            purpose: (key.opens == KeyUse::Manage).then(|| key.opens.as_str()),
            client_id: None,
            sub: key.user.as_str(),
            org: key.org.as_str(),
            cus: None,
            scope: None,
            iat: key.created_at.seconds(),
            token_type: "bearer",
        },
    };
    Answer::json(StatusCode::OK, &document, outcome)
}
