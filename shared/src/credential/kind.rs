//! The kinds of credential, each a type: a code's digest cannot look up a token, it does not compile.

use super::length;

/// What distinguishes one kind of credential from another.
pub trait Kind {
    /// What the credential starts with.
    const PREFIX: &'static str;
    /// Characters after the prefix that name an item and are not secret.
    const LOCATOR: usize;
    /// Characters of pure randomness (5.95 bits each).
    const RANDOM: usize;
    /// The name `Debug` prints instead of the value.
    const NAME: &'static str;
}

/// `pcs_…`: proves that a request comes from the app (RFC 6749 §2.3.1). 238 bits.
pub enum ClientSecret {}

/// `pos_…`: opens the public API as the user who approved (RFC 6749 §1.4). 190 bits.
pub enum AccessToken {}

/// `pok_…`: opens the public API, or the management API, as the admin who made it. 190 bits.
pub enum ApiKey {}

/// `poc_…`: an authorization code (RFC 6749 §1.3.1): ten minutes, once. 190 bits.
pub enum Code {}

/// `pse_…`: a signed-in browser, in its cookie. 190 bits.
pub enum Session {}

impl Kind for ClientSecret {
    const PREFIX: &'static str = "pcs_";
    const LOCATOR: usize = 0;
    const RANDOM: usize = 40;
    const NAME: &'static str = "ClientSecret";
}

impl Kind for AccessToken {
    const PREFIX: &'static str = "pos_";
    const LOCATOR: usize = length::APP + length::GRANT;
    const RANDOM: usize = 32;
    const NAME: &'static str = "AccessToken";
}

impl Kind for ApiKey {
    const PREFIX: &'static str = "pok_";
    const LOCATOR: usize = length::KEY;
    const RANDOM: usize = 32;
    const NAME: &'static str = "ApiKey";
}

impl Kind for Code {
    const PREFIX: &'static str = "poc_";
    const LOCATOR: usize = length::APP + length::GRANT;
    const RANDOM: usize = 32;
    const NAME: &'static str = "Code";
}

impl Kind for Session {
    const PREFIX: &'static str = "pse_";
    const LOCATOR: usize = length::PRINCIPAL;
    const RANDOM: usize = 32;
    const NAME: &'static str = "Session";
}
