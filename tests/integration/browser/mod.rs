//! One real browser, Chromium: what only a browser decides, such as `form-action`, `SameSite` and frames.

/// By keyboard alone.
mod keyboard;
/// Pages that few people see, and hostile ones.
mod rare;
/// What the three scripts do, and what happens without them.
mod scripts;
/// The pages of signing in.
mod signing_in;
/// Every page, in every look: no accessibility violation; and `make screenshots`.
mod tour;

mod chromium;
/// The client's callback, reached.
mod consent;
mod driver;
/// Signing in through the login page that a product has.
mod handoff;
/// What other sites try.
mod hostile;
/// Signing in through an issuer on another site.
mod issuer;
mod mouse;
/// The settings pages, by hand.
mod settings;
/// Several tabs, and forms after a session's end.
mod sign_in;
mod sites;
