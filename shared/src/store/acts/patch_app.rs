//! Changing some of what an app's developer may change: what is not sent is not written, so that of two changes at once
//! neither undoes the other.

use crate::clock::Timestamp;
use crate::oauth::redirect_uri::RedirectUri;
use crate::oauth::scope::ScopeSet;
use crate::store::Store;
use crate::store::dynamodb::item::{Attributes, list, moment, number, set, text};
use crate::store::error::{StoreError, condition_failed};
use crate::store::items::app::{self, App, AppEdit};

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
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

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
    fn attributes(&self) -> Attributes {
        let uris = self.redirect_uris.as_ref();
        let attributes = [
            ("name", self.name.as_ref().map(text)),
            ("description", self.description.as_ref().map(text)),
            ("redirect_uris", uris.map(|uris| list(uris.iter().map(RedirectUri::as_str)))),
            ("scopes", self.scopes.map(|scopes| set(scopes.names()))),
        ];
        attributes.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
    }
}

impl Store {
    /// Changes what `patch` names; `false` if the app is gone. Whatever a user is looking at meanwhile is out of date, and
    /// `shown_version` tells.
    pub async fn patch_app(&self, app: &App, patch: &AppPatch, now: Timestamp) -> Result<bool, StoreError> {
        let mut update = self
            .client
            .update_item()
            .table_name(&self.table)
            .key("pk", text(app.key().as_str()))
            .condition_expression("client_id = :client_id AND org = :org")
            .expression_attribute_values(":client_id", text(app.client_id.as_str()))
            .expression_attribute_values(":org", text(app.org.as_str()))
            .expression_attribute_values(":now", moment(now))
            .expression_attribute_values(":one", number(1));
        let mut assignments = vec!["updated_at = :now".to_owned()];
        for (name, value) in patch.attributes() {
            assignments.push(format!("#{name} = :{name}"));
            update = update
                .expression_attribute_names(format!("#{name}"), &name)
                .expression_attribute_values(format!(":{name}"), value);
        }
        let result = update
            .update_expression(format!("SET {} ADD shown_version :one", assignments.join(", ")))
            .customize()
            .interceptor(self.meter.clone())
            .send()
            .await;
        match result {
            Ok(_) => Ok(true),
            Err(error) if condition_failed(&error) => Ok(false),
            Err(error) => {
                let trouble = StoreError::sdk("UpdateItem", &error);
                let happened = |item: Option<&Attributes>| {
                    Ok(app::read(item)?.is_some_and(|app| patch.applied_to(app.edit.clone()) == app.edit))
                };
                self.confirm_write(&app.key(), trouble, happened).await?;
                Ok(true)
            }
        }
    }
}
