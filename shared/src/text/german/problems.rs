//! German: what is wrong with a form, a redirect URI or a picture.

use crate::text::messages::{Picture, Problems, RedirectUri};

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

/// Why a redirect URI cannot be registered: the end of a sentence that began with which one.
pub(super) const REDIRECT_URI: RedirectUri = RedirectUri {
    too_long: "ist länger als {max} Bytes",
    hidden: "enthält ein unsichtbares Zeichen an Stelle {at} ({code}); lösche es",
    several: "enthält mehr als eine; schreib jede für sich, ohne etwas dazwischen",
    character: "enthält an Stelle {at} ein Zeichen ({code}), das in einer URI nicht stehen kann; schreib diesen Teil neu",
    not_absolute: "ist keine absolute URI wie https://app.example.com/callback",
    host: "muss nach „://“ den ganzen Host nennen, wie app.example.com oder 192.0.2.1",
    percent: "enthält ein Prozentzeichen, das nichts kodiert; das Zeichen selbst schreibst du %25",
    scheme: "muss https verwenden; http ist nur für localhost, 127.0.0.1 und [::1], und ein eigenes Schema braucht einen Punkt, wie com.example.app:/callback",
    fragment: "darf kein Fragment (#) enthalten",
    user_info: "darf keinen Benutzernamen und kein Passwort enthalten",
    wildcard: "darf keinen Platzhalter (*) enthalten",
    reserved_parameter: "darf in der Query kein code, state, error oder iss haben: Die kommen hinzu, wenn Nutzer zurückgeschickt werden",
    spelling: "muss so geschrieben werden: {uri}",
};

/// An app's picture: its field, and why a file is not taken.
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
