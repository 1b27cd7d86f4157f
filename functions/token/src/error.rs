//! What can go wrong at these endpoints, and what the client sees of it (RFC 6749 §5.2).

use http::StatusCode;
use shared::http::answer::Answer;
use shared::ids::ClientId;
use shared::log::Outcome;
use shared::oauth::client_auth::Unauthenticated;
use shared::oauth::fields::{Field, Unreadable};
use shared::oauth::token_request::BadTokenRequest;
use shared::store::{RedemptionConflict, StoreError};

/// One variant a fact; the texts that go out are static and never quote the request.
#[derive(Debug)]
pub(crate) enum Error {
    /// The body is over 16 KiB.
    TooLarge,
    /// The body cannot be read.
    Unreadable(Unreadable),
    /// A required field is missing or empty.
    Missing(Field),
    /// No token can be asked for like that.
    Request(BadTokenRequest),
    /// There are no credentials to compare.
    ClientAuthentication(Unauthenticated),
    /// Unknown client or wrong secret.
    InvalidClient,
    /// The code is not good; which binding failed is for the log.
    InvalidGrant(&'static str),
    /// The code was good when read, but not any more when written.
    Refused(RedemptionConflict),
    /// The code was used before; its token has ended, as the log will say.
    Replayed(Box<Outcome>),
    /// A live token of another app.
    ForeignToken,
    /// Something that holds a token, and is none.
    AroundToken,
    /// The key that asks about any credential is none, or not the operator's.
    OperatorKey,
    /// That key, beside an app's secret.
    KeyAndClient,
    /// Another credential of ours than an access token, which is not taken back here.
    OtherKind,
    /// Storage trouble.
    Store(StoreError),
}

const INVALID_GRANT: &str =
    "The code is invalid, expired or already used, or it does not belong to this client, redirect_uri or code_verifier";

impl Error {
    /// The answer, where it is known which client asks.
    pub(crate) fn answer_to(self, client_id: &ClientId) -> Answer {
        let mut answer = self.answer();
        answer.outcome = answer.outcome.client(client_id);
        answer
    }

    /// The only place that decides status, code and text.
    pub(crate) fn answer(self) -> Answer {
        match self {
            Self::TooLarge => {
                invalid_request(StatusCode::PAYLOAD_TOO_LARGE, "The body is larger than 16 KiB", "too large")
            }
            Self::Unreadable(reason) => {
                let description = match reason {
                    Unreadable::ContentType => {
                        "The content type must be application/json or application/x-www-form-urlencoded, in UTF-8"
                    }
                    Unreadable::Syntax => "The body cannot be read as its content type says",
                    Unreadable::Field => "A field is repeated or not a string",
                };
                invalid_request(StatusCode::BAD_REQUEST, description, description)
            }
            Self::Missing(field) | Self::Request(BadTokenRequest::Missing(field)) => bad_request(field.missing()),
            Self::Request(BadTokenRequest::MalformedVerifier) => {
                bad_request("code_verifier must be 43 to 128 unreserved characters")
            }
            Self::Request(BadTokenRequest::UnsupportedGrantType) => Answer::json_error(
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                "grant_type must be authorization_code",
                Outcome::new("unsupported_grant_type"),
            ),
            Self::ClientAuthentication(Unauthenticated::MissingClientId) => bad_request(Field::ClientId.missing()),
            Self::ClientAuthentication(Unauthenticated::TwoMethods) => {
                bad_request("Authenticate either with HTTP Basic or in the body, not both")
            }
            Self::ClientAuthentication(Unauthenticated::ClientIdMismatch) => {
                bad_request("client_id is not the one that authenticates")
            }
            Self::ClientAuthentication(Unauthenticated::Invalid) => invalid_client("malformed credentials"),
            Self::InvalidClient => invalid_client("unknown client or wrong secret"),
            Self::InvalidGrant(reason) => invalid_grant(Outcome::new("invalid_grant").detail(reason)),
            Self::Refused(RedemptionConflict::CodeSpent) => {
                invalid_grant(Outcome::new("invalid_grant").detail("redeemed or expired in between"))
            }
            Self::Refused(RedemptionConflict::GrantRevoked) => {
                invalid_grant(Outcome::new("invalid_grant").detail("approval revoked in between"))
            }
            // Worth an alarm: a code leaked, or a client is broken.
            Self::Replayed(outcome) => invalid_grant(*outcome),
            Self::ForeignToken => bad_request("The token was not issued to this client"),
            Self::AroundToken => {
                bad_request("token must be the access token alone, without a scheme, quotes or a line break")
            }
            Self::KeyAndClient => {
                bad_request("Authenticate either with a manage key of the operator or as an app, not both")
            }
            // RFC 7009 §2.2.1.
            Self::OtherKind => Answer::json_error(
                StatusCode::BAD_REQUEST,
                "unsupported_token_type",
                "Only access tokens are revoked here; an API key is deleted in the settings, a code expires by itself",
                Outcome::new("unsupported_token_type"),
            ),
            Self::OperatorKey => Answer::json_error(
                StatusCode::UNAUTHORIZED,
                "invalid_token",
                "A manage key of the operator's organization is needed",
                Outcome::new("invalid_token"),
            )
            .www_authenticate("Bearer realm=\"introspection\", error=\"invalid_token\""),
            Self::Store(error) => Answer::json_error(
                StatusCode::SERVICE_UNAVAILABLE,
                "temporarily_unavailable",
                "Something on our side did not answer; try again: what was not done is as it was",
                Outcome::new("store_unavailable").detail(&error),
            )
            .retry_after_seconds(1),
        }
    }
}

fn bad_request(description: &'static str) -> Answer {
    invalid_request(StatusCode::BAD_REQUEST, description, description)
}

fn invalid_request(status: StatusCode, description: &'static str, detail: &'static str) -> Answer {
    Answer::json_error(status, "invalid_request", description, Outcome::new("invalid_request").detail(detail))
}

/// Byte-identical for every reason, so that nobody learns which client ids exist (RFC 6749 §5.2).
fn invalid_client(detail: &'static str) -> Answer {
    Answer::json_error(
        StatusCode::UNAUTHORIZED,
        "invalid_client",
        "The client id or secret is wrong, or the secret is missing",
        Outcome::new("invalid_client").detail(detail),
    )
    .www_authenticate("Basic realm=\"oauth\"")
}

fn invalid_grant(outcome: Outcome) -> Answer {
    Answer::json_error(StatusCode::BAD_REQUEST, "invalid_grant", INVALID_GRANT, outcome)
}
