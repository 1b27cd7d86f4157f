//! How a sign-in ends: with a session, at the page it was begun on.

use super::attempt::Attempt;
use super::way_back::WayBack;
use crate::credential::locator::PrincipalLocator;
use crate::credential::{self, Digest, Secret};
use crate::deps::Deps;
use crate::html::{Page, Sheet, Visitor};
use crate::html::{texts, told};
use crate::http::answer::{Answer, Forms};
use crate::http::cookie;
use crate::http::request::Request;
use crate::log::Outcome;
use crate::store::{Arrival, SESSION_LIFETIME, Session, StoreError};
use http::StatusCode;
use maud::html;
use std::time::Duration;

/// What must be left of a session for a new sign-in of the same user to leave it as it is.
const LEFT: Duration = Duration::from_hours(1);

/// An attempt knows when it was begun in whole seconds.
const SECOND: Duration = Duration::from_secs(1);

/// Why a sign-in does not end in a session.
#[derive(Debug)]
pub enum Unfinished {
    /// What it rests on was signed before an offboarding, and was kept since.
    Ended,
    /// Somebody else has signed in here since the page was shown that this comes from.
    Overtaken,
    /// Storage trouble.
    Store(StoreError),
}

/// Signs `session`'s user in and leads to `way_back`. One read at most, and one write at most. `page_of` is the attempt whose page
/// asked the user something before that, if one did: that page may have been left open, and be sent by the next person.
pub async fn finish(
    deps: &Deps,
    request: &Request,
    session: &Session,
    way_back: &WayBack,
    page_of: Option<&Attempt>,
    outcome: Outcome,
) -> Result<Answer, Unfinished> {
    let established = establish(deps, request, session, page_of).await?;
    let answer = lead(deps, request, session, way_back, established.told(outcome));
    Ok(match established {
        Established::New { secret, .. } => answer.cookie(cookie::set_session(&deps.config, &secret)),
        Established::GoesOn(_) => answer,
    })
}

/// The session that a sign-in ends in.
enum Established {
    /// A new one, in the place of the former, if there was one that lived.
    New { secret: Secret<credential::Session>, former: Option<Digest<credential::Session>> },
    /// The one that the browser brings.
    GoesOn(Digest<credential::Session>),
}

impl Established {
    /// What the log says of it.
    fn told(&self, outcome: Outcome) -> Outcome {
        match self {
            Self::New { secret, former: Some(former) } => outcome.session(&secret.digest()).replaced(former),
            Self::New { secret, former: None } => outcome.session(&secret.digest()),
            Self::GoesOn(session) => outcome.session(session),
        }
    }
}

/// Leads somebody who is signed in to `way_back`.
pub fn lead(deps: &Deps, request: &Request, session: &Session, way_back: &WayBack, outcome: Outcome) -> Answer {
    match way_back {
        WayBack::Home => Answer::see_other("/", outcome),
        WayBack::To(path) => Answer::see_other(path.as_str(), outcome),
        WayBack::TooLong => signed_in(deps, request, session, outcome),
    }
}

/// The session that the browser brings, if it is live.
pub async fn live_session(deps: &Deps, request: &Request) -> Result<Option<Session>, StoreError> {
    let Some(secret) = cookie::session(request, &deps.config) else { return Ok(None) };
    let (session, _) = deps.store.load_session_and_app(&secret, None).await?;
    Ok(session.filter(|session| session.is_live(request.now)))
}

/// A new session, unless the browser brings one that says the same and lasts: pages are bound to their session, and the
/// second of two tabs to sign in must not put the first one's page out of date. In every other case whatever cookie
/// was there before means nothing from here on (session fixation, CWE-384), and its session ends.
async fn establish(
    deps: &Deps,
    request: &Request,
    session: &Session,
    page_of: Option<&Attempt>,
) -> Result<Established, Unfinished> {
    let brought = cookie::session(request, &deps.config);
    let Arrival { former, ended } =
        deps.store.arrival(brought.as_ref(), session, request.now).await.map_err(Unfinished::Store)?;
    if ended {
        return Err(Unfinished::Ended);
    }
    let former = former.filter(|former| former.is_live(request.now));
    if let (Some(former), Some(attempt)) = (&former, page_of) {
        let is_newer = former.expires_at > attempt.begun_at().plus(SESSION_LIFETIME + SECOND);
        if former.user != session.user && is_newer {
            return Err(Unfinished::Overtaken);
        }
    }
    let brought = brought.map(|secret| secret.digest());
    let lasts = |former: &&Session| former.says_the_same_as(session) && former.expires_at > request.now.plus(LEFT);
    if let (Some(_), Some(brought)) = (former.as_ref().filter(lasts), &brought) {
        return Ok(Established::GoesOn(brought.clone()));
    }
    let locator = PrincipalLocator::of(&session.user, &session.org);
    let secret = Secret::generate(locator.as_str());
    let former = former.and(brought);
    deps.store.start_session(&secret.digest(), session, former.as_ref()).await.map_err(Unfinished::Store)?;
    Ok(Established::New { secret, former })
}

/// For whoever came from a page whose address was too long to be remembered.
fn signed_in(deps: &Deps, request: &Request, session: &Session, outcome: Outcome) -> Answer {
    let texts = texts(request);
    let text = &texts.sign_in.too_long;
    let content = html! {
        div.card {
            (told(text))
            div.actions { a.button.primary href="/" { (texts.sign_in.go_on) } }
        }
    };
    let visitor = Visitor::In(session, None);
    let page = Page { title: text.title, visitor, sheet: Sheet::Settings, script: None, content };
    Answer::html(StatusCode::OK, Forms::Here, page.document(&deps.config, texts), outcome)
}
