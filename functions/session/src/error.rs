//! Why nobody was signed in, and what the browser gets for it.

use crate::claims::Unfit;
use crate::issuer::{NoTokens, NotBelieved, Trouble};
use crate::jose::Refused;
use crate::page::{self, On, Page, Telling};
use http::StatusCode;
use shared::deps::Deps;
use shared::html::error_page::{self, ErrorPage, error_page};
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::log::Outcome;
use shared::sign_in;
use shared::store::{Session, StoreError};

/// How long a browser should wait before it asks again, in seconds.
const RETRY_AFTER: u32 = 10;

/// Nobody was signed in in any of these cases, but for storage trouble, where it is not known.
#[derive(Debug)]
pub(crate) enum Error {
    /// This browser has not begun it, or does not know any more that it has; the text says what was missed.
    Forgotten(&'static str),
    /// What came back cannot be believed.
    Refused(Refused),
    /// The issuer says that it signed nobody in.
    Denied(Denied),
    /// It is believed, and says nobody whom we could sign in.
    Unfit(Unfit),
    /// The issuer is of no help.
    Issuer(Trouble),
    /// Another site sent the form.
    CrossSite,
    /// The form is too long.
    TooLarge,
    /// Storage trouble.
    Store(StoreError),
}

/// Why an issuer signed nobody in, as far as that is worth words (OpenID Connect Core §3.1.2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    /// `access_denied`: the user, or whoever decides about them, did not want it.
    Access,
    /// `login_required`: there is nobody signed in there.
    Login,
    /// Anything else. What it says goes nowhere: it came through the browser.
    Other,
}

/// An error, and the attempt that it leaves as it was: a failed one clears no cookie.
#[derive(Debug)]
pub(crate) struct Stopped {
    error: Error,
    attempt: Option<String>,
    cookies: Vec<String>,
}

impl Error {
    /// With the attempt that can be made once more.
    pub(crate) fn in_attempt(self, id: String) -> Stopped {
        Stopped { error: self, attempt: Some(id), cookies: Vec::new() }
    }
}

impl From<NoTokens> for Error {
    fn from(reason: NoTokens) -> Self {
        match reason {
            NoTokens::Code => Self::Refused(Refused::Code),
            NoTokens::Trouble(trouble) => Self::Issuer(trouble),
        }
    }
}

impl From<NotBelieved> for Error {
    fn from(reason: NotBelieved) -> Self {
        match reason {
            NotBelieved::Refused(refused) => Self::Refused(refused),
            NotBelieved::Trouble(trouble) => Self::Issuer(trouble),
        }
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self { error, attempt: None, cookies: Vec::new() }
    }
}

impl Stopped {
    /// With the cookies of an attempt that has just begun, and can be gone on with.
    pub(crate) fn with_cookies(self, cookies: Vec<String>) -> Self {
        Self { cookies, ..self }
    }

    /// The answer.
    pub(crate) async fn answer(self, deps: &Deps, request: &Request) -> Answer {
        let Self { error, attempt, cookies } = self;
        Asked { deps, request, attempt: attempt.as_deref() }.answer(error).await.cookies(cookies)
    }
}

/// What was asked, and what it belongs to.
struct Asked<'a> {
    deps: &'a Deps,
    request: &'a Request,
    attempt: Option<&'a str>,
}

impl Asked<'_> {
    async fn answer(&self, error: Error) -> Answer {
        let config = &self.deps.config;
        match error {
            Error::Forgotten(missed) => {
                let outcome = Outcome::new("sign_in_forgotten").detail(missed);
                self.with_session(|here| sign_in::forgotten(config, self.request, here, outcome)).await
            }
            Error::Refused(refused) => {
                let outcome = Outcome::new("sign_in_refused").detail(refused.detail());
                self.bad_request(|said| &said.failed, outcome).await
            }
            Error::Denied(denied) => {
                let outcome = Outcome::new("issuer_denied").detail(denied.detail());
                self.bad_request(denied.told(), outcome).await
            }
            Error::Unfit(unfit) => {
                let outcome = Outcome::new("claims_unfit").detail(unfit.detail());
                self.tell(StatusCode::FORBIDDEN, |said| &said.unfit, On::AsAnother, outcome)
            }
            Error::Issuer(trouble) => {
                let status = StatusCode::SERVICE_UNAVAILABLE;
                let page = self.tell(status, |said| &said.issuer_down, On::Again, outcome(&trouble));
                page.retry_after_seconds(RETRY_AFTER)
            }
            Error::TooLarge => error_page::form_too_large(config, self.request),
            Error::CrossSite => {
                let page = ErrorPage::new(StatusCode::FORBIDDEN, |texts| &texts.errors.foreign_sign_in);
                error_page(config, self.request, page, Outcome::new("cross_site"))
            }
            Error::Store(error) => self.unavailable(&error),
        }
    }

    fn tell(&self, status: StatusCode, told: Telling, on: On<'_>, outcome: Outcome) -> Answer {
        page::tell(self.deps, self.request, &Page { status, told, on, attempt: self.attempt }, outcome)
    }

    async fn bad_request(&self, told: Telling, outcome: Outcome) -> Answer {
        self.with_session(|here| self.tell(StatusCode::BAD_REQUEST, told, On::of(here), outcome)).await
    }

    /// Where somebody is signed in already, a page about a failed sign-in says who: on a shared computer the next person
    /// must not go on as the last.
    async fn with_session(&self, page: impl FnOnce(Option<&Session>) -> Answer) -> Answer {
        match sign_in::live_session(self.deps, self.request).await {
            Ok(here) => page(here.as_ref()),
            Err(error) => self.unavailable(&error),
        }
    }

    fn unavailable(&self, error: &StoreError) -> Answer {
        let outcome = Outcome::new("store_unavailable").detail(error);
        error_page::unavailable(&self.deps.config, self.request, outcome)
    }
}

fn outcome(trouble: &Trouble) -> Outcome {
    match trouble {
        Trouble::Unavailable(what) => Outcome::new("issuer_unavailable").detail(what),
        Trouble::Mismatch => Outcome::new("issuer_mismatch"),
        Trouble::RefusedUs(error) => Outcome::new("issuer_refused_us").detail(error),
    }
}

impl Denied {
    /// By the code that the issuer sent.
    pub(crate) fn of(error: &str) -> Self {
        match error {
            "access_denied" => Self::Access,
            "login_required" => Self::Login,
            _ => Self::Other,
        }
    }

    fn told(self) -> Telling {
        match self {
            Self::Access => |said| &said.access_denied,
            Self::Login => |said| &said.login_required,
            Self::Other => |said| &said.issuer_error,
        }
    }

    fn detail(self) -> &'static str {
        match self {
            Self::Access => "access_denied",
            Self::Login => "login_required",
            Self::Other => "other",
        }
    }
}
