//! What GET and POST of `/oauth/authorize` share: the checks, the page, the ticket. POST runs the very same checks on
//! the very same query as GET did, and believes nothing of the form but its ticket.

mod load;
mod page;
pub mod ticket;

pub use load::{Error, LoadedRequest, SignedIn, ValidRequest, load};
pub use page::{Reason, page};
