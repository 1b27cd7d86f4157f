//! What a person reads, by the place where it stands. A language that lacks one of these does not compile.

use super::Language;
use super::areas_of_settings::{Approved, Apps, Keys};
use super::areas_of_trouble::{Errors, Picture, Problems, RedirectUri};
#[cfg(test)]
use super::declare::Each;
use super::declare::{Text, texts};

/// Everything in one language.
#[derive(Debug)]
pub struct Texts {
    /// Which.
    pub language: Language,
    /// Around every page.
    pub frame: Frame,
    /// The consent page.
    pub consent: Consent,
    /// Settings > Apps.
    pub apps: Apps,
    /// Settings > API keys.
    pub keys: Keys,
    /// Settings > Approved apps.
    pub approved: Approved,
    /// What is wrong with a form.
    pub problems: Problems,
    /// Why a redirect URI cannot be registered.
    pub redirect_uri: RedirectUri,
    /// An app's picture.
    pub picture: Picture,
    /// Error pages.
    pub errors: Errors,
    /// Signing in.
    pub sign_in: SignIn,
}

#[cfg(test)]
impl Texts {
    pub(super) fn each(&self, look: &mut dyn FnMut(&str, Text)) {
        let Self {
            language: _,
            frame,
            consent,
            apps,
            keys,
            approved,
            problems,
            redirect_uri,
            picture,
            errors,
            sign_in,
        } = self;
        let areas: [(&str, &dyn Each); 10] = [
            ("frame", frame),
            ("consent", consent),
            ("apps", apps),
            ("keys", keys),
            ("approved", approved),
            ("problems", problems),
            ("redirect_uri", redirect_uri),
            ("picture", picture),
            ("errors", errors),
            ("sign_in", sign_in),
        ];
        for (name, area) in areas {
            area.each(name, look);
        }
    }
}

texts! {
    /// What an error page says.
    Told {
        /// What happened, in a few words.
        title: Text,
        /// What happened, in a sentence; and what did not.
        happened: Text,
        /// What to do now.
        remedy: Text,
    }
}

texts! {
    /// What is asked before something that cannot be taken back.
    Question {
        /// What leads to the question.
        open: Text,
        /// The question.
        title: Text,
        /// What will happen.
        effect: Text,
        /// What will not, or whether there is a way back.
        beyond: Text,
        /// The button that does it: the act, not "OK".
        button: Text,
    }
}

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
        forgotten: Told,
        /// It could not remember where it was.
        too_long: Told,
    }
}
