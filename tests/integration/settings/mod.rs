//! `/settings/…`, by path.

/// `/settings/apps`
mod apps;
