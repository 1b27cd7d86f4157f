//! What a write to an app insists on: that the app is as it was read.

use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::{number, text};
use crate::store::items::app::App;

/// What a write insists on beside the app's being the one that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    AnyState,
    /// It shows what it showed: nobody has edited it since.
    SameEdit,
    /// It has the secret it had: nobody has made another since.
    SameSecret,
    /// Both.
    SameState,
}

impl Expected {
    /// The same, and the secret as it was.
    pub(super) fn and_secret(self) -> Self {
        match self {
            Self::AnyState | Self::SameSecret => Self::SameSecret,
            Self::SameEdit | Self::SameState => Self::SameState,
        }
    }
}

/// The condition of a write to an app that was read. Another app may have come into its place, and an org's admin may change
/// only what is the org's.
pub(super) fn condition(app: &App, expected: Expected) -> Expression {
    let this = Expression::new("client_id = :client_id AND org = :org")
        .value(":client_id", text(app.client_id.as_str()))
        .value(":org", text(app.org.as_str()));
    let edit = || Expression::new("shown_version = :shown_version").value(":shown_version", number(app.shown_version));
    // Without one, `secret = …` would be a condition on nothing.
    let secret = || match &app.secret {
        Some(seen) => Expression::new("secret = :seen").value(":seen", text(seen.hex())),
        None => Expression::new("attribute_not_exists(secret)"),
    };
    match expected {
        Expected::AnyState => this,
        Expected::SameEdit => this.and(edit()),
        Expected::SameSecret => this.and(secret()),
        Expected::SameState => this.and(edit()).and(secret()),
    }
}
