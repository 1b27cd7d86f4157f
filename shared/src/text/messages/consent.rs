//! The consent page.

use crate::text::declare::{Text, texts};

texts! {
    /// The consent page.
    Consent {
        /// The tab's title, for `{app}`.
        title: Text,
        /// Who asks: `{app}`, to connect to an account at `{product}`.
        heading: Text,
        /// The app belongs to the organization `{org}`, and is registered since `{date}`.
        made_by: Text,
        /// Above the description, which is the words of `{org}` and not ours.
        says: Text,
        /// Beside the user's name and address.
        acting_as: Text,
        /// Beside the organization's name.
        organization: Text,
        /// The button that signs in as somebody else and comes back.
        switch_account: Text,
        /// Above the list of permissions.
        permissions: Text,
        /// Marks a permission that an earlier approval did not cover.
        new: Text,
        /// The app was approved before, and asks for more.
        asks_more: Text,
        /// The app was approved before, and asks for nothing new.
        asks_nothing_new: Text,
        /// How long it lasts; `{place}` is a link.
        lasts: Text,
        /// That place.
        place: Text,
        /// Where both buttons lead: `{host}`.
        sends_to: Text,
        /// The same, where `{host}` is this computer.
        sends_to_program: Text,
        /// The same, where `{host}` is a scheme that an app on the device opens.
        sends_to_app: Text,
        /// Beside the app's id.
        client_id: Text,
        /// The button that says no.
        deny: Text,
        /// The button that says yes.
        authorize: Text,
        /// Why the page is shown again.
        open_too_long: Text,
        /// The same, where it was decided on when nobody was signed in any more.
        undecided: Text,
    }
}
