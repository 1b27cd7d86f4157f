//! Changing some of what an app's developer may change: what is not sent is not written, so that of two changes at once
//! neither undoes the other.

use super::edit_app::Edited;
use super::expected::Expected;
use crate::clock::Timestamp;
use crate::oauth::redirect_uri::RedirectUri;
use crate::oauth::scope::ScopeSet;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::{list, moment, number, set, text};
use crate::store::error::StoreError;
use crate::store::{App, AppEdit, Store};
use aws_sdk_dynamodb::types::AttributeValue;

/// The fields to change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppPatch {
    /// The name.
    pub name: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// Where users may be sent back to: one to ten.
    pub redirect_uris: Option<Vec<RedirectUri>>,
    /// What it may ask for: not empty.
    pub scopes: Option<ScopeSet>,
}

impl AppPatch {
    /// `edit` with the changes made.
    pub fn applied_to(&self, edit: AppEdit) -> AppEdit {
        AppEdit {
            name: self.name.clone().unwrap_or(edit.name),
            description: self.description.clone().unwrap_or(edit.description),
            redirect_uris: self.redirect_uris.clone().unwrap_or(edit.redirect_uris),
            scopes: self.scopes.unwrap_or(edit.scopes),
        }
    }

    /// The attributes to write.
    fn attributes(&self) -> impl Iterator<Item = (&'static str, AttributeValue)> {
        let uris = self.redirect_uris.as_ref();
        let attributes = [
            ("name", self.name.as_ref().map(text)),
            ("description", self.description.as_ref().map(text)),
            ("redirect_uris", uris.map(|uris| list(uris.iter().map(RedirectUri::as_str)))),
            ("scopes", self.scopes.map(|scopes| set(scopes.names()))),
        ];
        attributes.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }
}

impl Store {
    /// Changes what `patch` names, if the app is as `expected`. Whatever a user is looking at meanwhile is out of date, and
    /// `shown_version` tells.
    pub async fn patch_app(
        &self,
        app: &App,
        patch: &AppPatch,
        expected: Expected,
        now: Timestamp,
    ) -> Result<Edited, StoreError> {
        let mut assignments = vec!["updated_at = :now".to_owned()];
        let mut change = Expression::default().value(":now", moment(now)).value(":one", number(1));
        for (name, value) in patch.attributes() {
            assignments.push(format!("#{name} = :{name}"));
            change = change.name(format!("#{name}"), name).value(format!(":{name}"), value);
        }
        let change = Expression::new(format!("SET {} ADD shown_version :one", assignments.join(", "))).then(change);
        self.write_edit(app, expected, change, |found| patch.applied_to(found.edit.clone()) == found.edit).await
    }
}
