//! Where the settings' pages are: they lead to each other.

pub(crate) use shared::http::routes::paths::{API_KEYS, APPROVED_APPS, APPS};
use shared::ids::ClientId;

/// The form for a new app.
pub(crate) const NEW_APP: &str = "/settings/apps/new";

/// An app.
pub(crate) fn app(client_id: &ClientId) -> String {
    format!("{APPS}/{client_id}")
}
