//! One real browser, Chromium: what only a browser decides, such as `form-action`, `SameSite` and frames.

mod chromium;
/// The client's callback, reached.
mod consent;
/// What other sites try.
mod hostile;
/// The settings pages, by hand.
mod settings;
mod sites;
