//! How the endpoints of this function read a body, and make sure of the client that sent it.

use crate::error::Error;
use shared::credential::Digest;
use shared::http::request::{MAX_BODY, Request};
use shared::oauth::client_auth::ClientCredentials;
use shared::oauth::fields::Fields;
use shared::store::App;

/// The fields of the body, JSON or form.
pub(crate) fn read_fields(request: &Request) -> Result<Fields, Error> {
    if request.body().len() > MAX_BODY {
        return Err(Error::TooLarge);
    }
    Fields::parse(request.header("content-type"), request.body()).map_err(Error::Unreadable)
}

/// An unknown client and a wrong secret take the same steps and get the same answer.
pub(crate) fn authenticate(app: Option<App>, credentials: &ClientCredentials) -> Result<App, Error> {
    let stored = app.as_ref().and_then(|app| app.secret.clone()).unwrap_or(Digest::zero());
    let matches = stored == credentials.secret.digest();
    app.filter(|_| matches).ok_or(Error::InvalidClient)
}
