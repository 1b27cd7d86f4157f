//! A table that was set back to a moment: looked over as a whole, and what had ended since is ended again.
//!
//! For `infra/restore` alone, before any traffic. No function has any of it, and none may scan.

use super::expected::{Expected, condition};
use crate::clock::Timestamp;
use crate::credential::{self, AccessToken, Digest};
use crate::ids::ClientId;
use crate::store::dynamodb::conditional::Written;
use crate::store::dynamodb::expression::Expression;
use crate::store::dynamodb::index::Entries;
use crate::store::dynamodb::item::{Attributes, Item as _, Reader, moment};
use crate::store::dynamodb::transaction::{Step, Transacted};
use crate::store::error::StoreError;
use crate::store::items::ended;
use crate::store::items::keys::Key;
use crate::store::items::kind::ItemKind;
use crate::store::{ApiKey, App, Code, Grant, Offboarding, Session, Store};

/// A page of the whole table.
#[derive(Debug)]
pub struct TablePage {
    /// Its items, in no order.
    pub items: Vec<Restored>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<TableCursor>,
}

/// A place in the table.
#[derive(Clone, Debug)]
pub struct TableCursor(Attributes);

/// An item of a restored table.
#[derive(Debug)]
pub struct Restored {
    pk: String,
    attributes: Attributes,
}

/// What it is.
#[derive(Debug)]
pub enum Content {
    /// An app, and when it was last changed.
    App(Box<App>, Timestamp),
    /// A picture of this app.
    Picture(ClientId),
    /// A grant.
    Grant(Box<Grant>),
    /// A code.
    Code(Digest<credential::Code>, Box<Code>),
    /// An API key.
    ApiKey(Box<ApiKey>),
    /// A session.
    Session(Digest<credential::Session>, Box<Session>),
    /// What opens nothing, and expires.
    Note,
}

impl Restored {
    /// Its key in the table, which holds no secret.
    pub fn pk(&self) -> &str {
        &self.pk
    }

    /// What it is; read as strictly as everywhere.
    pub fn content(&self) -> Result<Content, StoreError> {
        let reader = Reader::new("restored item", &self.attributes);
        let (kind, name) = self.kind().ok_or_else(|| reader.unreadable("pk"))?;
        let digest = || reader.unreadable("pk");
        Ok(match kind {
            ItemKind::App => Content::App(Box::new(App::read(&self.attributes)?), reader.moment("updated_at")?),
            ItemKind::Picture => Content::Picture(reader.parsed("app", ClientId::parse)?),
            ItemKind::Grant => Content::Grant(Box::new(Grant::read(&self.attributes)?)),
            ItemKind::Code => {
                Content::Code(Digest::from_hex(name).ok_or_else(digest)?, Box::new(Code::read(&self.attributes)?))
            }
            ItemKind::ApiKey => Content::ApiKey(Box::new(ApiKey::read(&self.attributes)?)),
            ItemKind::Session => {
                Content::Session(Digest::from_hex(name).ok_or_else(digest)?, Box::new(Session::read(&self.attributes)?))
            }
            ItemKind::Offboarding | ItemKind::Ended => Content::Note,
        })
    }

    /// Whether an offboarding ends it.
    pub fn is_ended_by(&self, offboarding: &Offboarding) -> Result<bool, StoreError> {
        match self.kind() {
            Some((kind, _)) if offboarding.ending.ends(kind) => offboarding.ends(&self.attributes),
            Some(_) | None => Ok(false),
        }
    }

    fn kind(&self) -> Option<(ItemKind, &str)> {
        ItemKind::ALL.iter().find_map(|kind| Some((*kind, self.pk.strip_prefix(kind.prefix())?)))
    }

    fn key(&self) -> Result<Key, StoreError> {
        let unreadable = || Reader::new("restored item", &self.attributes).unreadable("pk");
        Key::parse(&self.pk, |_| true).ok_or_else(unreadable)
    }
}

impl Store {
    /// The next page of the whole table, read consistently.
    pub async fn look_over(&self, from: Option<TableCursor>) -> Result<TablePage, StoreError> {
        let Entries { entries, rest } = self.scan(from.map(|TableCursor(place)| place)).await?;
        let pk = |attributes: &Attributes| Reader::new("item", attributes).text("pk").map(str::to_owned);
        let items = entries.into_iter().map(|attributes| Ok(Restored { pk: pk(&attributes)?, attributes }));
        Ok(TablePage { items: items.collect::<Result<_, StoreError>>()?, next: rest.map(TableCursor) })
    }

    /// Deletes an item; `false` if it is another by now. What was made again in its place is left alone: should there be
    /// traffic after all, that is what somebody has just approved.
    pub async fn end_restored(&self, item: &Restored) -> Result<bool, StoreError> {
        let as_read = ["created_at", "issued_at"].into_iter().find_map(|name| Some((name, item.attributes.get(name)?)));
        let condition = match as_read {
            Some((name, value)) => Expression::new("#made = :made").name("#made", name).value(":made", value.clone()),
            None => Expression::new("attribute_exists(pk)"),
        };
        match self.delete_if(&item.key()?, condition).await? {
            Written::Done(_) => Ok(true),
            Written::ConditionFailed(_) => Ok(false),
        }
    }

    /// Ends tokens of a grant, and what it holds too many of.
    pub async fn end_restored_tokens(&self, grant: &Grant, tokens: &[Digest<AccessToken>]) -> Result<(), StoreError> {
        let ending: Vec<_> = grant.surplus.iter().chain(tokens).collect();
        self.take_out(&grant.key(), grant, &ending).await
    }

    /// Takes an app's secret away: it never authenticates until its owner has made a new one. `false` if somebody has.
    pub async fn end_restored_secret(&self, app: &App) -> Result<bool, StoreError> {
        let is_gone = |item: &_| App::read(item).map(|found| found.secret.is_none());
        let away = Expression::new("REMOVE secret");
        match self.update_if(&app.key(), condition(app, Expected::SameSecret), away, is_gone).await? {
            Written::Done(_) => Ok(true),
            Written::ConditionFailed(_) => Ok(false),
        }
    }

    /// Notes that sign-ins have ended, for what a browser has kept; `false` if as much is noted already.
    pub async fn note_ended_sign_ins(&self, offboarding: &Offboarding) -> Result<bool, StoreError> {
        let is_later = Expression::new("attribute_not_exists(pk) OR #at < :at")
            .name("#at", "at")
            .value(":at", moment(offboarding.at));
        match self.transact([Step::PutIf(ended::item(offboarding), is_later)]).await? {
            Transacted::Done => Ok(true),
            Transacted::ConditionFailed(_) => Ok(false),
            Transacted::Unclear(trouble) => Err(trouble),
        }
    }
}
