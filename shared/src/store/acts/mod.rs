//! What is done with the items: an act a file, with its conditions.

pub(in crate::store) mod approve;
pub(in crate::store) mod approved;
pub(in crate::store) mod create_app;
mod delete_app;
pub(in crate::store) mod edit_app;
pub(in crate::store) mod expected;
pub(in crate::store) mod list;
mod offboard;
pub(in crate::store) mod patch_app;
pub(in crate::store) mod reclaim;
pub(in crate::store) mod redeem;
pub(in crate::store) mod rotate_secret;
pub(in crate::store) mod verify;
