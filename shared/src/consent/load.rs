//! An authorization request with what the store knows of it, and its checks, in the order that makes their errors safe: client
//! and redirect URI, session, everything else.

use crate::config::Config;
use crate::credential::{self, Secret};
use crate::deps::Deps;
use crate::html::error_page::{self, ErrorPage, error_page};
use crate::http::answer::Answer;
use crate::http::cookie;
use crate::http::request::Request;
use crate::log::Outcome;
use crate::oauth::authorization_request::{AuthorizationRequest, NotRedirectable, RequestedAccess};
use crate::oauth::callback::{AuthorizationError, Callback};
use crate::sign_in::{self, Onward, UNSENT, WayBack, unsent};
use crate::store::{App, ConsentState, Grant, Session, StoreError};
use http::{Method, StatusCode};

/// A request that may be shown, or decided.
#[derive(Debug)]
pub struct ValidRequest<'a> {
    /// Who decides, about which app.
    pub signed_in: SignedIn,
    /// Every parameter, as it was sent.
    pub query: &'a str,
    /// Where the answer goes.
    pub callback: Callback,
    /// What is asked for.
    pub asked: RequestedAccess,
    /// What this user approved for this app before.
    pub grant: Option<Grant>,
}

/// A session that is live, with the cookie that proves it, and the app it looks at.
#[derive(Debug)]
pub struct SignedIn {
    /// The cookie: the key of this session's tickets.
    pub secret: Secret<credential::Session>,
    /// Whose it is.
    pub session: Session,
    /// The app.
    pub app: App,
}

/// Why there is nothing to show or decide.
#[derive(Debug)]
pub enum Error {
    /// Nothing can be sent back to the client.
    NotRedirectable(NotRedirectable),
    /// No such app. The page is the same for an app that was deleted.
    UnknownClient,
    /// The app has not registered that redirect URI, or has several and none was named.
    RedirectUri,
    /// Nobody is signed in: there is a way back from sign-in.
    SignedOut(WayBack),
    /// A rule is broken that the client may be told about.
    Refused(Callback, AuthorizationError),
    /// Storage trouble.
    Store(StoreError),
}

/// A request of which it is known who asks, where the answer goes, and who is to decide.
#[derive(Debug)]
pub struct LoadedRequest<'a> {
    /// Who decides, about which app.
    pub signed_in: SignedIn,
    /// Every parameter, as it was sent.
    pub query: &'a str,
    callback: Callback,
    grant: Option<Grant>,
    asking: AuthorizationRequest<'a>,
}

/// Client and redirect URI, then the session. One round trip.
pub async fn load<'a>(deps: &Deps, request: &Request, query: &'a str) -> Result<LoadedRequest<'a>, Error> {
    let asking = AuthorizationRequest::parse(query).map_err(Error::NotRedirectable)?;
    let cookie = cookie::session(request, &deps.config);
    let ConsentState { session, app, grant } =
        deps.store.load_consent(cookie.as_ref(), asking.client_id()).await.map_err(Error::Store)?;

    let app = app.ok_or(Error::UnknownClient)?;
    let issuer = deps.config.public_url.as_str();
    let callback = asking.callback(&app.edit.redirect_uris, issuer).ok_or(Error::RedirectUri)?;

    let live = session.filter(|session| session.is_live(request.now)).zip(cookie);
    let (session, secret) = live.ok_or_else(|| Error::SignedOut(way_back(request, query)))?;
    Ok(LoadedRequest { signed_in: SignedIn { secret, session, app }, query, callback, grant, asking })
}

impl<'a> LoadedRequest<'a> {
    /// Everything else. Only now may anything be sent to the client: nobody signed out is redirected off-site
    /// (RFC 9700 §4.11.2).
    pub fn validate(self) -> Result<ValidRequest<'a>, Error> {
        let Self { signed_in, query, callback, grant, asking } = self;
        match asking.check(signed_in.app.edit.scopes) {
            Ok(asked) => Ok(ValidRequest { signed_in, query, callback, asked, grant }),
            Err(error) => Err(Error::Refused(callback, error)),
        }
    }
}

impl Error {
    /// What the browser gets.
    pub fn answer(self, config: &Config, request: &Request) -> Answer {
        match self {
            Self::NotRedirectable(reason) => error_page(
                config,
                request,
                unaddressed(reason),
                Outcome::new("unaddressed").detail(&format!("{reason:?}")),
            ),
            Self::UnknownClient => {
                error_page(config, request, unaddressed(NotRedirectable::ClientId), Outcome::new("unknown_client"))
            }
            Self::RedirectUri => error_page(
                config,
                request,
                unaddressed(NotRedirectable::RedirectUri),
                Outcome::new("redirect_uri_mismatch"),
            ),
            Self::SignedOut(way_back) => {
                let outcome = Outcome::new("sign_in_required");
                let asked = sign_in::begin(config, request, way_back, Onward::Straight, outcome);
                asked.cookies((*request.method() == Method::POST).then(|| unsent::remember(config)))
            }
            Self::Refused(callback, error) => Answer::redirect_to_client(
                &callback.with_error(error),
                Outcome::new("request_refused").detail(error.code()),
            ),
            Self::Store(error) => {
                error_page::unavailable(config, request, Outcome::new("store_unavailable").detail(&error))
            }
        }
    }
}

/// Back to the page: a decision is not repeated by itself, and the page says that none was taken.
fn way_back(request: &Request, query: &str) -> WayBack {
    let unsent = if *request.method() == Method::POST { format!("{UNSENT}&") } else { String::new() };
    WayBack::to(&format!("/oauth/authorize?{unsent}{query}"))
}

fn unaddressed(reason: NotRedirectable) -> ErrorPage {
    let status = StatusCode::BAD_REQUEST;
    match reason {
        NotRedirectable::Query => ErrorPage::new(status, |texts| &texts.errors.unreadable_request),
        NotRedirectable::ClientId => ErrorPage::new(status, |texts| &texts.errors.unknown_client),
        NotRedirectable::RedirectUri => ErrorPage::new(status, |texts| &texts.errors.redirect_uri),
    }
}
