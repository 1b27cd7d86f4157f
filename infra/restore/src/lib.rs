//! What had ended ends again, in a table that was set back to a moment.
//!
//! A restore brings back what was there at that moment: with it deleted keys, ended sessions, deleted apps, rotated secrets,
//! revoked tokens, approvals that were taken back, users who have left. The audit lines of the log say what of it had ended.
//! This goes over the whole table once, before any traffic, and ends that again. It reads no secret and writes none.
//!
//! What cannot be redone from ids is told: see [`Report::edited`].

mod harmless;
mod history;
mod line;
mod offboardings;
mod restore;
mod secrets;
mod sources;
mod tokens;

pub use harmless::HARMLESS;
pub use history::History;
pub use line::{Line, Said, TOLD, Unread};
pub use restore::{Report, Restore};
pub use sources::messages;
