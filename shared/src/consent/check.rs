//! The checks of an authorization request that need the store, in the order that makes their errors
//! safe: client and redirect URI, session, everything else.

use crate::config::Config;
use crate::credential::{self, Secret};
use crate::deps::Deps;
use crate::html::error_page::{self, ErrorPage, error_page};
use crate::http::answer::Answer;
use crate::http::cookie;
use crate::http::request::Request;
use crate::log::Outcome;
use crate::oauth::authorization_request::{Asked, AuthorizationRequest, Unaddressed};
use crate::oauth::callback::{AuthorizationError, Callback};
use crate::sign_in::{self, UNSENT, WayBack};
use crate::store::{App, ConsentState, Grant, Session, StoreError};
use http::{Method, StatusCode};

/// A request that may be shown, or decided.
#[derive(Debug)]
pub struct Checked {
    /// Who decides, about which app.
    pub signed_in: SignedIn,
    /// Where the answer goes.
    pub callback: Callback,
    /// What is asked for.
    pub asked: Asked,
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
    Unaddressed(Unaddressed),
    /// No such app. The page is the same for an app that was deleted.
    UnknownClient,
    /// The app has not registered that redirect URI, or has several and none was named.
    RedirectUri,
    /// Nobody is signed in.
    SignedOut,
    /// A rule is broken that the client may be told about.
    Refused(Callback, AuthorizationError),
    /// Storage trouble.
    Store(StoreError),
}

/// A request of which it is known who asks, where the answer goes, and who is to decide.
#[derive(Debug)]
pub struct Reached<'a> {
    /// Who decides, about which app.
    pub signed_in: SignedIn,
    callback: Callback,
    grant: Option<Grant>,
    asking: AuthorizationRequest<'a>,
}

/// Client and redirect URI, then the session. One round trip.
pub async fn reach<'a>(deps: &Deps, request: &Request, raw_query: &'a str) -> Result<Reached<'a>, Error> {
    let asking = AuthorizationRequest::parse(raw_query).map_err(Error::Unaddressed)?;
    let cookie = cookie::session(request, &deps.config);
    let ConsentState { session, app, grant } =
        deps.store.load_consent(cookie.as_ref(), asking.client_id()).await.map_err(Error::Store)?;

    let app = app.ok_or(Error::UnknownClient)?;
    let issuer = deps.config.public_url.as_str();
    let callback = asking.callback(&app.edit.redirect_uris, issuer).ok_or(Error::RedirectUri)?;

    let session = session.filter(|session| session.is_live(request.now)).ok_or(Error::SignedOut)?;
    let secret = cookie.ok_or(Error::SignedOut)?;
    Ok(Reached { signed_in: SignedIn { secret, session, app }, callback, grant, asking })
}

impl Reached<'_> {
    /// Everything else. Only now may anything be sent to the client: nobody signed out is redirected off-site
    /// (RFC 9700 §4.11.2).
    pub fn check(self) -> Result<Checked, Error> {
        let Self { signed_in, callback, grant, asking } = self;
        match asking.check(signed_in.app.edit.scopes) {
            Ok(asked) => Ok(Checked { signed_in, callback, asked, grant }),
            Err(error) => Err(Error::Refused(callback, error)),
        }
    }
}

impl Error {
    /// What the browser gets.
    pub fn answer(self, config: &Config, request: &Request, raw_query: &str) -> Answer {
        match self {
            Self::Unaddressed(reason) => error_page(
                config,
                request,
                unaddressed(reason),
                Outcome::new("unaddressed").detail(&format!("{reason:?}")),
            ),
            Self::UnknownClient => {
                error_page(config, request, unaddressed(Unaddressed::ClientId), Outcome::new("unknown_client"))
            }
            Self::RedirectUri => error_page(
                config,
                request,
                unaddressed(Unaddressed::RedirectUri),
                Outcome::new("redirect_uri_mismatch"),
            ),
            Self::SignedOut => sign_in(config, request, raw_query),
            Self::Refused(callback, error) => {
                Answer::leave(&callback.with_error(error), Outcome::new("request_refused").detail(error.code()))
            }
            Self::Store(error) => {
                error_page::unavailable(config, request, Outcome::new("store_unavailable").detail(&error))
            }
        }
    }
}

/// To sign-in, and back to the page: a decision is not repeated by itself, and the page says that none was taken.
fn sign_in(config: &Config, request: &Request, raw_query: &str) -> Answer {
    let path = if *request.method() == Method::POST {
        format!("/oauth/authorize?{UNSENT}&{raw_query}")
    } else {
        format!("/oauth/authorize?{raw_query}")
    };
    sign_in::begin(config, request, WayBack::to(&path), Outcome::new("sign_in_required"))
}

fn unaddressed(reason: Unaddressed) -> ErrorPage {
    let status = StatusCode::BAD_REQUEST;
    match reason {
        Unaddressed::Query => ErrorPage::new(status, |texts| &texts.errors.unreadable_request),
        Unaddressed::ClientId => ErrorPage::new(status, |texts| &texts.errors.unknown_client),
        Unaddressed::RedirectUri => ErrorPage::new(status, |texts| &texts.errors.redirect_uri),
    }
}
