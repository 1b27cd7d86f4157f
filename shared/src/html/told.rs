//! What has happened and what to do now, as every page says it that is about nothing else.

use crate::http::request::Request;
use crate::text::{ErrorText, Texts, fill};
use maud::{Markup, html};

/// The heading and both sentences.
pub fn told(text: &ErrorText) -> Markup {
    html! { h1 { (text.title) } p { (text.happened) } p { (text.remedy) } }
}

/// The id by which whoever runs this finds the request in the log.
pub fn request_id(texts: &Texts, request: &Request) -> Markup {
    html! { p.fine { (fill(texts.errors.request, &[("id", &html! { code { (request.id()) } })])) } }
}
