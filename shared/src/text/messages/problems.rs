//! What is wrong with a form, a redirect URI or a picture.

use crate::text::declare::{Text, texts};

texts! {
    /// What is wrong with a form.
    Problems {
        /// Above the list of what is wrong.
        summary: Text,
        /// Before the tab's title.
        title: Text,
        /// The app has no name.
        name_missing: Text,
        /// A name has at most `{max}` characters.
        name_too_long: Text,
        /// A description has at most `{max}` characters.
        description_too_long: Text,
        /// The character at place `{at}`, written `{code}`, hides or turns the direction of what follows.
        hidden: Text,
        /// Nothing of it can be seen.
        shows_nothing: Text,
        /// A letter of `{word}` has more than `{max}` marks on it.
        marks: Text,
        /// `{word}` mixes scripts whose letters look the same.
        mixed: Text,
        /// There is none.
        redirect_uri_missing: Text,
        /// An app has at most `{max}`.
        redirect_uris_too_many: Text,
        /// They take at most `{max}` bytes together.
        redirect_uris_too_large: Text,
        /// The one in line `{line}`, and `{reason}`: one of [`RedirectUri`].
        redirect_uri: Text,
        /// None is chosen.
        permission_missing: Text,
        /// Part of the form could not be read.
        unreadable: Text,
        /// The key has no label.
        label_missing: Text,
        /// A label has at most `{max}` characters.
        label_too_long: Text,
        /// What the key opens is not chosen.
        use_missing: Text,
    }
}

texts! {
    /// Why a redirect URI cannot be registered: the end of a sentence that began with which one.
    RedirectUri {
        /// Over `{max}` bytes.
        too_long: Text,
        /// The character at place `{at}`, written `{code}`, cannot be seen.
        hidden: Text,
        /// There are several, with a comma between them.
        several: Text,
        /// The character at place `{at}`, written `{code}`, can stand in no URI.
        character: Text,
        /// No absolute URI.
        not_absolute: Text,
        /// It does not name its host for certain.
        host: Text,
        /// A percent sign in it encodes nothing.
        percent: Text,
        /// A scheme that is not allowed.
        scheme: Text,
        /// It has one.
        fragment: Text,
        /// It has one.
        user_info: Text,
        /// It has one.
        wildcard: Text,
        /// Its query has a parameter that `{product}` adds.
        reserved_parameter: Text,
        /// A browser would write it as `{uri}`, and so it would be taken.
        spelling: Text,
    }
}

texts! {
    /// An app's picture: its field, and why a file is not taken.
    Picture {
        /// The field.
        label: Text,
        /// What may be chosen.
        help: Text,
        /// The box that removes it.
        remove: Text,
        /// It was good, but the form was not, and a browser keeps no files.
        again: Text,
        /// Text was sent in its place.
        not_a_file: Text,
        /// There are several.
        several: Text,
        /// Over 1 MiB.
        too_large: Text,
        /// An SVG.
        svg: Text,
        /// A GIF.
        gif: Text,
        /// A file without anything in it.
        empty: Text,
        /// Nothing that we know.
        unknown: Text,
        /// Over 4096 pixels a side, or too many bits.
        too_many_pixels: Text,
        /// Under 64 pixels a side.
        too_few_pixels: Text,
        /// It cannot be decoded.
        broken: Text,
    }
}
