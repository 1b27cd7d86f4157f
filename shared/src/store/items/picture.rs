//! Pictures: what is shown beside an app's name, each in an item of its own, named by what is in it.
//!
//! How a picture is made from what was uploaded is `functions/apps`' business; here are only finished ones.

use super::keys::Key;
use super::picture_digest::PictureDigest;
use crate::credential::locator::AppLocator;
use crate::ids::ClientId;
use crate::store::dynamodb::item::{Attributes, ItemBuilder, Reader, binary, text};
use crate::store::error::StoreError;

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
        let digest = PictureDigest::of(&bytes);
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

impl Picture {
    /// Its item. With `app` it is in the index in which a purge finds what a deleted app left behind: the only way to one that
    /// no app names.
    pub(in crate::store) fn item(&self, app: &ClientId) -> Attributes {
        ItemBuilder::new(&Key::picture(&AppLocator::of(app), &self.digest))
            .with("type", text(self.encoding.content_type()))
            .with("bytes", binary(&self.bytes))
            .with("app", text(app.as_str()))
            .build()
    }

    /// Reads an item, whose key names it `digest`.
    pub(in crate::store) fn read(digest: &PictureDigest, attributes: &Attributes) -> Result<Self, StoreError> {
        let reader = Reader::new("picture", attributes);
        Ok(Self {
            digest: digest.clone(),
            encoding: reader.parsed("type", PictureType::parse)?,
            bytes: reader.binary("bytes")?.to_vec(),
        })
    }
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
    fn what_an_edit_left_tells_whether_it_happened() {
        let (old, new) = (Picture::new(PictureType::Png, vec![1]), Picture::new(PictureType::Png, vec![2]));
        let replace = PictureChange::Replace(new.clone());
        assert!(replace.is_done(Some(&new.digest)) && !replace.is_done(Some(&old.digest)) && !replace.is_done(None));
        assert!(PictureChange::Remove.is_done(None) && !PictureChange::Remove.is_done(Some(&old.digest)));
        assert!(PictureChange::Keep.is_done(None) && PictureChange::Keep.is_done(Some(&old.digest)));
    }
}
