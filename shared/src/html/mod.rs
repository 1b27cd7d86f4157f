//! The frame of every page, the pages for errors, and the stylesheet.

pub mod error_page;
mod frame;
pub mod style;
mod time;

pub use frame::{Visitor, frame};
pub use time::time;
