//! Why a decision was not taken, and what the browser gets for it.

use http::StatusCode;
use shared::config::Config;
use shared::consent;
use shared::html::error_page::{self, ErrorPage, error_page};
use shared::http::answer::Answer;
use shared::http::request::{NoForm, Request};
use shared::log::Outcome;
use shared::store::StoreError;

/// Nothing was written in any of these cases, but for storage trouble: a code may have been, that nobody will ever see.
#[derive(Debug)]
pub(crate) enum Error {
    /// Another site sent the form.
    CrossSite,
    /// The body is not read as a form.
    Form(NoForm),
    /// The ticket is missing, forged, another session's, or the app was edited since.
    Ticket,
    /// Neither approve nor deny, or both.
    Action,
    /// The request itself does not pass its checks any more.
    Check(consent::Error),
    /// Storage trouble.
    Store(StoreError),
}

impl Error {
    /// The answer.
    pub(crate) fn answer(self, config: &Config, request: &Request) -> Answer {
        let stale = ErrorPage::new(StatusCode::FORBIDDEN, |texts| &texts.errors.stale_decision);
        let no_form = ErrorPage::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, |texts| &texts.errors.no_decision_form);
        let no_decision = ErrorPage::new(StatusCode::BAD_REQUEST, |texts| &texts.errors.no_decision);
        let (page, outcome) = match self {
            Self::CrossSite => (stale, Outcome::new("cross_site")),
            Self::Ticket => (stale, Outcome::new("bad_ticket")),
            Self::Form(NoForm::TooLarge) => return error_page::form_too_large(config, request),
            Self::Form(NoForm::Other) => (no_form, Outcome::new("no_form")),
            Self::Action => (no_decision, Outcome::new("bad_action")),
            Self::Check(error) => return error.answer(config, request),
            Self::Store(error) => {
                let outcome = Outcome::new("store_unavailable").detail(&error);
                return error_page::unavailable(config, request, outcome);
            }
        };
        error_page(config, request, page, outcome)
    }
}
