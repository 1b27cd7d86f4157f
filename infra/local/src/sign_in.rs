//! The demo sign-in: three users, no passwords. It exists only here, never in a deployed function.

use http::{Method, StatusCode};
use maud::{Markup, html};
use shared::credential::locator::PrincipalLocator;
use shared::credential::{self, Secret};
use shared::html::error_page::{self, ErrorPage, error_page};
use shared::html::{Page, Sheet, Visitor};
use shared::http::answer::{Answer, Forms};
use shared::http::cookie;
use shared::http::cross_site::is_cross_site;
use shared::http::request::{NoForm, Request};
use shared::ids::{BillingId, OrgId, UserId};
use shared::lambda::{Answering, Deps, Service};
use shared::log::Outcome;
use shared::oauth::params::Params;
use shared::oauth::token_request::MAX_BODY;
use shared::store::{Role, SESSION_LIFETIME, Session, StoreError};
use shared::text::{Demo, Text, texts};

/// The paths that are answered here.
pub const PATHS: [&str; 2] = ["/login", "/logout"];

/// A user of the demo.
pub struct DemoUser {
    /// What the form posts as `user`, and the user's id.
    pub name: &'static str,
    display_name: &'static str,
    org: &'static str,
    org_name: &'static str,
    role: Role,
    cus: Option<&'static str>,
    /// One line about them.
    pub about: fn(&Demo) -> Text,
}

/// Everyone who can sign in.
pub const DEMO_USERS: [DemoUser; 3] = [
    DemoUser {
        name: "ada",
        display_name: "Ada Lovelace",
        org: "org_acme",
        org_name: "Acme",
        role: Role::Admin,
        cus: Some("cus_acme"),
        about: |said| said.ada,
    },
    DemoUser {
        name: "linus",
        display_name: "Linus Pauling",
        org: "org_acme",
        org_name: "Acme",
        role: Role::Member,
        cus: Some("cus_acme"),
        about: |said| said.linus,
    },
    DemoUser {
        name: "grace",
        display_name: "Grace Hopper",
        org: "org_globex",
        org_name: "Globex",
        role: Role::Admin,
        cus: None,
        about: |said| said.grace,
    },
];

/// What stands in for the function.
pub fn service() -> Service {
    Service::new(handle, error_page::apology)
}

/// Handles one request.
fn handle<'a>(deps: &'a Deps, request: &'a Request) -> Answering<'a> {
    Box::pin(async move {
        let outcome = match (request.method(), request.path()) {
            (&Method::GET, "/login") => Ok(choose(deps, request)),
            (&Method::POST, "/login") => sign_in(deps, request).await,
            (&Method::POST, "/logout") => sign_out(deps, request).await,
            (_, "/login") => Ok(error_page::method_not_allowed(&deps.config, request, &[&Method::GET, &Method::POST])),
            _ => Ok(error_page::method_not_allowed(&deps.config, request, &[&Method::POST])),
        };
        outcome.unwrap_or_else(|error| {
            error_page::unavailable(&deps.config, request, Outcome::new("store_unavailable").detail(&error))
        })
    })
}

fn choose(deps: &Deps, request: &Request) -> Answer {
    let return_to = local_return(&Params::parse(&request.raw_query));
    let texts = texts(request);
    let said = &texts.demo;
    let content = html! {
        div.card {
            h1 { (said.sign_in) }
            p.soft { (said.about) }
            form method="post" action="/login" {
                @if let Some(path) = &return_to { input type="hidden" name="return_to" value=(path); }
                ul.rows.choices { @for user in &DEMO_USERS { (row(user, said)) } }
            }
        }
    };
    let page = Page { title: said.sign_in, visitor: Visitor::Anyone, sheet: Sheet::Settings, script: None, content };
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
    let chosen = form.single("user").ok().flatten();
    let user = DEMO_USERS.iter().find(|user| Some(user.name) == chosen.as_deref());
    let Some((session, user)) = user.and_then(|user| Some((session(user, request)?, user))) else {
        return Ok(unknown(deps, request));
    };
    let locator = PrincipalLocator::of(&session.user, &session.org);
    // Always a new one: whatever cookie was there before means nothing from here on (session fixation, CWE-384).
    let secret = Secret::<credential::Session>::generate(locator.as_str());
    deps.store.start_session(&secret.digest(), &session).await?;
    if let Some(former) = cookie::session(request, &deps.config) {
        deps.store.end_session(&former.digest()).await?;
    }
    let back =
        local_return(&form).or_else(|| cookie::return_path(request, &deps.config)).unwrap_or_else(|| "/".to_owned());
    let outcome = Outcome::new("signed_in").principal(&session.user, &session.org).detail(user.name);
    Ok(Answer::see_other(&back, outcome)
        .cookie(cookie::set_session(&deps.config, &secret))
        .cookie(cookie::clear_return(&deps.config)))
}

async fn sign_out(deps: &Deps, request: &Request) -> Result<Answer, StoreError> {
    if is_cross_site(request, &deps.config) {
        return Ok(refused(deps, request));
    }
    if let Some(secret) = cookie::session(request, &deps.config) {
        deps.store.end_session(&secret.digest()).await?;
    }
    let answer = Answer::see_other("/login", Outcome::new("signed_out")).cookie(cookie::clear_session(&deps.config));
    // "Use another account" on a consent page sends that page's form here, and comes back to it.
    let asked = request.form(MAX_BODY).ok().and_then(|form| form.single("request").ok().flatten());
    Ok(match asked.and_then(|query| cookie::set_return(&deps.config, &format!("/oauth/authorize?{query}"))) {
        Some(cookie) => answer.cookie(cookie),
        None => answer,
    })
}

/// `return_to`, if it is a path on this host; anything else is ignored.
fn local_return(params: &Params<'_>) -> Option<String> {
    params.single("return_to").ok().flatten().filter(|path| cookie::is_local_path(path))
}

fn session(user: &DemoUser, request: &Request) -> Option<Session> {
    Some(Session {
        user: UserId::parse(user.name)?,
        org: OrgId::parse(user.org)?,
        org_name: user.org_name.to_owned(),
        role: user.role,
        cus: user.cus.and_then(BillingId::parse),
        display_name: user.display_name.to_owned(),
        email: format!("{}@{}.example", user.name, user.org_name.to_ascii_lowercase()),
        signed_in_at: request.now,
        expires_at: request.now.plus(SESSION_LIFETIME),
    })
}

fn unknown(deps: &Deps, request: &Request) -> Answer {
    let page = ErrorPage::new(StatusCode::BAD_REQUEST, |texts| &texts.demo.unknown_user);
    error_page(&deps.config, request, page, Outcome::new("unknown_user"))
}

fn refused(deps: &Deps, request: &Request) -> Answer {
    let page = ErrorPage::new(StatusCode::FORBIDDEN, |texts| &texts.errors.foreign_sign_in);
    error_page(&deps.config, request, page, Outcome::new("cross_site"))
}
