//! English: signing in.

use crate::text::messages::{SignIn, Told};

/// Signing in.
pub(super) const SIGN_IN: SignIn = SignIn {
    sign_in: "Sign in",
    go_on: "Go on",
    already: "You are signed in: {user} in {org}.",
    forgotten: Told {
        title: "This sign-in is not known here any more",
        happened: "It was begun more than half an hour ago, others that were begun since took its place, or this browser keeps no cookies. Nobody was signed in by it.",
        remedy: "Please sign in anew, then go back to where you came from and start from there.",
    },
    too_long: Told {
        title: "You are signed in",
        happened: "The address of the page you came from was too long to be remembered.",
        remedy: "Please go back to it and start from there.",
    },
};
