//! What a write to an app insists on: that the app is as it was read.

use crate::store::dynamodb::item::{Attributes, number, text};
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
    pub(in crate::store) fn and_secret(self) -> Self {
        match self {
            Self::AnyState | Self::SameSecret => Self::SameSecret,
            Self::SameEdit | Self::SameState => Self::SameState,
        }
    }
}

/// The condition of a write to an app that was read, and the values it names. Another app may have come into its place, and
/// an org's admin may change only what is the org's.
pub(in crate::store) fn condition(app: &App, expected: Expected) -> (String, Attributes) {
    let mut condition = "client_id = :client_id AND org = :org".to_owned();
    let mut values = Attributes::from([
        (":client_id".to_owned(), text(app.client_id.as_str())),
        (":org".to_owned(), text(app.org.as_str())),
    ]);
    if matches!(expected, Expected::SameEdit | Expected::SameState) {
        condition.push_str(" AND shown_version = :shown_version");
        values.insert(":shown_version".to_owned(), number(app.shown_version));
    }
    if matches!(expected, Expected::SameSecret | Expected::SameState) {
        // Without one, `secret = …` would be a condition on nothing.
        let same = if app.secret.is_some() { " AND secret = :seen" } else { " AND attribute_not_exists(secret)" };
        condition.push_str(same);
        values.extend(app.secret.as_ref().map(|seen| (":seen".to_owned(), text(seen.hex()))));
    }
    (condition, values)
}
