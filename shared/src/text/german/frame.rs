//! German: what stands around every page.

use crate::text::messages::Frame;

/// Around every page.
pub(super) const FRAME: Frame = Frame {
    skip: "Zum Inhalt springen",
    navigation: "Einstellungen",
    apps: "Apps",
    api_keys: "API-Schlüssel",
    approved_apps: "Genehmigte Apps",
    who: "{user} in {org}",
    sign_out: "Abmelden",
    date: "{day}. {month} {year}",
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    copy: "Kopieren",
    copied: "Kopiert",
    keep: "Alles so lassen",
    unsent: "Du warst nicht mehr angemeldet, deshalb ist noch nichts geändert. Bitte tu es hier noch einmal.",
};
