//! Why a settings page is not shown, or not obeyed.

use crate::form::upload::BadForm;
use crate::way_back::way_back;
use http::{Method, StatusCode};
use shared::config::Config;
use shared::html::Visitor;
use shared::html::error_page::{self, ErrorPage, error_page, error_page_for, not_found};
use shared::http::answer::Answer;
use shared::http::cross_site::is_cross_site;
use shared::http::request::{NoForm, Request};
use shared::log::Outcome;
use shared::sign_in::{self, Onward, unsent};
use shared::store::{Session, StoreError};

/// Nothing was written in any of these cases, but for storage trouble, where it is not known.
#[derive(Debug)]
pub(crate) enum Error {
    /// Nobody is signed in.
    SignedOut,
    /// Signed in, but no admin of the org.
    NotAdmin(Box<Session>),
    /// No such app in this org.
    NotFound,
    /// Another site sent the form.
    CrossSite,
    /// The body is no form.
    Form(BadForm),
    /// The form's ticket is missing, forged or another session's.
    Ticket,
    /// Somebody else made a new secret at the same moment.
    Overtaken,
    /// Three draws in a row were taken: no luck, or no randomness.
    IdsExhausted,
    /// Storage trouble.
    Store(StoreError),
}

impl Error {
    /// The answer.
    pub(crate) fn answer(self, config: &Config, request: &Request) -> Answer {
        let refused = ErrorPage::new(StatusCode::FORBIDDEN, |texts| &texts.errors.stale_form);
        let (page, outcome) = match self {
            Self::SignedOut if *request.method() == Method::POST && is_cross_site(request, config) => {
                (refused, Outcome::new("cross_site"))
            }
            Self::SignedOut => {
                let is_form = *request.method() == Method::POST;
                let onward = if is_form { Onward::ByLink } else { Onward::Straight };
                let outcome = Outcome::new("sign_in_required");
                let asked = sign_in::begin(config, request, way_back(request), onward, outcome);
                return asked.cookies(is_form.then(|| unsent::remember(config)));
            }
            Self::NotFound => return not_found(config, request),
            Self::Store(error) => {
                let outcome = Outcome::new("store_unavailable").detail(&error);
                return error_page::unavailable(config, request, outcome);
            }
            Self::IdsExhausted => return error_page::unavailable(config, request, Outcome::new("unlucky")),
            Self::NotAdmin(session) => {
                let outcome = Outcome::new("not_admin").principal(&session.user, &session.org);
                let page = ErrorPage::new(StatusCode::FORBIDDEN, |texts| &texts.errors.not_admin);
                return error_page_for(config, request, Visitor::In(&session, None), page, outcome);
            }
            Self::Overtaken => {
                let page = ErrorPage::new(StatusCode::CONFLICT, |texts| &texts.errors.overtaken);
                (page, Outcome::new("rotation_overtaken"))
            }
            Self::CrossSite => (refused, Outcome::new("cross_site")),
            Self::Ticket => (refused, Outcome::new("bad_ticket")),
            Self::Form(BadForm::Garbled(reason)) => {
                let page = ErrorPage::new(StatusCode::BAD_REQUEST, |texts| &texts.errors.garbled_form);
                (page, Outcome::new("garbled_form").detail(reason.0))
            }
            Self::Form(BadForm::NoForm(NoForm::TooLarge)) => return error_page::form_too_large(config, request),
            Self::Form(BadForm::NoForm(NoForm::Other)) => {
                let page = ErrorPage::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, |texts| &texts.errors.no_form);
                (page, Outcome::new("no_form"))
            }
        };
        error_page(config, request, page, outcome)
    }
}
