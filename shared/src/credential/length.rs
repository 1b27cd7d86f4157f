//! How long locators are, in characters of base62.

use crate::ids::ClientId;

/// Of an app: the characters after `pca_`.
pub const APP: usize = ClientId::LOCATOR;
/// Of a principal, a user in an org.
pub const PRINCIPAL: usize = 20;
/// Of a grant within its app.
pub const GRANT: usize = 20;
/// Of an API key.
pub const KEY: usize = 16;
