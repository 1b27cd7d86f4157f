//! The settings.

use super::parts::Confirmation;
use crate::text::declare::{Text, texts};

texts! {
    /// Settings > Apps.
    Apps {
        /// Above the list of the apps of `{org}`.
        heading: Text,
        /// There is none.
        none: Text,
        /// What to do about that.
        none_help: Text,
        /// The link to the form, and the form's heading.
        register: Text,
        /// An app is registered since `{date}`.
        since: Text,
        /// The link to the rest of the list.
        older: Text,
        /// Above the form.
        intro: Text,
        /// A field.
        name: Text,
        /// A field.
        description: Text,
        /// What becomes of it.
        description_help: Text,
        /// A field.
        redirect_uris: Text,
        /// What to write there.
        redirect_help: Text,
        /// The group of permissions.
        may_ask: Text,
        /// The button for a new app.
        create: Text,
        /// The button for changes.
        save: Text,
        /// The link that leaves the form.
        cancel: Text,
        /// The changes are in force.
        saved: Text,
        /// Above the first secret of `{app}`.
        made: Text,
        /// Above a later one.
        remade: Text,
        /// Above a secret that is shown this once.
        once: Text,
        /// Beside the client id.
        client_id: Text,
        /// Beside the client secret.
        client_secret: Text,
        /// The link that leaves the secret.
        have_copied: Text,
        /// Where a secret would stand.
        secret_shown_once: Text,
        /// Beside the day it was registered.
        registered: Text,
        /// Beside the description.
        described: Text,
        /// Above the form on an app's page.
        details: Text,
        /// Above `{app}`, where its form was sent twice.
        made_already: Text,
        /// What that means.
        sent_twice: Text,
        /// Above the form, where somebody else has saved the app since it was shown.
        overtaken: Text,
        /// What that means, and what to do.
        overtaken_help: Text,
        /// The link that leaves what was typed.
        overtaken_leave: Text,
        /// Above what is there now, beside a field.
        there_now: Text,
        /// In its place, where there is none.
        nothing: Text,
        /// Before a new secret.
        rotate: Confirmation,
        /// Before an app is deleted.
        delete: Confirmation,
    }
}

texts! {
    /// Settings > API keys.
    Keys {
        /// Above the list of the keys of `{org}`.
        heading: Text,
        /// There is none.
        none: Text,
        /// What a key is.
        none_help: Text,
        /// A key that opens the public API.
        api: Text,
        /// A key that opens the management API.
        manage: Text,
        /// Made by `{user}` on `{date}`.
        made: Text,
        /// The link to the rest of the list.
        older: Text,
        /// Above the form.
        make: Text,
        /// A field.
        label: Text,
        /// A choice.
        opens: Text,
        /// One of it.
        opens_api: Text,
        /// The other.
        opens_manage: Text,
        /// The button.
        create: Text,
        /// Above a key that is shown this once.
        once: Text,
        /// Beside the key.
        key: Text,
        /// Above the key labelled `{label}`, this once.
        is_made: Text,
        /// Above the key labelled `{label}`, where its form was sent twice.
        made_already: Text,
        /// What that means for `{key}`.
        sent_twice: Text,
        /// Before a key is deleted.
        delete: Confirmation,
    }
}

texts! {
    /// Settings > Approved apps.
    Approved {
        /// There is none.
        none: Text,
        /// What would stand here.
        none_help: Text,
        /// The organization an app acts in: `{org}`.
        acts_in: Text,
        /// When it was approved: `{date}`.
        since: Text,
        /// No live token, one, two, `{count}` (of at most ten).
        tokens: [Text; 4],
        /// The link to the rest of the list.
        older: Text,
        /// Before an approval is taken back.
        revoke: Confirmation,
    }
}
