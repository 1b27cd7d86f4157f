//! `GET /pictures/…`: what was made of an app's picture, for whoever asks.

use crate::error::Error;
use shared::credential::locator::AppLocator;
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::log::Outcome;
use shared::store::PictureDigest;

/// `GET /pictures/{app}/{digest}`
pub(crate) async fn show(deps: &Deps, app: &str, digest: &str) -> Result<Answer, Error> {
    let app = AppLocator::parse(app).ok_or(Error::NotFound)?;
    let digest = PictureDigest::parse(digest).ok_or(Error::NotFound)?;
    let picture = deps.store.picture(&app, &digest).await.map_err(Error::Store)?.ok_or(Error::NotFound)?;
    let outcome = Outcome::new("picture_shown");
    // `picture_url` is for whoever lists apps, too.
    Ok(Answer::file(picture.encoding.content_type(), picture.bytes, outcome).for_any_site())
}
