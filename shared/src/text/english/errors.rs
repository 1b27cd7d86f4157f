//! English: error pages.

use crate::text::messages::{ErrorText, Errors};

/// Error pages.
pub(super) const ERRORS: Errors = Errors {
    request: "Request {id}",
    elsewhere: "See what has access to your account",
    unavailable: ErrorText {
        title: "Not available right now",
        happened: "Something on our side did not answer.",
        remedy: "Please try again in a moment; if you were changing something, look first whether it has been done.",
    },
    server_error: ErrorText {
        title: "Something went wrong",
        happened: "The mistake is on our side.",
        remedy: "Please try again; if it happens again, send us the request id below.",
    },
    not_found: ErrorText {
        title: "Page not found",
        happened: "There is nothing here. It may have been deleted, or the address may be mistyped.",
        remedy: "Please check the address, or go back to where you came from.",
    },
    method: ErrorText {
        title: "That does not work here",
        happened: "This address does not take that kind of request.",
        remedy: "Please go back and start again.",
    },
    unreadable_request: ErrorText {
        title: "This link is not right",
        happened: "The app sent a request that is too long or garbled. Nothing was shared with it.",
        remedy: "Please go back to the app and try again, or tell its makers.",
    },
    unknown_client: ErrorText {
        title: "We do not know this app",
        happened: "The app that sent you here is not registered, or has been removed. Nothing was shared with it.",
        remedy: "Please tell its makers. If you make the app: check its client_id.",
    },
    redirect_uri: ErrorText {
        title: "This app cannot receive you back",
        happened: "The address that the app wants you sent to is not one it has registered, so we stopped here. Nothing was shared with it.",
        remedy: "Please tell its makers. If you make the app: redirect_uri must equal a registered one, character for character.",
    },
    stale_decision: ErrorText {
        title: "This page is out of date",
        happened: "We could not tell that this decision was made on our page, for the app as it is now. Nothing was shared.",
        remedy: "Please go back to the app and start again.",
    },
    no_decision_form: ErrorText {
        title: "That was not our form",
        happened: "Decisions are made on our page only. Nothing was shared.",
        remedy: "Please go back to the app and start again.",
    },
    no_decision: ErrorText {
        title: "Neither yes nor no",
        happened: "We could not tell whether you meant Authorize or Deny, so nothing was shared.",
        remedy: "Please go back and choose one of them.",
    },
    not_admin: ErrorText {
        title: "For admins",
        happened: "Apps and API keys belong to the organization, so only its admins manage them.",
        remedy: "Ask one of them, or sign in with another account.",
    },
    overtaken: ErrorText {
        title: "A new secret was made already",
        happened: "Another secret has been made for this app since you opened this page, and that one is in force.",
        remedy: "Please go back to the app; make a new one only if nobody has copied it.",
    },
    stale_form: ErrorText {
        title: "This page is out of date",
        happened: "We could not tell that this form was sent from our own page in this sign-in. Nothing was changed.",
        remedy: "Please go back, reload the page and try again.",
    },
    no_form: ErrorText {
        title: "That was not our form",
        happened: "Settings are changed with the forms on these pages only. Nothing was changed.",
        remedy: "Please go back and use the form.",
    },
    form_too_large: ErrorText {
        title: "That is too much for this form",
        happened: "More was sent than this form can take. Nothing was changed.",
        remedy: "Please go back, shorten what you entered, and send it again.",
    },
    garbled_form: ErrorText {
        title: "The form did not arrive whole",
        happened: "What was sent is not put together like a form with a file. Nothing was changed.",
        remedy: "Please go back and send it again.",
    },
    foreign_sign_in: ErrorText {
        title: "Not from another site",
        happened: "Signing in and out works from our own page only.",
        remedy: "Please open it and try again.",
    },
};
