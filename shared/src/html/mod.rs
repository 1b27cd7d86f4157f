//! The frame of every page, the pages for errors, and the stylesheet.

mod app_picture;
pub mod error_page;
mod frame;
pub mod style;
mod time;

pub use app_picture::app_picture;
pub use frame::{Visitor, frame};
pub use time::time;
