//! German: error pages.

use crate::text::messages::{ErrorText, Errors};

/// Error pages.
pub(super) const ERRORS: Errors = Errors {
    request: "Anfrage {id}",
    elsewhere: "Nachsehen, was Zugriff auf dein Konto hat",
    unavailable: ErrorText {
        title: "Gerade nicht verfügbar",
        happened: "Etwas bei uns hat nicht geantwortet.",
        remedy: "Bitte versuche es gleich noch einmal; wenn du etwas ändern wolltest, sieh erst nach, ob es schon geschehen ist.",
    },
    server_error: ErrorText {
        title: "Etwas ist schiefgegangen",
        happened: "Der Fehler liegt bei uns.",
        remedy: "Bitte versuche es noch einmal; wenn es wieder passiert, schick uns die Anfrage-ID, die unten steht.",
    },
    not_found: ErrorText {
        title: "Seite nicht gefunden",
        happened: "Hier ist nichts. Vielleicht wurde es gelöscht, oder die Adresse enthält einen Tippfehler.",
        remedy: "Bitte prüfe die Adresse, oder geh zurück zur vorherigen Seite.",
    },
    method: ErrorText {
        title: "Das geht hier nicht",
        happened: "Diese Adresse nimmt diese Art von Anfrage nicht an.",
        remedy: "Bitte geh zurück und fang von vorn an.",
    },
    unreadable_request: ErrorText {
        title: "Dieser Link stimmt nicht",
        happened: "Die App hat eine Anfrage geschickt, die zu lang oder unlesbar ist. Es wurde nichts mit ihr geteilt.",
        remedy: "Bitte geh zur App zurück und versuche es noch einmal, oder melde es dem Anbieter der App.",
    },
    unknown_client: ErrorText {
        title: "Wir kennen diese App nicht",
        happened: "Die App, von der du kommst, ist nicht registriert oder wurde entfernt. Es wurde nichts mit ihr geteilt.",
        remedy: "Bitte melde das dem Anbieter der App. Wenn du die App machst: Prüfe ihre client_id.",
    },
    redirect_uri: ErrorText {
        title: "Die Rücksprungadresse dieser App stimmt nicht",
        happened: "Die Adresse, zu der die App dich schicken will, hat sie nicht registriert, deshalb geht es hier nicht weiter. Es wurde nichts mit ihr geteilt.",
        remedy: "Bitte melde das dem Anbieter der App. Wenn du die App machst: redirect_uri muss Zeichen für Zeichen einer registrierten gleichen.",
    },
    stale_decision: ErrorText {
        title: "Diese Seite ist veraltet",
        happened: "Wir konnten nicht erkennen, dass diese Entscheidung auf unserer Seite getroffen wurde, für die App, wie sie jetzt ist. Es wurde nichts geteilt.",
        remedy: "Bitte geh zur App zurück und fang von vorn an.",
    },
    no_decision_form: ErrorText {
        title: "Das war nicht unser Formular",
        happened: "Entschieden wird nur auf unserer Seite. Es wurde nichts geteilt.",
        remedy: "Bitte geh zur App zurück und fang von vorn an.",
    },
    no_decision: ErrorText {
        title: "Weder ja noch nein",
        happened: "Wir konnten nicht erkennen, ob du Autorisieren oder Ablehnen meintest, deshalb wurde nichts geteilt.",
        remedy: "Bitte geh zurück und wähle eines davon.",
    },
    not_admin: ErrorText {
        title: "Nur für Admins",
        happened: "Apps und API-Schlüssel gehören der Organisation, deshalb verwalten sie nur deren Admins.",
        remedy: "Wende dich an eine dieser Personen, oder melde dich mit einem anderen Konto an.",
    },
    overtaken: ErrorText {
        title: "Es gibt schon ein neues Geheimnis",
        happened: "Seit du diese Seite geöffnet hast, wurde für diese App ein anderes Geheimnis erstellt, und dieses gilt.",
        remedy: "Bitte geh zur App zurück; erstelle nur dann ein neues, wenn es niemand kopiert hat.",
    },
    stale_form: ErrorText {
        title: "Diese Seite ist veraltet",
        happened: "Wir konnten nicht erkennen, dass dieses Formular von unserer eigenen Seite und aus dieser Anmeldung kommt. Es wurde nichts geändert.",
        remedy: "Bitte geh zurück, lade die Seite neu und versuche es noch einmal.",
    },
    no_form: ErrorText {
        title: "Das war nicht unser Formular",
        happened: "Einstellungen werden nur mit den Formularen auf diesen Seiten geändert. Es wurde nichts geändert.",
        remedy: "Bitte geh zurück und benutze das Formular.",
    },
    form_too_large: ErrorText {
        title: "Das ist zu viel für dieses Formular",
        happened: "Es wurde mehr gesendet, als dieses Formular fassen kann. Es wurde nichts geändert.",
        remedy: "Bitte geh zurück, kürze deine Eingaben und sende sie noch einmal.",
    },
    garbled_form: ErrorText {
        title: "Das Formular kam nicht vollständig an",
        happened: "Was gesendet wurde, ist nicht aufgebaut wie ein Formular mit einer Datei. Es wurde nichts geändert.",
        remedy: "Bitte geh zurück und sende es noch einmal.",
    },
    foreign_sign_in: ErrorText {
        title: "Nicht von einer anderen Website aus",
        happened: "An- und abmelden kannst du dich nur von unserer eigenen Seite aus.",
        remedy: "Bitte öffne sie und versuche es noch einmal.",
    },
};
