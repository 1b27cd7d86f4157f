//! What GET and POST of `/oauth/authorize` share: the checks, the page, the ticket. POST runs the very same checks on
//! the very same query as GET did, and believes nothing of the form but its ticket.

mod check;
mod page;
pub mod ticket;

pub use check::{Checked, Error, Reached, SignedIn, reach};
pub use page::{Shown, page};
