//! What all pages have in common: frame, stylesheet, scripts, logo, the pages for errors.

mod app_picture;
pub mod error_page;
mod frame;
pub mod logo;
mod page;
pub mod script;
pub mod style;
mod time;
mod told;

pub use app_picture::app_picture;
pub use frame::{NavItem, Visitor};
pub use page::Page;
pub use style::Sheet;
pub use time::time;
pub use told::{request_id, told};

use crate::http::request::Request;
use crate::text::{Language, Texts};

/// The texts for whoever sent a request.
pub fn texts(request: &Request) -> &'static Texts {
    Language::preferred(request.header("accept-language").unwrap_or_default()).texts()
}
