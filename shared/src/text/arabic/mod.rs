//! Arabic.

mod consent;
mod errors;
mod frame;
mod problems;
mod settings;
mod sign_in;

use super::language::Language;
use super::messages::Texts;
use consent::CONSENT;
use errors::ERRORS;
use frame::FRAME;
use problems::{PICTURE, PROBLEMS, REDIRECT_URI};
use settings::{APPROVED, APPS, KEYS};
use sign_in::SIGN_IN;

/// Arabic.
pub static ARABIC: Texts = Texts {
    language: Language::Arabic,
    frame: FRAME,
    consent: CONSENT,
    apps: APPS,
    keys: KEYS,
    approved: APPROVED,
    problems: PROBLEMS,
    redirect_uri: REDIRECT_URI,
    picture: PICTURE,
    errors: ERRORS,
    sign_in: SIGN_IN,
};
