//! What is done with the items: an act a file, with its conditions.

pub(in crate::store) mod approve;
pub(in crate::store) mod arrive;
pub(in crate::store) mod create_app;
pub(in crate::store) mod create_key;
pub(in crate::store) mod cursor;
pub(in crate::store) mod delete_app;
mod delete_key;
pub(in crate::store) mod edit_app;
mod end_token;
pub(in crate::store) mod expected;
mod keep_picture;
mod list;
pub(in crate::store) mod list_approved;
mod offboard;
pub(in crate::store) mod patch_app;
pub(in crate::store) mod reclaim;
pub(in crate::store) mod redeem;
pub(in crate::store) mod restored;
mod revoke_grant;
pub(in crate::store) mod rotate_secret;
mod sign_in;
pub(in crate::store) mod verify;
