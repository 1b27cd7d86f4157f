//! What a person reads when something is not right: with a form, with a redirect URI, with a request.

use super::areas::Told;
use super::declare::{Text, texts};

texts! {
    /// What is wrong with a form.
    Problems {
        /// Above the list of what is wrong.
        summary: Text,
        /// Before the tab's title.
        title: Text,
        /// The app has no name.
        name_missing: Text,
        /// A name has at most `{max}` characters.
        name_too_long: Text,
        /// A description has at most `{max}` characters.
        description_too_long: Text,
        /// The character at place `{at}`, written `{code}`, hides or turns the direction of what follows.
        hidden: Text,
        /// Nothing of it can be seen.
        shows_nothing: Text,
        /// A letter of `{word}` has more than `{max}` marks on it.
        marks: Text,
        /// `{word}` mixes scripts whose letters look the same.
        mixed: Text,
        /// There is none.
        redirect_uri_missing: Text,
        /// An app has at most `{max}`.
        redirect_uris_too_many: Text,
        /// They take at most `{max}` bytes together.
        redirect_uris_too_large: Text,
        /// The one in line `{line}`, and `{reason}`: one of [`RedirectUri`].
        redirect_uri: Text,
        /// None is chosen.
        permission_missing: Text,
        /// Part of the form could not be read.
        unreadable: Text,
        /// The key has no label.
        label_missing: Text,
        /// A label has at most `{max}` characters.
        label_too_long: Text,
        /// What the key opens is not chosen.
        use_missing: Text,
    }
}

texts! {
    /// Why a redirect URI cannot be registered: the end of a sentence that began with which one.
    RedirectUri {
        /// Over `{max}` bytes.
        too_long: Text,
        /// The character at place `{at}`, written `{code}`, cannot be seen.
        hidden: Text,
        /// There are several, with a comma between them.
        several: Text,
        /// The character at place `{at}`, written `{code}`, can stand in no URI.
        character: Text,
        /// No absolute URI.
        not_absolute: Text,
        /// A scheme that is not allowed.
        scheme: Text,
        /// It has one.
        fragment: Text,
        /// It has one.
        user_info: Text,
        /// It has one.
        wildcard: Text,
        /// Its query has a parameter that `{product}` adds.
        reserved_parameter: Text,
        /// A browser would write it as `{uri}`, and so it would be taken.
        spelling: Text,
    }
}

texts! {
    /// An app's picture: its field, and why a file is not taken.
    Picture {
        /// The field.
        label: Text,
        /// What may be chosen.
        help: Text,
        /// The box that removes it.
        remove: Text,
        /// It was good, but the form was not, and a browser keeps no files.
        again: Text,
        /// Text was sent in its place.
        not_a_file: Text,
        /// There are several.
        several: Text,
        /// Over 1 MiB.
        too_large: Text,
        /// An SVG.
        svg: Text,
        /// A GIF.
        gif: Text,
        /// A file without anything in it.
        empty: Text,
        /// Nothing that we know.
        unknown: Text,
        /// Over 4096 pixels a side, or too many bits.
        too_many_pixels: Text,
        /// Under 64 pixels a side.
        too_few_pixels: Text,
        /// It cannot be decoded.
        broken: Text,
    }
}

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
