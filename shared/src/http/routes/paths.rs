//! Paths that more than one function names.

/// Where one signs in.
pub const SIGN_IN: &str = "/login";
/// Where one signs out.
pub const SIGN_OUT: &str = "/logout";
