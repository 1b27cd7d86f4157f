//! Register an app.

use crate::error::Error;
use crate::form::{Problems, Typed, check};
use crate::pages::{self, Once};
use crate::visit::Visit;
use shared::credential::locator::AppLocator;
use shared::credential::{ClientSecret, Secret};
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::lambda::Deps;
use shared::store::{Created, NewApp, PictureChange};

/// `GET /settings/apps/new`
pub async fn new(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let ticket = visit.telling_ticket(pages::LIST, AppLocator::generate().as_str(), request);
    Ok(pages::new(&deps.config, &visit, &ticket, &Typed::blank(), &Problems::default()))
}

/// `POST /settings/apps`: the form's ticket tells the place of the app that it makes. Two forms have two places, and one that
/// comes twice has one.
pub async fn create(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let (posted, told) = visit.app_form(deps, request)?;
    let place = AppLocator::parse(&told).ok_or(Error::Ticket)?;
    let typed = Typed::read(&posted.fields);
    let (edit, picture) = match check(&typed, &posted) {
        Ok(checked) => checked,
        Err(problems) => {
            let ticket = visit.telling_ticket(pages::LIST, &told, request);
            return Ok(pages::new(&deps.config, &visit, &ticket, &typed, &problems));
        }
    };
    let secret = Secret::<ClientSecret>::generate("");
    let picture = match &picture {
        PictureChange::Replace(picture) => Some(picture),
        PictureChange::Keep | PictureChange::Remove => None,
    };
    let registrant = visit.session.registrant();
    let new = NewApp { registrant, edit: &edit, picture, secret: &secret.digest(), place: Some(&place) };
    match deps.store.create_app(&new, request.now).await.map_err(Error::Store)? {
        Created::New(app) => {
            let (client_id, name, heading) = (&app.client_id, &app.edit.name, visit.texts.apps.made);
            let once = Once { client_id, name, secret: &secret, heading, event: "app_created" };
            Ok(pages::secret(&deps.config, &visit, &once))
        }
        Created::Already(app) => Ok(pages::already(&deps.config, &visit, &app)),
    }
}
