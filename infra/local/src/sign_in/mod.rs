//! The demo sign-in: three users, no passwords. It exists only here, never in a deployed function.

mod texts;
mod users;

pub use texts::demo;
pub use users::{DEMO_USERS, DemoUser};

use http::{Method, StatusCode};
use maud::{Markup, html};
use shared::deps::Deps;
use shared::html::error_page::{self, ErrorPage, error_page};
use shared::html::texts;
use shared::html::{Page, Sheet, Visitor};
use shared::http::answer::{Answer, Forms};
use shared::http::cross_site::is_cross_site;
use shared::http::request::{MAX_BODY, NoForm, Request};
use shared::http::routes::paths::{ASK, ENDED, SIGN_IN, SIGN_OUT};
use shared::lambda::{Answering, Service};
use shared::log::Outcome;
use shared::sign_in::{self, Attempt, Attempts, Named, Unfinished, WayBack};
use shared::store::StoreError;
use shared::wire::params::Params;
use texts::Demo;

/// The paths that are answered here.
pub const PATHS: [&str; 4] = [SIGN_IN, ASK, ENDED, SIGN_OUT];

/// What stands in for the function.
pub fn service() -> Service {
    Service::new(handle, error_page::for_failure)
}

/// Handles one request. HEAD is not GET here: it would begin an attempt.
fn handle<'a>(deps: &'a Deps, request: &'a Request) -> Answering<'a> {
    Box::pin(async move {
        let outcome = match (request.method(), request.path()) {
            (&Method::GET, SIGN_IN) => choose(deps, request).await,
            (&Method::POST, SIGN_IN) => sign_in(deps, request).await,
            (&Method::GET | &Method::HEAD, ASK) => Ok(sign_in::ask(&deps.config, request)),
            (&Method::GET | &Method::HEAD, ENDED) => Ok(sign_in::ended(&deps.config, request, None)),
            (&Method::POST, SIGN_OUT) => Ok(sign_in::sign_out(deps, request).await),
            (_, SIGN_IN) => Ok(wrong_method(deps, request, &[&Method::GET, &Method::POST])),
            (_, ASK | ENDED) => Ok(wrong_method(deps, request, &[&Method::GET, &Method::HEAD])),
            (_, SIGN_OUT) => Ok(wrong_method(deps, request, &[&Method::POST])),
            // What only has a meaning where somebody else vouches for users.
            _ => Ok(error_page::not_found(&deps.config, request)),
        };
        outcome.unwrap_or_else(|error| {
            error_page::unavailable(&deps.config, request, Outcome::new("store_unavailable").detail(&error))
        })
    })
}

/// `GET /login`: the page of an attempt that was begun elsewhere, or of one of its own.
async fn choose(deps: &Deps, request: &Request) -> Result<Answer, StoreError> {
    let query = Params::parse(&request.raw_query);
    let attempts = Attempts::of(request, &deps.config);
    let Some((attempt, cookies)) = sign_in::go_on(&attempts, &query, request.now) else {
        // A tab that was restored, or a step back: whoever has signed in since goes on from here.
        let here = sign_in::live_session(deps, request).await?;
        return Ok(sign_in::forgotten(&deps.config, request, here.as_ref(), forgotten()));
    };
    Ok(page(deps, request, &attempt).cookies(cookies))
}

fn page(deps: &Deps, request: &Request, attempt: &Attempt) -> Answer {
    let texts = texts(request);
    let said = demo(texts.language);
    let content = html! {
        div.card {
            h1 { (texts.sign_in.sign_in) }
            p.soft { (said.about) }
            form method="post" action=(SIGN_IN) {
                input type="hidden" name="attempt" value=(attempt.id());
                @if let WayBack::To(path) = &attempt.way_back { input type="hidden" name="return_to" value=(path.as_str()); }
                ul.rows.choices { @for user in &DEMO_USERS { (row(user, said)) } }
            }
        }
    };
    let page =
        Page { title: texts.sign_in.sign_in, visitor: Visitor::Anyone, sheet: Sheet::Settings, script: None, content };
    // What follows may redirect to a client: see Forms.
    let document = page.document(&deps.config, texts);
    Answer::html(StatusCode::OK, Forms::LeadElsewhere, document, Outcome::new("sign_in_shown"))
}

fn row(user: &DemoUser, said: &Demo) -> Markup {
    html! {
        li {
            div {
                button name="user" value=(user.name) aria-describedby=(user.name) { (user.display_name) }
                span.fine id=(user.name) { ((user.about)(said)) }
            }
        }
    }
}

/// `POST /login`. A form of our page names its attempt, which knows the way back; a program that posts without one says it
/// in `return_to`.
async fn sign_in(deps: &Deps, request: &Request) -> Result<Answer, StoreError> {
    // Otherwise another site could sign a visitor in as somebody else, and wait for what they do there (login CSRF).
    if is_cross_site(request, &deps.config) {
        return Ok(refused(deps, request));
    }
    let form = match request.form(MAX_BODY) {
        Ok(form) => form,
        Err(NoForm::TooLarge) => return Ok(error_page::form_too_large(&deps.config, request)),
        Err(NoForm::Other) => return Ok(unknown(deps, request)),
    };
    let chosen = form.get("user").ok().flatten();
    let user = DEMO_USERS.iter().find(|user| Some(user.name) == chosen.as_deref());
    let Some((session, user)) = user.and_then(|user| Some((user.session(request.now)?, user))) else {
        return Ok(unknown(deps, request));
    };
    let attempts = Attempts::of(request, &deps.config);
    let attempt = match attempts.named(&form) {
        Named::None => None,
        Named::Known(attempt) => Some(attempt),
        Named::Forgotten => {
            let here = sign_in::live_session(deps, request).await?;
            if here.as_ref().is_some_and(|here| here.says_the_same_as(&session)) {
                // The same form, sent twice: the first one has led on already, and used its attempt up.
                let outcome = Outcome::new("signed_in_already");
                return Ok(sign_in::lead(deps, request, &session, &sign_in::return_to(&form), outcome));
            }
            return Ok(sign_in::forgotten(&deps.config, request, here.as_ref(), forgotten()));
        }
    };
    let way_back = attempt.map_or_else(|| sign_in::return_to(&form), |attempt| attempt.way_back.clone());
    let outcome = Outcome::new("signed_in").principal(&session.user, &session.org).detail(user.name);
    let answer = match sign_in::finish(deps, request, &session, &way_back, None, outcome).await {
        Ok(answer) => answer,
        Err(Unfinished::Store(error)) => return Err(error),
        // What is chosen now was not kept since: the demo never comes here.
        Err(Unfinished::Ended | Unfinished::Overtaken) => {
            return Ok(sign_in::forgotten(&deps.config, request, None, forgotten()));
        }
    };
    Ok(answer.cookies(attempt.map(|attempt| attempts.clear(attempt))))
}

fn forgotten() -> Outcome {
    Outcome::new("sign_in_forgotten").detail("no such attempt")
}

fn wrong_method(deps: &Deps, request: &Request, allowed: &[&Method]) -> Answer {
    error_page::method_not_allowed(&deps.config, request, allowed)
}

fn unknown(deps: &Deps, request: &Request) -> Answer {
    let page = ErrorPage::new(StatusCode::BAD_REQUEST, |texts| &demo(texts.language).unknown_user);
    error_page(&deps.config, request, page, Outcome::new("unknown_user"))
}

fn refused(deps: &Deps, request: &Request) -> Answer {
    let page = ErrorPage::new(StatusCode::FORBIDDEN, |texts| &texts.errors.foreign_sign_in);
    error_page(&deps.config, request, page, Outcome::new("cross_site"))
}
