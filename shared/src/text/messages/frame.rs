//! What stands around every page.

use crate::text::declare::{Text, texts};

texts! {
    /// Around every page.
    Frame {
        /// The link that leads past the header, for keyboards.
        skip: Text,
        /// The name of the navigation, for screen readers.
        navigation: Text,
        /// A place in it.
        apps: Text,
        /// A place in it.
        api_keys: Text,
        /// A place in it.
        approved_apps: Text,
        /// `{user}` is signed in, acting for `{org}`.
        who: Text,
        /// The button.
        sign_out: Text,
        /// A day: `{day}`, `{month}` in words, `{year}`.
        date: Text,
        /// January to December, as they stand in a date.
        months: [Text; 12],
        /// Copies the secret beside it.
        copy: Text,
        /// Said once it is copied.
        copied: Text,
        /// The button that leaves a question without doing anything.
        keep: Text,
        /// A form was sent when nobody was signed in any more.
        unsent: Text,
    }
}
