//! Signing in.

use super::parts::ErrorText;
use crate::text::declare::{Text, texts};

texts! {
    /// Signing in.
    SignIn {
        /// What one does here.
        sign_in: Text,
        /// The link that leaves it.
        go_on: Text,
        /// `{user}` is signed in already, acting for `{org}`.
        already: Text,
        /// The browser does not know any more what it began.
        forgotten: ErrorText,
        /// It could not remember where it was.
        too_long: ErrorText,
        /// A form was sent by somebody who is not signed in any more.
        ask: ErrorText,
        /// After a sign-out.
        ended: ErrorText,
        /// The link to where the sign-in itself is ended.
        end_elsewhere: Text,
    }
}
