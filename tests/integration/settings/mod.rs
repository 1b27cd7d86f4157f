//! `/settings/…`, by path.

/// `/settings/api-keys`
mod api_keys;
/// `/settings/approved-apps`
mod approved_apps;
/// `/settings/apps`
mod apps;
