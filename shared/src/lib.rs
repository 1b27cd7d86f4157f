//! What two or more of Postern's functions use. What only one uses lives in that function.
//!
//! | module | what it holds |
//! |---|---|
//! | [`oauth`] | the protocol's rules, pure |
//! | [`credential`], [`ids`], [`random`] | secrets, digests, locators, identifiers |
//! | [`store`] | every access to DynamoDB |
//! | [`consent`], [`ticket`] | what GET and POST of the consent page share |
//! | [`sign_in`] | how a sign-in begins and ends, and what the browser remembers meanwhile |
//! | [`access`] | what proxy and authorizer do before the product sees a request |
//! | [`http`], [`html`] | requests, answers, routes; the frame of every page |
//! | [`text`] | everything a person reads, in every language |
//! | [`hex`] | how digests are written |
//! | [`lambda`], [`config`], [`clock`], [`log`], [`panics`] | how a function starts and serves |

#![cfg_attr(test, expect(clippy::string_slice, reason = "tests cut ASCII, and fail by panicking"))]

pub mod access;
pub mod clock;
pub mod config;
pub mod consent;
pub mod credential;
pub mod hex;
pub mod html;
pub mod http;
pub mod ids;
pub mod lambda;
pub mod log;
mod mac;
pub mod oauth;
pub mod panics;
pub mod random;
pub mod sign_in;
pub mod store;
pub mod text;
pub mod ticket;
