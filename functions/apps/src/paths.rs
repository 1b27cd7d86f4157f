//! Where the settings' pages are: they lead to each other.

use shared::ids::ClientId;

/// The org's apps; the form for a new one is posted there.
pub(crate) const APPS: &str = "/settings/apps";
/// The form for a new app.
pub(crate) const NEW_APP: &str = "/settings/apps/new";
/// The org's API keys.
pub(crate) const API_KEYS: &str = "/settings/api-keys";
/// What the user has approved.
pub(crate) const APPROVED_APPS: &str = "/settings/approved-apps";

/// An app.
pub(crate) fn app(client_id: &ClientId) -> String {
    format!("{APPS}/{client_id}")
}
