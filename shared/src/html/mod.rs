//! What all pages have in common: frame, stylesheet, scripts, logo, the pages for errors.

pub mod accent;
mod app_picture;
pub mod error_page;
mod frame;
pub mod logo;
mod page;
pub mod script;
pub mod style;
mod time;

pub use app_picture::app_picture;
pub use frame::{Place, Visitor};
pub use page::{Document, Page};
pub use style::Sheet;
pub use time::time;
