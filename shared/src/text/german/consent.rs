//! German: the consent page.

use crate::text::messages::Consent;

/// The consent page.
pub(super) const CONSENT: Consent = Consent {
    title: "{app} autorisieren",
    heading: "{app} möchte sich mit deinem {product}-Konto verbinden",
    made_by: "Von {org}, hier registriert am {date}",
    says: "Was {org} darüber sagt",
    acting_as: "Angemeldet als",
    organization: "Organisation",
    switch_account: "Anderes Konto verwenden",
    permissions: "Wenn du zustimmst, darf die App",
    new: "neu",
    asks_more: "Du hast diese App schon einmal autorisiert. Was sie darüber hinaus verlangt, ist gekennzeichnet.",
    asks_nothing_new: "Du hast diese App schon einmal autorisiert. Sie verlangt nichts darüber hinaus.",
    lasts: "Der Zugriff läuft nicht ab: Er gilt, bis du ihn unter {place} widerrufst.",
    place: "Einstellungen > Genehmigte Apps",
    sends_to: "So oder so geht es zurück zu {host}",
    sends_to_program: "So oder so geht es zurück zu einem Programm auf diesem Computer ({host})",
    sends_to_app: "So oder so geht es zurück zu der App auf diesem Gerät, die {host} öffnet",
    client_id: "Client-ID",
    deny: "Ablehnen",
    authorize: "Autorisieren",
    open_too_long: "Diese Seite war eine Weile offen. Bitte prüfe sie noch einmal und entscheide neu.",
    undecided: "Du warst nicht mehr angemeldet, deshalb ist noch nichts entschieden. Bitte entscheide noch einmal.",
};
