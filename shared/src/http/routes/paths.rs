//! Paths that more than one function names, for links and redirects; the table has them all.

/// Where one signs in.
pub const SIGN_IN: &str = "/login";
/// The page with a link to that.
pub const ASK: &str = "/login/ask";
/// The page on which a sign-out ends.
pub const ENDED: &str = "/login/ended";
/// Where one signs out.
pub const SIGN_OUT: &str = "/logout";
/// The org's apps; the form for a new one is posted there.
pub const APPS: &str = "/settings/apps";
/// The org's API keys.
pub const API_KEYS: &str = "/settings/api-keys";
/// What the user has approved.
pub const APPROVED_APPS: &str = "/settings/approved-apps";
