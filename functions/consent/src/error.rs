//! Why a decision was not taken, and what the browser gets for it.

use http::StatusCode;
use shared::config::Config;
use shared::consent;
use shared::html::error_page::{self, ErrorPage, error_page};
use shared::http::answer::Answer;
use shared::http::request::Request;
use shared::log::Outcome;
use shared::store::StoreError;

/// Nothing was written in any of these cases, but for storage trouble: a code may have been, that nobody will ever see.
#[derive(Debug)]
pub enum Error {
    /// Another site sent the form.
    CrossSite,
    /// The body is no form.
    NoForm,
    /// The ticket is missing, forged, another session's, or the app was edited since.
    Ticket,
    /// Neither approve nor deny, or both.
    Action,
    /// The request itself does not pass its checks any more.
    Check {
        /// Which check.
        error: consent::Error,
        /// The query of the page, to come back to.
        raw_query: String,
    },
    /// Storage trouble.
    Store(StoreError),
}

impl Error {
    /// The answer.
    pub fn answer(self, config: &Config, request: &Request) -> Answer {
        let (page, outcome) = match self {
            Self::CrossSite => (refused(), Outcome::new("cross_site")),
            Self::Ticket => (refused(), Outcome::new("bad_ticket")),
            Self::NoForm => (no_form(), Outcome::new("no_form")),
            Self::Action => (no_action(), Outcome::new("bad_action")),
            Self::Check { error, raw_query } => return error.answer(config, request, &raw_query),
            Self::Store(error) => {
                let outcome = Outcome::new("store_unavailable").detail(&error);
                return error_page::unavailable(config, request, outcome);
            }
        };
        error_page(config, request, page, outcome)
    }
}

fn refused() -> ErrorPage {
    ErrorPage {
        status: StatusCode::FORBIDDEN,
        title: "This page is out of date",
        message: "We could not tell that this decision was made on our page, for the app as it is now. Nothing was \
                  shared. Please go back to the app and start again.",
    }
}

fn no_form() -> ErrorPage {
    ErrorPage {
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        title: "That was not our form",
        message: "Decisions are made on our page only. Nothing was shared. Please go back to the app and start again.",
    }
}

fn no_action() -> ErrorPage {
    ErrorPage {
        status: StatusCode::BAD_REQUEST,
        title: "Neither yes nor no",
        message: "We could not tell whether you meant Authorize or Deny, so nothing was shared. \
                  Please go back and choose one of them.",
    }
}
