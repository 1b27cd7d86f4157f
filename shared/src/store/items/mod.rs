//! What the table holds: an item a file, with its key, and how it is read and written.

pub(in crate::store) mod api_key;
pub(in crate::store) mod app;
pub(in crate::store) mod code;
pub(in crate::store) mod ended;
pub(in crate::store) mod grant;
pub mod keys;
pub(in crate::store) mod kind;
pub(in crate::store) mod offboarding;
pub(in crate::store) mod picture;
pub(in crate::store) mod picture_digest;
pub(in crate::store) mod registrant;
pub(in crate::store) mod session;
