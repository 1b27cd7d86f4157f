//! Signing in, as far as it is the same whoever vouches for the user: how it begins, what a browser remembers meanwhile,
//! and how it ends.
//!
//! Whatever sends a signed-out browser to sign-in [`begin()`]s an [`Attempt`]; what vouches for the user finds it again
//! among the browser's [`Attempts`] and [`finish()`]es it, or says that it is [`forgotten()`].

mod ask;
mod attempt;
mod attempts;
mod begin;
mod end;
mod finish;
mod forgotten;
mod page;
pub mod unsent;
mod way_back;

pub use ask::ask;

pub use attempt::Attempt;
pub use attempts::{Attempts, Named};
pub use begin::{Onward, begin, go_on, return_to};
pub use end::{ended, sign_out};
pub use finish::{Unfinished, finish, lead, live_session};
pub use forgotten::forgotten;
pub use page::as_whom;
pub use unsent::UNSENT;
pub use way_back::{LocalPath, WayBack};
