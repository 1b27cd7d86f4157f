//! Why a settings page is not shown, or not obeyed.

use crate::multipart::Malformed;
use http::StatusCode;
use shared::config::Config;
use shared::html::Visitor;
use shared::html::error_page::{self, ErrorPage, error_page, error_page_for, not_found};
use shared::http::answer::Answer;
use shared::http::cookie;
use shared::http::request::Request;
use shared::log::Outcome;
use shared::store::{Session, StoreError};

/// Nothing was written in any of these cases, but for storage trouble, where it is not known.
#[derive(Debug)]
pub enum Error {
    /// Nobody is signed in.
    SignedOut,
    /// Signed in, but no admin of the org.
    NotAdmin(Box<Session>),
    /// No such app in this org.
    NotFound,
    /// Another site sent the form.
    CrossSite,
    /// The body is no form.
    NoForm,
    /// The body claims to be a form with a file, and is not put together like one.
    Garbled(Malformed),
    /// The form's ticket is missing, forged or another session's.
    Ticket,
    /// Somebody else made a new secret at the same moment.
    Overtaken,
    /// Three draws in a row were taken: no luck, or no randomness.
    Unlucky,
    /// Storage trouble.
    Store(StoreError),
}

impl Error {
    /// The answer.
    pub fn answer(self, config: &Config, request: &Request) -> Answer {
        let (page, outcome) = match self {
            Self::SignedOut => return sign_in(config, request),
            Self::NotFound => return not_found(config, request),
            Self::Store(error) => {
                let outcome = Outcome::new("store_unavailable").detail(&error);
                return error_page::unavailable(config, request, outcome);
            }
            Self::Unlucky => return error_page::unavailable(config, request, Outcome::new("unlucky")),
            Self::NotAdmin(session) => {
                let outcome = Outcome::new("not_admin").principal(&session.user, &session.org);
                return error_page_for(config, request, Visitor::SignedIn(&session), not_admin(), outcome);
            }
            Self::Overtaken => (overtaken(), Outcome::new("rotation_overtaken")),
            Self::CrossSite => (refused(), Outcome::new("cross_site")),
            Self::Ticket => (refused(), Outcome::new("bad_ticket")),
            Self::Garbled(reason) => (garbled(), Outcome::new("garbled_form").detail(reason.0)),
            Self::NoForm => (no_form(), Outcome::new("no_form")),
        };
        error_page(config, request, page, outcome)
    }
}

/// To sign-in, and then to the page the form is on: a POST is not repeated by itself.
fn sign_in(config: &Config, request: &Request) -> Answer {
    let answer = Answer::see_other("/login", Outcome::new("sign_in_required"));
    // The path matched a route, but its parameter is as sent: a browser would refuse what is no path of ours.
    if !cookie::is_local_path(&request.path) {
        return answer;
    }
    match cookie::set_return(config, &request.path) {
        Some(cookie) => answer.cookie(cookie),
        None => answer,
    }
}

fn not_admin() -> ErrorPage {
    ErrorPage {
        status: StatusCode::FORBIDDEN,
        title: "For admins",
        message: "Apps belong to the organization, so only its admins manage them. Ask one of them, \
                  or sign in with another account.",
    }
}

fn overtaken() -> ErrorPage {
    ErrorPage {
        status: StatusCode::CONFLICT,
        title: "Somebody was faster",
        message: "Another secret was made for this app at the same moment, and that one is in force. Please go back to \
                  the app; make a new one only if nobody has copied it.",
    }
}

fn refused() -> ErrorPage {
    ErrorPage {
        status: StatusCode::FORBIDDEN,
        title: "This page is out of date",
        message: "We could not tell that this form was sent from our own page in this sign-in. Nothing was changed. \
                  Please go back, reload the page and try again.",
    }
}

fn no_form() -> ErrorPage {
    ErrorPage {
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        title: "That was not our form",
        message: "Settings are changed with the forms on these pages only. Nothing was changed.",
    }
}

fn garbled() -> ErrorPage {
    ErrorPage {
        status: StatusCode::BAD_REQUEST,
        title: "The form did not arrive whole",
        message: "What was sent is not put together like a form with a file. Nothing was changed. \
                  Please go back and send it again.",
    }
}
