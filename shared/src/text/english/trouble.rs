//! English: what is not right.

use crate::text::areas::Told;
use crate::text::areas_of_trouble::{Errors, Picture, Problems, RedirectUri};

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

/// Why a redirect URI cannot be registered.
pub(super) const REDIRECT_URI: RedirectUri = RedirectUri {
    too_long: "is longer than {max} bytes",
    hidden: "contains a character that cannot be seen, at place {at} ({code}); delete it",
    several: "holds more than one; write each by itself, with nothing between them",
    character: "contains a character that cannot stand in a URI, at place {at} ({code}); write that part anew",
    not_absolute: "is not an absolute URI such as https://app.example.com/callback",
    scheme: "must use https; http is for localhost, 127.0.0.1 and [::1] only, and a private-use scheme needs a dot, such as com.example.app:/callback",
    fragment: "must not contain a fragment (#)",
    user_info: "must not contain a user name or password",
    wildcard: "must not contain a wildcard (*)",
    reserved_parameter: "must not have code, state, error or iss in its query: those are added when users are sent back",
    spelling: "must be written as {uri}",
};

/// An app's picture.
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

/// Error pages.
pub(super) const ERRORS: Errors = Errors {
    request: "Request {id}",
    elsewhere: "See what has access to your account",
    unavailable: Told {
        title: "Not available right now",
        happened: "Something on our side did not answer.",
        remedy: "Please try again in a moment; if you were changing something, look first whether it has been done.",
    },
    server_error: Told {
        title: "Something went wrong",
        happened: "The mistake is on our side.",
        remedy: "Please try again; if it happens again, send us the request id below.",
    },
    not_found: Told {
        title: "Page not found",
        happened: "There is nothing here. It may have been deleted, or the address may be mistyped.",
        remedy: "Please check the address, or go back to where you came from.",
    },
    method: Told {
        title: "That does not work here",
        happened: "This address does not take that kind of request.",
        remedy: "Please go back and start again.",
    },
    unreadable_request: Told {
        title: "This link is not right",
        happened: "The app sent a request that is too long or garbled. Nothing was shared with it.",
        remedy: "Please go back to the app and try again, or tell its makers.",
    },
    unknown_client: Told {
        title: "We do not know this app",
        happened: "The app that sent you here is not registered, or has been removed. Nothing was shared with it.",
        remedy: "Please tell its makers. If you make the app: check its client_id.",
    },
    redirect_uri: Told {
        title: "This app cannot receive you back",
        happened: "The address that the app wants you sent to is not one it has registered, so we stopped here. Nothing was shared with it.",
        remedy: "Please tell its makers. If you make the app: redirect_uri must equal a registered one, character for character.",
    },
    stale_decision: Told {
        title: "This page is out of date",
        happened: "We could not tell that this decision was made on our page, for the app as it is now. Nothing was shared.",
        remedy: "Please go back to the app and start again.",
    },
    no_decision_form: Told {
        title: "That was not our form",
        happened: "Decisions are made on our page only. Nothing was shared.",
        remedy: "Please go back to the app and start again.",
    },
    no_decision: Told {
        title: "Neither yes nor no",
        happened: "We could not tell whether you meant Authorize or Deny, so nothing was shared.",
        remedy: "Please go back and choose one of them.",
    },
    not_admin: Told {
        title: "For admins",
        happened: "Apps and API keys belong to the organization, so only its admins manage them.",
        remedy: "Ask one of them, or sign in with another account.",
    },
    overtaken: Told {
        title: "A new secret was made already",
        happened: "Another secret has been made for this app since you opened this page, and that one is in force.",
        remedy: "Please go back to the app; make a new one only if nobody has copied it.",
    },
    stale_form: Told {
        title: "This page is out of date",
        happened: "We could not tell that this form was sent from our own page in this sign-in. Nothing was changed.",
        remedy: "Please go back, reload the page and try again.",
    },
    no_form: Told {
        title: "That was not our form",
        happened: "Settings are changed with the forms on these pages only. Nothing was changed.",
        remedy: "Please go back and use the form.",
    },
    form_too_large: Told {
        title: "That is too much for this form",
        happened: "More was sent than this form can take. Nothing was changed.",
        remedy: "Please go back, shorten what you entered, and send it again.",
    },
    garbled_form: Told {
        title: "The form did not arrive whole",
        happened: "What was sent is not put together like a form with a file. Nothing was changed.",
        remedy: "Please go back and send it again.",
    },
    foreign_sign_in: Told {
        title: "Not from another site",
        happened: "Signing in and out works from our own page only.",
        remedy: "Please open it and try again.",
    },
};
