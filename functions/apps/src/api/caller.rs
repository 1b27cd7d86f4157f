//! Who calls, and may they: the step every call begins with. One round trip, with what the call is about.

use super::error::Error;
use shared::access::manage;
use shared::http::request::Request;
use shared::ids::ClientId;
use shared::lambda::Deps;
use shared::log::Outcome;
use shared::store::{ApiKey, App};

/// An org's admin, by way of a management key.
pub struct Caller {
    /// The key.
    pub key: ApiKey,
}

impl Caller {
    /// For what is the org's.
    pub async fn of(deps: &Deps, request: &Request) -> Result<Self, Error> {
        let (caller, _) = Self::read(deps, request, None).await?;
        Ok(caller)
    }

    /// For one app. Another org's app is not found: its existence is none of their business.
    pub async fn to_app(deps: &Deps, request: &Request, client_id: &str) -> Result<(Self, App), Error> {
        let client_id = ClientId::parse(client_id);
        let (caller, app) = Self::read(deps, request, client_id.as_ref()).await?;
        let app = app.filter(|app| app.org == caller.key.org).ok_or(Error::NotFound)?;
        Ok((caller, app))
    }

    /// For what is the operator's.
    pub async fn of_operator(deps: &Deps, request: &Request) -> Result<Self, Error> {
        let caller = Self::of(deps, request).await?;
        if manage::is_operator(&caller.key, &deps.config) { Ok(caller) } else { Err(Error::NotOperator) }
    }

    async fn read(deps: &Deps, request: &Request, client_id: Option<&ClientId>) -> Result<(Self, Option<App>), Error> {
        let presented = manage::read(request.header("authorization"), &request.raw_query).map_err(Error::of)?;
        let (key, app) = deps.store.load_key_and_app(&presented, client_id).await.map_err(Error::Store)?;
        let key = key.filter(manage::is_manager).ok_or(Error::BadKey)?;
        Ok((Self { key }, app))
    }

    /// What the log says of something done by them.
    pub fn outcome(&self, event: &'static str) -> Outcome {
        Outcome::new(event).principal(&self.key.user, &self.key.org)
    }
}
