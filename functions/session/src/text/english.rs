//! English: what the others are translated from.

use super::Said;
use shared::text::ErrorText;

pub(super) static SAID: Said = Said {
    failed: ErrorText {
        title: "This sign-in did not work",
        happened: "What came back from where you sign in could not be accepted. Nobody was signed in by it.",
        remedy: "Please sign in once more. If it fails again, this browser may be blocking cookies: allow them for this site.",
    },
    access_denied: ErrorText {
        title: "Nobody was signed in",
        happened: "Where you sign in, it was cancelled or not allowed.",
        remedy: "Please try once more, or use another account.",
    },
    login_required: ErrorText {
        title: "Nobody was signed in",
        happened: "Where you sign in, nobody is signed in at the moment.",
        remedy: "Please try once more, and sign in there when you are asked.",
    },
    issuer_error: ErrorText {
        title: "This sign-in did not work",
        happened: "Where you sign in, something went wrong. Nobody was signed in.",
        remedy: "Please try once more.",
    },
    unfit: ErrorText {
        title: "This account cannot be used here",
        happened: "You signed in, but what is known of your account does not say who you are here, or for which organization. Nobody was signed in.",
        remedy: "Please use another account, or ask whoever manages yours.",
    },
    issuer_down: ErrorText {
        title: "Nobody can sign in at the moment",
        happened: "Where you sign in, there is no usable answer. Whoever is signed in already can go on.",
        remedy: "Please try again in a moment.",
    },
    again: "Try again",
    which_org: "Which organization?",
    for_whom: "You are signed in as {user}. For which organization do you go on?",
};
