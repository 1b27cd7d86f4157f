//! Pictures: what is shown beside an app's name, each in an item of its own, named by what is in it.
//!
//! How a picture is made from what was uploaded is `functions/apps`' business; here are only finished ones.

use super::app;
use super::keys::Key;
use crate::credential::digest::is_hex;
use crate::credential::locator::AppLocator;
use crate::hex;
use crate::ids::ClientId;
use crate::store::Store;
use crate::store::dynamodb::item::{Attributes, ItemBuilder, Reader, binary, text};
use crate::store::error::StoreError;
use sha2::{Digest as _, Sha256};

/// The SHA-256 of a picture's bytes in lower-case hexadecimal. No secret: it is in the picture's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureDigest(String);

impl PictureDigest {
    /// `None` unless it is 64 lower-case hexadecimal characters.
    pub fn parse(text: &str) -> Option<Self> {
        is_hex(text).then(|| Self(text.to_owned()))
    }

    /// The 64 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a picture is encoded as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureType {
    /// PNG
    Png,
    /// WebP
    WebP,
}

impl PictureType {
    /// As HTTP names it, and as stored.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Png, Self::WebP].into_iter().find(|known| known.content_type() == text)
    }
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its name.
    pub digest: PictureDigest,
    /// Its encoding.
    pub encoding: PictureType,
    /// Its bytes: under 100 KB, since they share an item with their key.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// A picture, named by its bytes.
    pub fn new(encoding: PictureType, bytes: Vec<u8>) -> Self {
        let digest = PictureDigest(hex::encode(&Sha256::digest(&bytes)));
        Self { digest, encoding, bytes }
    }
}

/// What an edit does to an app's picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureChange {
    /// Nothing.
    Keep,
    /// Afterwards it has none.
    Remove,
    /// Afterwards it has this one.
    Replace(Picture),
}

impl PictureChange {
    /// Whether an app that has `picture` is as the change would leave it.
    pub(in crate::store) fn is_done(&self, picture: Option<&PictureDigest>) -> bool {
        match self {
            Self::Keep => true,
            Self::Remove => picture.is_none(),
            Self::Replace(new) => picture == Some(&new.digest),
        }
    }
}

impl Store {
    /// The picture of that name, while the app shows it: one that was replaced, or left behind by an app that was deleted,
    /// is not there. One round trip.
    pub async fn picture(&self, app: &AppLocator, digest: &PictureDigest) -> Result<Option<Picture>, StoreError> {
        let (app_key, key) = (Key::app(app), Key::picture(app, digest));
        let found = self.batch_get(&[app_key.clone(), key.clone()]).await?;
        let shown = app::read(found.get(&app_key))?.is_some_and(|app| app.picture.as_ref() == Some(digest));
        let Some(item) = found.get(&key).filter(|_| shown) else { return Ok(None) };
        read(digest, item).map(Some)
    }

    /// Keeps a picture for the app. The same bytes have the same name, so there is nothing to overwrite. With `app` it is
    /// in the index in which a purge finds what a deleted app left behind: the only way to one that no app names.
    pub(in crate::store) async fn put_picture(&self, app: &ClientId, picture: &Picture) -> Result<(), StoreError> {
        let item = ItemBuilder::new(&Key::picture(&AppLocator::of(app), &picture.digest))
            .with("type", text(picture.encoding.content_type()))
            .with("bytes", binary(&picture.bytes))
            .with("app", text(app.as_str()));
        self.put(item.build()).await
    }

    /// Deletes a picture that its app no longer names. What was asked for is done by then, so trouble here is nobody's
    /// business: nobody is shown what stays behind, and it goes with its app.
    pub(in crate::store) async fn drop_picture(&self, app: &ClientId, digest: Option<&PictureDigest>) {
        let Some(digest) = digest else { return };
        let key = Key::picture(&AppLocator::of(app), digest);
        // Once an app is gone another may draw its locator, and show the same picture under the same key.
        let deletion = self.client.delete_item().table_name(&self.table).key("pk", text(key.as_str()));
        let deletion =
            deletion.condition_expression("app = :app").expression_attribute_values(":app", text(app.as_str()));
        let _ = deletion.customize().interceptor(self.meter.clone()).send().await;
    }
}

fn read(digest: &PictureDigest, attributes: &Attributes) -> Result<Picture, StoreError> {
    let reader = Reader::new("picture", attributes);
    Ok(Picture {
        digest: digest.clone(),
        encoding: reader.parsed("type", PictureType::parse)?,
        bytes: reader.binary("bytes")?.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_by_its_bytes() {
        let picture = Picture::new(PictureType::Png, b"abc".to_vec());
        assert_eq!(picture.digest.as_str(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(PictureDigest::parse(picture.digest.as_str()), Some(picture.digest));
    }

    #[test]
    fn e16_anything_but_64_lower_case_hex_characters_names_no_picture() {
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        for bad in ["", "ba", &hex.to_uppercase(), &format!("{hex}0"), &hex.replace('b', "#"), &"é".repeat(32)] {
            assert_eq!(PictureDigest::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_an_edit_left_tells_whether_it_happened() {
        let (old, new) = (Picture::new(PictureType::Png, vec![1]), Picture::new(PictureType::Png, vec![2]));
        let replace = PictureChange::Replace(new.clone());
        assert!(replace.is_done(Some(&new.digest)) && !replace.is_done(Some(&old.digest)) && !replace.is_done(None));
        assert!(PictureChange::Remove.is_done(None) && !PictureChange::Remove.is_done(Some(&old.digest)));
        assert!(PictureChange::Keep.is_done(None) && PictureChange::Keep.is_done(Some(&old.digest)));
    }
}
