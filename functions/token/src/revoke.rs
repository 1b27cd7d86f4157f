//! `POST /oauth/revoke` (RFC 7009): an app gives back a token of its own.

use crate::client::{authenticate, read_fields};
use crate::error::Error;
use http::StatusCode;
use shared::credential::locator::GrantLocator;
use shared::credential::{AccessToken, Secret, is_any_within};
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::log::Outcome;
use shared::oauth::client_auth::{self, ClientCredentials};
use shared::oauth::fields::Field;
use shared::store::{LiveCredential, PresentedCredential};

/// 200 for its own, an unknown or an already dead token (RFC 7009 §2.2); a live one of another app is left alone. What kind
/// of token it is shows in its prefix, so `token_type_hint` is not needed.
pub(crate) async fn revoke(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let fields = read_fields(request)?;
    let token_text = fields.get(Field::Token).ok_or(Error::Missing(Field::Token))?;
    let credentials =
        client_auth::credentials(request.header("authorization"), &fields).map_err(Error::ClientAuthentication)?;
    let given_back = give_back(deps, &credentials, token_text).await;
    Ok(given_back.unwrap_or_else(|error| error.answer_to(&credentials.client_id)))
}

async fn give_back(deps: &Deps, credentials: &ClientCredentials, token_text: &str) -> Result<Answer, Error> {
    let presented = PresentedCredential::parse(token_text);
    let (app, live) =
        deps.store.load_client_and_token(&credentials.client_id, presented.as_ref()).await.map_err(Error::Store)?;
    let app = authenticate(app, credentials)?;
    // To be told that it is done, while the credential that was meant lives on, would be worse than an error.
    match &presented {
        None if Secret::<AccessToken>::is_within(token_text) => return Err(Error::AroundToken),
        Some(PresentedCredential::Key(_)) => return Err(Error::OtherKind),
        // Nobody gives one back here. How it looks says so, and nothing is looked up.
        None if is_any_within(token_text) => return Err(Error::OtherKind),
        Some(PresentedCredential::Token(_)) | None => {}
    }
    let outcome = Outcome::new("token_revoked").client(&app.client_id);
    match (presented, live) {
        (Some(PresentedCredential::Token(secret)), Some(LiveCredential::Token(grant, token))) => {
            if grant.client_id != app.client_id {
                return Err(Error::ForeignToken);
            }
            let locator = GrantLocator::from_credential(&secret);
            deps.store.end_token(&locator, &grant, &token.digest).await.map_err(Error::Store)?;
            Ok(done(outcome.principal(&grant.user, &grant.org).token(&token.digest)))
        }
        // An API key is no app's to give back; and of what is dead, nobody learns whose it was.
        (Some(PresentedCredential::Token(_) | PresentedCredential::Key(_)) | None, Some(LiveCredential::Key(_)) | None)
        // Nothing lives that is another kind than what was presented.
        | (Some(PresentedCredential::Key(_)) | None, Some(LiveCredential::Token(..))) => {
            Ok(done(outcome.detail("nothing live of this app")))
        }
    }
}

fn done(outcome: Outcome) -> Answer {
    Answer::json(StatusCode::OK, &serde_json::json!({}), outcome)
}
