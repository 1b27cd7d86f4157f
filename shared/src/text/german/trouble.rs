//! German: what is not right.

use crate::text::areas::Told;
use crate::text::areas_of_trouble::{Errors, Picture, Problems, RedirectUri};

/// What is wrong with a form.
pub(super) const PROBLEMS: Problems = Problems {
    summary: "Bitte korrigiere zuerst Folgendes",
    title: "Nicht gespeichert: {title}",
    name_missing: "Gib der App einen Namen.",
    name_too_long: "Ein Name hat höchstens {max} Zeichen.",
    description_too_long: "Eine Beschreibung hat höchstens {max} Zeichen.",
    hidden: "Zeichen {at} ({code}) ist unsichtbar oder dreht den Text um. Lösche es und tippe neu, was darum herum steht.",
    shows_nothing: "Davon ist nichts zu sehen. Schreib mindestens einen Buchstaben, eine Ziffer oder ein Zeichen.",
    marks: "Ein Buchstabe in „{word}“ trägt zu viele Akzente. Höchstens {max} sind möglich.",
    mixed: "„{word}“ mischt lateinische Buchstaben mit gleich aussehenden eines anderen Alphabets. Schreib es neu in einem Alphabet.",
    redirect_uri_missing: "Gib mindestens eine Redirect-URI an, zum Beispiel https://app.example.com/callback.",
    redirect_uris_too_many: "Eine App hat höchstens {max} Redirect-URIs.",
    redirect_uris_too_large: "Redirect-URIs dürfen zusammen höchstens {max} Bytes lang sein.",
    redirect_uri: "Redirect-URI {line} {reason}.",
    permission_missing: "Wähle mindestens eine Berechtigung.",
    unreadable: "Ein Teil des Formulars war nicht lesbar. Bitte prüfe jedes Feld.",
    label_missing: "Sag, wofür der Schlüssel ist.",
    label_too_long: "Eine Bezeichnung hat höchstens {max} Zeichen.",
    use_missing: "Wähle, worauf der Schlüssel Zugriff gibt.",
};

/// Why a redirect URI cannot be registered.
pub(super) const REDIRECT_URI: RedirectUri = RedirectUri {
    too_long: "ist länger als {max} Bytes",
    hidden: "enthält ein unsichtbares Zeichen an Stelle {at} ({code}); lösche es",
    several: "enthält mehr als eine; schreib jede für sich, ohne etwas dazwischen",
    character: "enthält an Stelle {at} ein Zeichen ({code}), das in einer URI nicht stehen kann; schreib diesen Teil neu",
    not_absolute: "ist keine absolute URI wie https://app.example.com/callback",
    scheme: "muss https verwenden; http ist nur für localhost, 127.0.0.1 und [::1], und ein eigenes Schema braucht einen Punkt, wie com.example.app:/callback",
    fragment: "darf kein Fragment (#) enthalten",
    user_info: "darf keinen Benutzernamen und kein Passwort enthalten",
    wildcard: "darf keinen Platzhalter (*) enthalten",
    reserved_parameter: "darf in der Query kein code, state, error oder iss haben: Die kommen hinzu, wenn Nutzer zurückgeschickt werden",
    spelling: "muss so geschrieben werden: {uri}",
};

/// An app's picture.
pub(super) const PICTURE: Picture = Picture {
    label: "Bild (optional)",
    help: "PNG, JPEG oder WebP, bis 1 MiB. Gezeigt wird die Mitte als Quadrat; am besten sind 256 Pixel je Seite.",
    remove: "Das Bild entfernen",
    again: "Bitte wähle das Bild noch einmal.",
    not_a_file: "Wähle eine Datei. Bilder werden nicht von einer Adresse geholt.",
    several: "Wähle ein einziges Bild.",
    too_large: "Diese Datei ist zu groß: Ein Bild hat höchstens 1 MiB.",
    svg: "Ein SVG ist eine Zeichnung, die Programme enthalten kann, und wird nicht angenommen. Exportiere es als PNG.",
    gif: "GIF wird nicht angenommen. Speichere das Bild als PNG, JPEG oder WebP.",
    empty: "Diese Datei ist leer.",
    unknown: "Das ist kein PNG-, JPEG- oder WebP-Bild, was auch immer der Dateiname sagt.",
    too_many_pixels: "Dieses Bild ist zu groß: höchstens 4096 Pixel je Seite, mit 8 Bit je Farbe.",
    too_few_pixels: "Dieses Bild ist zu klein: mindestens 64 Pixel je Seite, besser 256.",
    broken: "Diese Datei ist beschädigt: Das Bild darin lässt sich nicht lesen.",
};

/// Error pages.
pub(super) const ERRORS: Errors = Errors {
    request: "Anfrage {id}",
    elsewhere: "Nachsehen, was Zugriff auf dein Konto hat",
    unavailable: Told {
        title: "Gerade nicht verfügbar",
        happened: "Etwas bei uns hat nicht geantwortet.",
        remedy: "Bitte versuche es gleich noch einmal; wenn du etwas ändern wolltest, sieh erst nach, ob es schon geschehen ist.",
    },
    server_error: Told {
        title: "Etwas ist schiefgegangen",
        happened: "Der Fehler liegt bei uns.",
        remedy: "Bitte versuche es noch einmal; wenn es wieder passiert, schick uns die Anfrage-ID, die unten steht.",
    },
    not_found: Told {
        title: "Seite nicht gefunden",
        happened: "Hier ist nichts. Vielleicht wurde es gelöscht, oder die Adresse enthält einen Tippfehler.",
        remedy: "Bitte prüfe die Adresse, oder geh zurück zur vorherigen Seite.",
    },
    method: Told {
        title: "Das geht hier nicht",
        happened: "Diese Adresse nimmt diese Art von Anfrage nicht an.",
        remedy: "Bitte geh zurück und fang von vorn an.",
    },
    unreadable_request: Told {
        title: "Dieser Link stimmt nicht",
        happened: "Die App hat eine Anfrage geschickt, die zu lang oder unlesbar ist. Es wurde nichts mit ihr geteilt.",
        remedy: "Bitte geh zur App zurück und versuche es noch einmal, oder melde es dem Anbieter der App.",
    },
    unknown_client: Told {
        title: "Wir kennen diese App nicht",
        happened: "Die App, von der du kommst, ist nicht registriert oder wurde entfernt. Es wurde nichts mit ihr geteilt.",
        remedy: "Bitte melde das dem Anbieter der App. Wenn du die App machst: Prüfe ihre client_id.",
    },
    redirect_uri: Told {
        title: "Die Rücksprungadresse dieser App stimmt nicht",
        happened: "Die Adresse, zu der die App dich schicken will, hat sie nicht registriert, deshalb geht es hier nicht weiter. Es wurde nichts mit ihr geteilt.",
        remedy: "Bitte melde das dem Anbieter der App. Wenn du die App machst: redirect_uri muss Zeichen für Zeichen einer registrierten gleichen.",
    },
    stale_decision: Told {
        title: "Diese Seite ist veraltet",
        happened: "Wir konnten nicht erkennen, dass diese Entscheidung auf unserer Seite getroffen wurde, für die App, wie sie jetzt ist. Es wurde nichts geteilt.",
        remedy: "Bitte geh zur App zurück und fang von vorn an.",
    },
    no_decision_form: Told {
        title: "Das war nicht unser Formular",
        happened: "Entschieden wird nur auf unserer Seite. Es wurde nichts geteilt.",
        remedy: "Bitte geh zur App zurück und fang von vorn an.",
    },
    no_decision: Told {
        title: "Weder ja noch nein",
        happened: "Wir konnten nicht erkennen, ob du Autorisieren oder Ablehnen meintest, deshalb wurde nichts geteilt.",
        remedy: "Bitte geh zurück und wähle eines davon.",
    },
    not_admin: Told {
        title: "Nur für Admins",
        happened: "Apps und API-Schlüssel gehören der Organisation, deshalb verwalten sie nur deren Admins.",
        remedy: "Wende dich an eine dieser Personen, oder melde dich mit einem anderen Konto an.",
    },
    overtaken: Told {
        title: "Es gibt schon ein neues Geheimnis",
        happened: "Seit du diese Seite geöffnet hast, wurde für diese App ein anderes Geheimnis erstellt, und dieses gilt.",
        remedy: "Bitte geh zur App zurück; erstelle nur dann ein neues, wenn es niemand kopiert hat.",
    },
    stale_form: Told {
        title: "Diese Seite ist veraltet",
        happened: "Wir konnten nicht erkennen, dass dieses Formular von unserer eigenen Seite und aus dieser Anmeldung kommt. Es wurde nichts geändert.",
        remedy: "Bitte geh zurück, lade die Seite neu und versuche es noch einmal.",
    },
    no_form: Told {
        title: "Das war nicht unser Formular",
        happened: "Einstellungen werden nur mit den Formularen auf diesen Seiten geändert. Es wurde nichts geändert.",
        remedy: "Bitte geh zurück und benutze das Formular.",
    },
    form_too_large: Told {
        title: "Das ist zu viel für dieses Formular",
        happened: "Es wurde mehr gesendet, als dieses Formular fassen kann. Es wurde nichts geändert.",
        remedy: "Bitte geh zurück, kürze deine Eingaben und sende sie noch einmal.",
    },
    garbled_form: Told {
        title: "Das Formular kam nicht vollständig an",
        happened: "Was gesendet wurde, ist nicht aufgebaut wie ein Formular mit einer Datei. Es wurde nichts geändert.",
        remedy: "Bitte geh zurück und sende es noch einmal.",
    },
    foreign_sign_in: Told {
        title: "Nicht von einer anderen Website aus",
        happened: "An- und abmelden kannst du dich nur von unserer eigenen Seite aus.",
        remedy: "Bitte öffne sie und versuche es noch einmal.",
    },
};
