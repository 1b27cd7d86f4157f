//! Where the settings' pages are: they lead to each other.

use shared::ids::ClientId;

/// The org's apps; the form for a new one is posted there.
pub const APPS: &str = "/settings/apps";
/// The form for a new app.
pub const NEW_APP: &str = "/settings/apps/new";
/// The org's API keys.
pub const API_KEYS: &str = "/settings/api-keys";
/// What the user has approved.
pub const APPROVED_APPS: &str = "/settings/approved-apps";

/// An app.
pub fn app(client_id: &ClientId) -> String {
    format!("{APPS}/{client_id}")
}
