//! Error pages.

use super::parts::Told;
use crate::text::declare::{Text, texts};

texts! {
    /// Error pages.
    Errors {
        /// The id under which the log knows the request: `{id}`.
        request: Text,
        /// The link to Settings > Approved apps.
        elsewhere: Text,
        /// Storage trouble.
        unavailable: Told,
        /// A mistake of ours.
        server_error: Told,
        /// No page at this address.
        not_found: Told,
        /// The address takes another method.
        method: Told,
        /// An authorization request that cannot be read.
        unreadable_request: Told,
        /// No such app.
        unknown_client: Told,
        /// Not a redirect URI of the app's.
        redirect_uri: Told,
        /// A decision that did not come from our page, or about an app that has been changed since.
        stale_decision: Told,
        /// A decision that is no form.
        no_decision_form: Told,
        /// Neither yes nor no.
        no_decision: Told,
        /// A page for admins.
        not_admin: Told,
        /// Another secret was made since the page was shown.
        overtaken: Told,
        /// A form that did not come from our page.
        stale_form: Told,
        /// Settings that are no form.
        no_form: Told,
        /// A form with more in it than it can take.
        form_too_large: Told,
        /// A form with a file that did not arrive whole.
        garbled_form: Told,
        /// Signing in or out from elsewhere.
        foreign_sign_in: Told,
    }
}
