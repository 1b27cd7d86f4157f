//! What the issuer adds to a token that lacks something (OpenID Connect Core §5.3).

use super::fetch::Trouble;
use super::id_token::NotBelieved;
use super::{Issuer, Tokens};
use crate::jose::Refused;
use http::{Request, StatusCode};
use serde_json::{Map, Value};
use shared::clock::Timestamp;

impl Issuer {
    /// Asks for it; `None` where the issuer has no such thing to give.
    pub(crate) async fn userinfo(
        &self,
        tokens: &Tokens,
        signed: &Map<String, Value>,
        now: Timestamp,
    ) -> Result<Option<Map<String, Value>>, NotBelieved> {
        let known = self.known(now).await.map_err(NotBelieved::Trouble)?;
        let (Some(url), Some(token)) = (&known.metadata.userinfo, &tokens.access_token) else { return Ok(None) };
        let trouble = |why: &str| NotBelieved::Trouble(Trouble::Unavailable(format!("userinfo: {why}")));
        let request =
            Request::get(url).header("accept", "application/json").header("authorization", format!("Bearer {token}"));
        let request = request.body(Vec::new()).map_err(|_| trouble("no address"))?;
        let (status, claims) = self.fetcher.object("userinfo", request).await.map_err(NotBelieved::Trouble)?;
        if status != StatusCode::OK {
            return Err(trouble(status.as_str()));
        }
        // §5.3.4: of somebody else nothing is believed.
        match (signed.get("sub"), claims.get("sub")) {
            (Some(Value::String(signed)), Some(Value::String(said))) if signed == said => Ok(Some(claims)),
            _ => Err(NotBelieved::Refused(Refused::Subject)),
        }
    }
}
