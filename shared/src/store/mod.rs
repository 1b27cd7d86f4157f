//! The store: every access to DynamoDB, each a method named for its act.
#![doc = include_str!("README.md")]

mod acts;
mod dynamodb;
mod error;
mod items;

pub use acts::approve::{Approval, ConsentState};
pub use acts::arrive::Arrival;
pub use acts::create_app::{Created, NewApp};
pub use acts::create_key::KeyCreated;
pub use acts::cursor::{BadCursor, Cursor, ListPage};
pub use acts::delete_app::Deleted;
pub use acts::edit_app::Edited;
pub use acts::expected::Expected;
pub use acts::list_approved::Approved;
pub use acts::patch_app::AppPatch;
pub use acts::reclaim::{AppCursor, Orphan, OrphanPage};
pub use acts::redeem::{Redemption, RedemptionConflict, TokenState};
pub use acts::restored::{Content, Restored, TableCursor, TablePage};
pub use acts::rotate_secret::Rotation;
pub use acts::verify::{LiveCredential, PresentedCredential};
pub use dynamodb::retry::Limits;
pub use error::StoreError;
pub use items::api_key::{ApiKey, KeyUse};
pub use items::app::{App, AppEdit};
pub use items::code::{Code, Redeemed};
pub use items::grant::{Grant, MAX_TOKENS, Token};
pub use items::keys;
pub use items::kind::ItemKind;
pub use items::offboarding::{Ending, Offboarding};
pub use items::picture::{Picture, PictureChange, PictureType};
pub use items::picture_digest::PictureDigest;
pub use items::registrant::Registrant;
pub use items::session::{LIFETIME as SESSION_LIFETIME, Role, Session};

use crate::clock::Timestamp;
use aws_config::SdkConfig;
use aws_sdk_dynamodb::Client;
use dynamodb::meter::Meter;
use dynamodb::retry;

/// One table of DynamoDB. Local differs from production by an endpoint URL, nothing else.
#[derive(Clone, Debug)]
pub struct Store {
    client: Client,
    table: String,
    not_before: Option<Timestamp>,
    meter: Meter,
}

impl Store {
    /// A store over `table`, with this project's time-outs and retries on top of what `sdk` says.
    pub fn new(sdk: &SdkConfig, table: impl Into<String>) -> Self {
        Self::within(sdk, table, Limits::default())
    }

    /// The same with other limits: for a function whose caller waits less long, or where the database shares one busy
    /// machine with everything else.
    pub fn within(sdk: &SdkConfig, table: impl Into<String>, limits: Limits) -> Self {
        let client = Client::from_conf(retry::configure(sdk, limits));
        Self { client, table: table.into(), not_before: None, meter: Meter::default() }
    }

    /// The same store, to which tokens, API keys, sessions and codes that were made before `moment` are dead: it reads none of
    /// them, whoever asks.
    #[must_use]
    pub fn not_before(self, moment: Option<Timestamp>) -> Self {
        Self { not_before: moment, ..self }
    }

    /// The same store with a count of its own, for one request.
    #[must_use]
    pub fn metered(&self) -> Self {
        Self { meter: Meter::default(), ..self.clone() }
    }

    /// Requests sent to DynamoDB through this store since it was [`metered`](Self::metered), retries included.
    pub fn calls(&self) -> u32 {
        self.meter.count()
    }
}
