//! Keeping an app's picture, showing it, and letting it go.

use crate::credential::locator::AppLocator;
use crate::ids::ClientId;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::item::text;
use crate::store::error::StoreError;
use crate::store::items::keys::Key;
use crate::store::{App, Picture, PictureDigest, Store};

impl Store {
    /// The picture of that name, while the app shows it: one that was replaced, or left behind by an app that was deleted,
    /// is not there. One round trip.
    pub async fn picture(&self, app: &AppLocator, digest: &PictureDigest) -> Result<Option<Picture>, StoreError> {
        let (app_key, key) = (Key::app(app), Key::picture(app, digest));
        let found = self.batch_get(&[app_key.clone(), key.clone()]).await?;
        let shown = found.read::<App>(&app_key)?.is_some_and(|app| app.picture.as_ref() == Some(digest));
        let Some(item) = found.get(&key).filter(|_| shown) else { return Ok(None) };
        Picture::read(digest, item).map(Some)
    }

    /// Keeps a picture for the app. The same bytes have the same name, so there is nothing to overwrite.
    pub(in crate::store) async fn put_picture(&self, app: &ClientId, picture: &Picture) -> Result<(), StoreError> {
        self.put(picture.item(app)).await
    }

    /// Deletes a picture that its app no longer names. What was asked for is done by then, so trouble here is nobody's
    /// business: nobody is shown what stays behind, and it goes with its app.
    pub(in crate::store) async fn drop_picture(&self, app: &ClientId, digest: Option<&PictureDigest>) {
        let Some(digest) = digest else { return };
        let key = Key::picture(&AppLocator::of(app), digest);
        // Once an app is gone another may draw its locator, and show the same picture under the same key.
        let still_its = Expression::new("app = :app").value(":app", text(app.as_str()));
        let _ = self.delete_if(&key, still_its).await;
    }
}
