//! English: what is wrong with a form, a redirect URI or a picture.

use crate::text::messages::{Picture, Problems, RedirectUri};

/// What is wrong with a form.
pub(super) const PROBLEMS: Problems = Problems {
    summary: "Please correct this first",
    title: "Not saved: {title}",
    name_missing: "Give the app a name.",
    name_too_long: "A name has at most {max} characters.",
    description_too_long: "A description has at most {max} characters.",
    hidden: "Character {at} ({code}) cannot be seen, or turns the text around. Delete it and type what is around it again.",
    shows_nothing: "This shows nothing. Write at least one letter, digit or sign.",
    marks: "A letter carries too many accents in “{word}”. It has at most {max}.",
    mixed: "“{word}” mixes Latin letters with letters of another alphabet that look the same. Type it again in one alphabet.",
    redirect_uri_missing: "Give at least one redirect URI, such as https://app.example.com/callback.",
    redirect_uris_too_many: "An app has at most {max} redirect URIs.",
    redirect_uris_too_large: "Redirect URIs take at most {max} bytes together.",
    redirect_uri: "Redirect URI {line} {reason}.",
    permission_missing: "Choose at least one permission.",
    unreadable: "Part of the form could not be read. Please check every field.",
    label_missing: "Say what the key is for.",
    label_too_long: "A label has at most {max} characters.",
    use_missing: "Choose what the key gives access to.",
};

/// Why a redirect URI cannot be registered: the end of a sentence that began with which one.
pub(super) const REDIRECT_URI: RedirectUri = RedirectUri {
    too_long: "is longer than {max} bytes",
    hidden: "contains a character that cannot be seen, at place {at} ({code}); delete it",
    several: "holds more than one; write each by itself, with nothing between them",
    character: "contains a character that cannot stand in a URI, at place {at} ({code}); write that part anew",
    not_absolute: "is not an absolute URI such as https://app.example.com/callback",
    host: "must name its host in full after “://”, such as app.example.com or 192.0.2.1",
    percent: "contains a percent sign that encodes nothing; write the sign itself as %25",
    scheme: "must use https; http is for localhost, 127.0.0.1 and [::1] only, and a private-use scheme needs a dot, such as com.example.app:/callback",
    fragment: "must not contain a fragment (#)",
    user_info: "must not contain a user name or password",
    wildcard: "must not contain a wildcard (*)",
    reserved_parameter: "must not have code, state, error or iss in its query: those are added when users are sent back",
    spelling: "must be written as {uri}",
};

/// An app's picture: its field, and why a file is not taken.
pub(super) const PICTURE: Picture = Picture {
    label: "Picture (optional)",
    help: "PNG, JPEG or WebP, up to 1 MiB. The middle is shown, as a square; 256 pixels a side are best.",
    remove: "Remove the picture",
    again: "Please choose the picture again.",
    not_a_file: "Choose a file. Pictures are not fetched from an address.",
    several: "Choose one picture.",
    too_large: "This file is too large: a picture has at most 1 MiB.",
    svg: "An SVG is a drawing that can carry programs, so it is not taken. Export it as PNG.",
    gif: "GIF is not taken. Save the picture as PNG, JPEG or WebP.",
    empty: "This file is empty.",
    unknown: "This is no PNG, JPEG or WebP picture, whatever the file's name says.",
    too_many_pixels: "This picture is too large to open: at most 4096 pixels a side, with 8 bits a colour.",
    too_few_pixels: "This picture is too small: at least 64 pixels a side, better 256.",
    broken: "This file is broken: the picture in it cannot be read.",
};
