//! Error pages.

use super::parts::ErrorText;
use crate::text::declare::{Text, texts};

texts! {
    /// Error pages.
    Errors {
        /// The id under which the log knows the request: `{id}`.
        request: Text,
        /// The link to Settings > Approved apps.
        elsewhere: Text,
        /// Storage trouble.
        unavailable: ErrorText,
        /// A mistake of ours.
        server_error: ErrorText,
        /// No page at this address.
        not_found: ErrorText,
        /// The address takes another method.
        method: ErrorText,
        /// An authorization request that cannot be read.
        unreadable_request: ErrorText,
        /// No such app.
        unknown_client: ErrorText,
        /// Not a redirect URI of the app's.
        redirect_uri: ErrorText,
        /// A decision that did not come from our page, or about an app that has been changed since.
        stale_decision: ErrorText,
        /// A decision that is no form.
        no_decision_form: ErrorText,
        /// Neither yes nor no.
        no_decision: ErrorText,
        /// A page for admins.
        not_admin: ErrorText,
        /// Another secret was made since the page was shown.
        overtaken: ErrorText,
        /// A form that did not come from our page.
        stale_form: ErrorText,
        /// Settings that are no form.
        no_form: ErrorText,
        /// A form with more in it than it can take.
        form_too_large: ErrorText,
        /// A form with a file that did not arrive whole.
        garbled_form: ErrorText,
        /// Signing in or out from elsewhere.
        foreign_sign_in: ErrorText,
    }
}
