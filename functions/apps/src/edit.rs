//! List, create, show, edit.

use crate::error::Error;
use crate::form::{Problems, Typed};
use crate::pages::{self, Once, Shown};
use crate::picture;
use crate::posted::Posted;
use crate::problem::Problem;
use crate::visit::{PAGE, Visit, cursor};
use shared::credential::{ClientSecret, Secret};
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::lambda::Deps;
use shared::store::{App, AppEdit, PictureChange};

/// `GET /settings/apps`
pub async fn list(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let page = deps.store.list_apps(&visit.session.org, cursor(request), PAGE).await.map_err(Error::Store)?;
    Ok(pages::list(&deps.config, &visit, &page))
}

/// `GET /settings/apps/new`
pub async fn new(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let ticket = visit.ticket(pages::LIST, request);
    Ok(pages::new(&deps.config, &visit, &ticket, &Typed::blank(), &Problems::default()))
}

/// `POST /settings/apps`
pub async fn create(deps: &Deps, request: &Request) -> Result<Answer, Error> {
    let visit = Visit::of_admin(deps, request).await?;
    let posted = visit.app_form(deps, request)?;
    let typed = Typed::read(&posted.fields);
    let (edit, picture) = match check(&typed, &posted) {
        Ok(checked) => checked,
        Err(problems) => {
            let ticket = visit.ticket(pages::LIST, request);
            return Ok(pages::new(&deps.config, &visit, &ticket, &typed, &problems));
        }
    };
    let secret = Secret::<ClientSecret>::generate("");
    let picture = match &picture {
        PictureChange::Replace(picture) => Some(picture),
        PictureChange::Keep | PictureChange::Remove => None,
    };
    let created = deps.store.create_app(visit.session.owner(), &edit, picture, &secret.digest(), request.now).await;
    let client_id = created.map_err(Error::Store)?;
    let (name, heading) = (&edit.name, visit.texts.apps.made);
    let once = Once { client_id: &client_id, name, secret: &secret, heading, event: "app_created" };
    Ok(pages::secret(&deps.config, &visit, &once))
}

/// `GET /settings/apps/{client_id}`
pub async fn show(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    let typed = Typed::of(&app);
    let ticket = visit.ticket(request.path(), request);
    let problems = &Problems::default();
    Ok(pages::show(&deps.config, &visit, &Shown { app: &app, ticket: &ticket, typed: &typed, problems, saved: false }))
}

/// `POST /settings/apps/{client_id}`
pub async fn update(deps: &Deps, request: &Request, client_id: &str) -> Result<Answer, Error> {
    let (visit, app) = Visit::to_app(deps, request, client_id).await?;
    let posted = visit.app_form(deps, request)?;
    let typed = Typed { has_picture: app.picture.is_some(), ..Typed::read(&posted.fields) };
    let ticket = visit.ticket(request.path(), request);
    let (edit, picture) = match check(&typed, &posted) {
        Ok(checked) => checked,
        Err(problems) => {
            let shown = Shown { app: &app, ticket: &ticket, typed: &typed, problems: &problems, saved: false };
            return Ok(pages::show(&deps.config, &visit, &shown));
        }
    };
    if !deps.store.edit_app(&app, &edit, &picture, request.now).await.map_err(Error::Store)? {
        return Err(Error::NotFound);
    }
    let picture = match picture {
        PictureChange::Keep => app.picture,
        PictureChange::Remove => None,
        PictureChange::Replace(picture) => Some(picture.digest),
    };
    let app = App { edit, picture, ..app };
    let (typed, problems) = (Typed::of(&app), &Problems::default());
    Ok(pages::show(&deps.config, &visit, &Shown { app: &app, ticket: &ticket, typed: &typed, problems, saved: true }))
}

/// The app that the form describes and what becomes of its picture, or everything that is wrong with either.
fn check(typed: &Typed, posted: &Posted<'_>) -> Result<(AppEdit, PictureChange), Box<Problems>> {
    let (edit, picture) = (typed.check(), picture::change(posted));
    let picture_problem = match (&edit, &picture) {
        (_, Err(refused)) => Some(Problem::Picture(*refused)),
        // A form that is shown again holds what was typed, but no browser lets it hold a file.
        (Err(_), Ok(PictureChange::Replace(_))) => Some(Problem::PictureAgain),
        _ => None,
    };
    match (edit, picture) {
        (Ok(edit), Ok(picture)) => Ok((edit, picture)),
        (edit, _) => {
            let mut problems = edit.err().unwrap_or_default();
            problems.picture = picture_problem;
            Err(problems)
        }
    }
}
