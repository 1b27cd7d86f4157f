//! `POST /login/org`: the org that somebody chose who may act for several.

use crate::claims::{Claims, Person, Unfit};
use crate::config::{SignIn, Way};
use crate::error::{Error, Stopped};
use crate::finish::finish;
use crate::jose::{Age, Refused, Vouched};
use crate::ticket;
use shared::deps::Deps;
use shared::http::answer::Answer;
use shared::http::cross_site::is_cross_site;
use shared::http::request::{NoForm, Request};
use shared::sign_in::Attempts;
use std::time::Duration;

/// Bytes of the longest form.
const MOST: usize = 16 * 1024;

/// How long somebody may look at the page: as long as an attempt may take.
const AGE: Age = Age::SeenBefore(Duration::from_mins(30));

/// Signs them in there. The form brings back what vouches for them, which is verified once more.
pub(crate) async fn chosen(way: &SignIn, deps: &Deps, request: &Request) -> Result<Answer, Stopped> {
    // Otherwise another site could sign a visitor in as somebody else, and wait for what they do there (login CSRF).
    if is_cross_site(request, &deps.config) {
        return Err(Error::CrossSite.into());
    }
    let form = match request.form(MOST) {
        Ok(form) => form,
        Err(NoForm::TooLarge) => return Err(Error::TooLarge.into()),
        Err(NoForm::Other) => return Err(Error::Refused(Refused::Shape).into()),
    };
    let field = |name: &str| form.get(name).map_err(|_| Error::Refused(Refused::Several));
    let sealed = field("token")?.ok_or(Error::Refused(Refused::Shape))?;
    let attempts = Attempts::of(request, &deps.config);
    // Its end does not count any more, so it must be one that was believed in time, and shown on our page.
    let (attempt, signed) = attempts.unseal(&sealed).ok_or(Error::Forgotten("no page of an attempt gave this out"))?;
    let vouched = vouched(way, deps, request, signed).await?;
    if !attempt.has_nonce(&vouched.nonce) {
        return Err(Error::Refused(Refused::Nonce).into());
    }
    let org = field("org")?.unwrap_or_default();
    let session =
        session(way, request, &vouched, &org).map_err(|unfit| Error::Unfit(unfit).in_attempt(attempt.id()))?;
    Ok(finish(deps, request, &session, &attempts, attempt, true).await?)
}

async fn vouched(way: &SignIn, deps: &Deps, request: &Request, signed: &str) -> Result<Vouched, Error> {
    match &way.way {
        Way::Issuer(issuer) => Ok(issuer.believe(signed, AGE, request.now).await?),
        Way::Handoff(handoff) => {
            ticket::read(signed, handoff, deps.config.public_url.as_str(), AGE, request.now).map_err(Error::Refused)
        }
    }
}

fn session(way: &SignIn, request: &Request, vouched: &Vouched, org: &str) -> Result<shared::store::Session, Unfit> {
    let person = Person::read(&Claims { signed: &vouched.claims, userinfo: None }, &way.rules)?;
    // It came through the browser, which may have kept it since.
    Ok(person.session(person.membership(org)?, vouched.issued_at.min(request.now), request.now))
}
