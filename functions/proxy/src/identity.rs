//! Whom a forwarded request acts as, and from where, in headers of ours, which are signed.

use crate::signature::Signer;
use crate::target::Target;
use http::{HeaderName, HeaderValue};
use shared::access::{Authority, Identity};
use shared::http::request::Request;

const USER: HeaderName = HeaderName::from_static("x-postern-user");
const ORG: HeaderName = HeaderName::from_static("x-postern-org");
const CLIENT: HeaderName = HeaderName::from_static("x-postern-client");
const SCOPE: HeaderName = HeaderName::from_static("x-postern-scope");
const KIND: HeaderName = HeaderName::from_static("x-postern-kind");
const IP: HeaderName = HeaderName::from_static("x-postern-ip");
const SIGNATURE: HeaderName = HeaderName::from_static("x-postern-signature");

/// The headers. Ids are visible ASCII by their types, so each is a header value as it is.
pub(crate) fn headers(
    identity: &Identity,
    request: &Request,
    target: &Target,
    signer: Option<&Signer>,
) -> Vec<(HeaderName, HeaderValue)> {
    let (client, scope) = match &identity.right {
        Authority::Token(client, scopes) => (Some(client.as_str()), Some(scopes.to_string())),
        Authority::Key => (None, None),
    };
    let (user, org, kind) = (identity.user.as_str(), identity.org.as_str(), identity.right.kind());
    let ip = request.source_ip().map(|ip| ip.to_string());
    let signature = signer.map(|signer| {
        let t = request.now.seconds().to_string();
        let (client, scope) = (client.unwrap_or_default(), scope.as_deref().unwrap_or_default());
        let ip = ip.as_deref().unwrap_or_default();
        let path_and_query = target.path_and_query().as_str();
        let parts = [&t, request.method().as_str(), path_and_query, user, org, client, scope, kind, ip];
        format!("t={t},v1={}", signer.sign(&parts))
    });
    [
        (USER, Some(user)),
        (ORG, Some(org)),
        (CLIENT, client),
        (SCOPE, scope.as_deref()),
        (KIND, Some(kind)),
        (IP, ip.as_deref()),
        (SIGNATURE, signature.as_deref()),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, HeaderValue::from_str(value?).ok()?)))
    .collect()
}
