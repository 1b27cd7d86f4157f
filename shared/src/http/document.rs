//! What an answer needs to know of a page: the HTML, and what its policy must allow.

/// A page, whole.
#[derive(Debug)]
pub struct Document {
    /// The HTML.
    pub html: String,
    /// The sources its Content-Security-Policy has to allow: `style-src '…'; script-src '…'`.
    pub sources: String,
}
