//! Paths that more than one function names.

/// Where one signs in.
pub const SIGN_IN: &str = "/login";
/// The page with a link to that.
pub const ASK: &str = "/login/ask";
/// The page on which a sign-out ends.
pub const ENDED: &str = "/login/ended";
/// Where one signs out.
pub const SIGN_OUT: &str = "/logout";
