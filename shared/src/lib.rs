//! What two or more of Postern's functions use. What only one uses lives in that function.
//!
//! From the ground up; nothing imports what stands below it in this table, and `make check` fails where it does in a circle.
//!
//! | module | what it holds |
//! |---|---|
//! | [`clock`], [`hex`], [`random`], [`accent`], [`panics`] | time, digests as text, randomness, the product's colour, panics kept quiet |
//! | [`wire`], [`text`] | what arrives, decoded strictly and once; everything a person reads, in every language |
//! | [`ids`], [`credential`], [`log`], [`config`] | identifiers; secrets, digests, locators; the log line; what the operator decides |
//! | [`oauth`], [`ticket`] | the protocol's rules, pure; proof that a form was shown |
//! | [`store`] | every access to DynamoDB |
//! | [`access`] | what proxy and authorizer do before the product sees a request |
//! | [`outgoing`] | HTTP towards others: the product's API, an issuer |
//! | [`http`], [`deps`] | requests, answers, routes; what a handler is given |
//! | [`html`] | the frame of every page |
//! | [`sign_in`], [`consent`] | how a sign-in begins and ends; what GET and POST of the consent page share |
//! | [`lambda`] | how a function starts and serves |

#![cfg_attr(test, expect(clippy::string_slice, reason = "tests cut ASCII, and fail by panicking"))]

pub mod accent;
pub mod access;
mod calendar;
pub mod clock;
pub mod config;
pub mod consent;
pub mod credential;
pub mod deps;
pub mod hex;
pub mod html;
pub mod http;
pub mod ids;
pub mod lambda;
pub mod log;
mod mac;
pub mod oauth;
pub mod outgoing;
pub mod panics;
pub mod random;
pub mod sign_in;
pub mod store;
pub mod text;
pub mod ticket;
pub mod wire;
