//! German: signing in.

use crate::text::messages::{ErrorText, SignIn};

/// Signing in.
pub(super) const SIGN_IN: SignIn = SignIn {
    sign_in: "Anmelden",
    go_on: "Weiter",
    already: "Du bist angemeldet: {user} in {org}.",
    forgotten: ErrorText {
        title: "Diese Anmeldung ist hier nicht mehr bekannt",
        happened: "Sie wurde vor mehr als einer halben Stunde begonnen, später begonnene sind an ihre Stelle getreten, oder dieser Browser speichert keine Cookies. Durch sie wurde niemand angemeldet.",
        remedy: "Bitte melde dich neu an, geh dann dorthin zurück, woher du kamst, und beginne dort noch einmal.",
    },
    too_long: ErrorText {
        title: "Du bist angemeldet",
        happened: "Die Adresse der Seite, von der du kamst, war zu lang, um gemerkt zu werden.",
        remedy: "Bitte geh dorthin zurück und beginne dort noch einmal.",
    },
    ask: ErrorText {
        title: "Bitte melde dich an",
        happened: "Du warst nicht mehr angemeldet, deshalb ist noch nichts geändert worden.",
        remedy: "Melde dich an, dann kommst du zurück zu der Seite, von der du kamst.",
    },
    ended: ErrorText {
        title: "Du bist hier abgemeldet",
        happened: "Dort, wo du dich anmeldest, bist du vielleicht noch angemeldet.",
        remedy: "An einem Rechner, den auch andere benutzen, melde dich dort ebenfalls ab.",
    },
    end_elsewhere: "Auch dort abmelden",
};
