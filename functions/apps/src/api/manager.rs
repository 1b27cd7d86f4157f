//! Who calls, and may they: the step every call begins with. One round trip, with what the call is about.

use super::error::Error;
use shared::access::management_key;
use shared::deps::Deps;
use shared::http::request::Request;
use shared::ids::ClientId;
use shared::log::Outcome;
use shared::store::{ApiKey, App};

/// An org's admin, by way of a management key.
pub(crate) struct Manager {
    /// The key.
    pub key: ApiKey,
}

/// An admin of the operator's org, by way of a management key.
pub(crate) struct Operator {
    /// The key.
    pub key: ApiKey,
}

impl Manager {
    /// Who calls.
    pub(crate) async fn read(deps: &Deps, request: &Request) -> Result<Self, Error> {
        let (manager, _) = Self::load(deps, request, None).await?;
        Ok(manager)
    }

    /// Who calls, and the app that it is about. Another org's app is not found: its existence is none of their business.
    pub(crate) async fn for_app(deps: &Deps, request: &Request, client_id: &str) -> Result<(Self, App), Error> {
        let client_id = ClientId::parse(client_id);
        let (manager, app) = Self::load(deps, request, client_id.as_ref()).await?;
        let app = app.filter(|app| app.org == manager.key.org).ok_or(Error::NotFound)?;
        Ok((manager, app))
    }

    async fn load(deps: &Deps, request: &Request, client_id: Option<&ClientId>) -> Result<(Self, Option<App>), Error> {
        let presented = management_key::read(request.header("authorization"), &request.raw_query).map_err(Error::of)?;
        let (key, app) = deps.store.load_key_and_app(&presented, client_id).await.map_err(Error::Store)?;
        let key = key.filter(management_key::is_manager).ok_or(Error::BadKey)?;
        Ok((Self { key }, app))
    }

    /// What the log says of something done by them.
    pub(crate) fn outcome(&self, event: &'static str) -> Outcome {
        Outcome::new(event).principal(&self.key.user, &self.key.org).key(&self.key.locator)
    }
}

impl Operator {
    /// Who calls.
    pub(crate) async fn read(deps: &Deps, request: &Request) -> Result<Self, Error> {
        let Manager { key } = Manager::read(deps, request).await?;
        if management_key::is_operator(&key, &deps.config) { Ok(Self { key }) } else { Err(Error::NotOperator) }
    }
}
