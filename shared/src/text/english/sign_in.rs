//! English: signing in.

use crate::text::messages::{ErrorText, SignIn};

/// Signing in.
pub(super) const SIGN_IN: SignIn = SignIn {
    sign_in: "Sign in",
    go_on: "Go on",
    already: "You are signed in: {user} in {org}.",
    forgotten: ErrorText {
        title: "This sign-in is not known here any more",
        happened: "It was begun more than half an hour ago, others that were begun since took its place, or this browser keeps no cookies. Nobody was signed in by it.",
        remedy: "Please sign in anew, then go back to where you came from and start from there.",
    },
    too_long: ErrorText {
        title: "You are signed in",
        happened: "The address of the page you came from was too long to be remembered.",
        remedy: "Please go back to it and start from there.",
    },
    ask: ErrorText {
        title: "Please sign in",
        happened: "You were not signed in any more, so nothing has been changed yet.",
        remedy: "Sign in, and you come back to the page you came from.",
    },
    ended: ErrorText {
        title: "You are signed out here",
        happened: "Where you sign in, you may still be signed in.",
        remedy: "On a computer that others use, sign out there as well.",
    },
    end_elsewhere: "Sign out there too",
};
