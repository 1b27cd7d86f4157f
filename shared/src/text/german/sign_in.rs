//! German: signing in.

use crate::text::messages::{SignIn, Told};

/// Signing in.
pub(super) const SIGN_IN: SignIn = SignIn {
    sign_in: "Anmelden",
    go_on: "Weiter",
    already: "Du bist angemeldet: {user} in {org}.",
    forgotten: Told {
        title: "Diese Anmeldung ist hier nicht mehr bekannt",
        happened: "Sie wurde vor mehr als einer halben Stunde begonnen, später begonnene sind an ihre Stelle getreten, oder dieser Browser speichert keine Cookies. Durch sie wurde niemand angemeldet.",
        remedy: "Bitte melde dich neu an, geh dann dorthin zurück, woher du kamst, und beginne dort noch einmal.",
    },
    too_long: Told {
        title: "Du bist angemeldet",
        happened: "Die Adresse der Seite, von der du kamst, war zu lang, um gemerkt zu werden.",
        remedy: "Bitte geh dorthin zurück und beginne dort noch einmal.",
    },
};
