//! The decision, in the words of each kind of gateway.

use crate::event::Gateway;
use crate::path::NoPermission;
use serde_json::{Map, Value, json};
use shared::access::{Authority, Denied, Identity};
use shared::log::Outcome;

/// The one error text of which a REST API makes a 401; of any other, and of an HTTP API's every error, a 500.
pub(crate) const UNAUTHORIZED: &str = "Unauthorized";

/// Why a request does not get through.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// Its credential does not open it, or cannot be looked up now.
    Denied(Denied),
    /// No permission belongs to its path, and so not even an API key opens it.
    Path(NoPermission),
    /// The look-up took too long.
    Late,
}

/// What is answered: a document, or the text of the error with which the invocation ends.
pub(crate) struct Answer {
    /// To the gateway.
    pub reply: Result<Value, &'static str>,
    /// What the gateway makes of it.
    pub status: u16,
    /// To the log.
    pub outcome: Outcome,
}

impl Answer {
    /// The answer to a decision.
    pub(crate) fn of(gateway: &Gateway, decision: Result<Identity, Refusal>) -> Self {
        match decision {
            Ok(identity) => Self::allow(gateway, &identity),
            Err(Refusal::Denied(Denied::Missing)) => Self::unusable(gateway, Outcome::new("no_credential")),
            Err(Refusal::Denied(Denied::Invalid)) => Self::unusable(gateway, Outcome::new("invalid_token")),
            Err(Refusal::Denied(Denied::Several)) => Self::deny(gateway, Outcome::new("several_credentials"), None),
            Err(Refusal::Denied(Denied::InsufficientScope(needed, identity))) => {
                let outcome = identity.outcome("insufficient_scope").detail(needed.name);
                Self::deny(gateway, outcome, Some(needed.name))
            }
            Err(Refusal::Denied(Denied::Store(error))) => Self::trouble("store_unavailable", Some(error.to_string())),
            Err(Refusal::Path(reason)) => {
                let outcome = match reason {
                    NoPermission::BadPath => Outcome::new("bad_path"),
                    NoPermission::Ambiguous => Outcome::new("ambiguous_stage"),
                    NoPermission::Elsewhere => Outcome::new("not_the_public_api"),
                };
                Self::deny(gateway, outcome, None)
            }
            Err(Refusal::Late) => Self::trouble("store_unavailable", Some("no answer in time".to_owned())),
        }
    }

    /// Trouble of our own is never a denial: clients throw a token away on 401.
    pub(crate) fn trouble(event: &'static str, detail: Option<String>) -> Self {
        let mut outcome = Outcome::new(event);
        outcome.detail = detail;
        Self { reply: Err("Temporarily unavailable"), status: 500, outcome }
    }

    fn allow(gateway: &Gateway, identity: &Identity) -> Self {
        let mut context = Map::new();
        let mut insert = |name: &str, value: &str| context.insert(name.to_owned(), json!(value));
        insert("user", identity.user.as_str());
        insert("org", identity.org.as_str());
        insert("kind", identity.right.kind());
        if let Authority::Token(client_id, scopes) = &identity.right {
            insert("client", client_id.as_str());
            insert("scope", &scopes.to_string());
        }
        let reply = match gateway {
            Gateway::Http => json!({ "isAuthorized": true, "context": context }),
            Gateway::Rest(arn) => policy("Allow", arn, identity.user.as_str(), &context),
        };
        Self { reply: Ok(reply), status: 200, outcome: identity.outcome("authorized") }
    }

    /// A credential that is none: 401 where the gateway can say that, 403 where it cannot.
    fn unusable(gateway: &Gateway, outcome: Outcome) -> Self {
        match gateway {
            Gateway::Http => Self::deny(gateway, outcome, None),
            Gateway::Rest(_) => Self { reply: Err(UNAUTHORIZED), status: 401, outcome },
        }
    }

    /// 403. What is short is in the context, for the gateway's own response to say.
    fn deny(gateway: &Gateway, outcome: Outcome, needed: Option<&str>) -> Self {
        let reply = match gateway {
            Gateway::Http => json!({ "isAuthorized": false }),
            Gateway::Rest(arn) => {
                let mut context = Map::from_iter([("error".to_owned(), json!(outcome.event))]);
                context.extend(needed.map(|needed| ("scope".to_owned(), json!(needed))));
                policy("Deny", arn, "nobody", &context)
            }
        };
        Self { reply: Ok(reply), status: 403, outcome }
    }
}

/// For the very method and path that were asked for: a gateway that caches it anyway opens nothing else with it.
fn policy(effect: &str, arn: &str, principal: &str, context: &Map<String, Value>) -> Value {
    json!({
        "principalId": principal,
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{ "Action": "execute-api:Invoke", "Effect": effect, "Resource": arn }],
        },
        "context": context,
    })
}
