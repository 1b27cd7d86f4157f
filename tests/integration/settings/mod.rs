//! `/settings/…`, by path.

/// `/settings/api-keys`
mod api_keys;
/// `/settings/approved-apps`
mod approved_apps;
/// `/settings/apps`
mod apps;
/// Pictures of apps: uploading, replacing, removing, refusing.
pub mod pictures;
/// `/pictures/…`: serving them, and what is left when writes fail.
mod served_pictures;
/// How much a form may hold.
mod sizes;
/// Forms that were shown before somebody else saved something.
mod stale;
/// Forms that are sent twice.
mod twice;
/// What people type, paste and write.
mod typing;
