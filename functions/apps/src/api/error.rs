//! Why a call is refused, and what its caller sees of it.

use crate::form::app::FieldErrors;
use http::StatusCode;
use shared::access::Denied;
use shared::http::answer::Answer;
use shared::log::Outcome;
use shared::store::StoreError;

/// One variant a fact. Nothing was written in any of these cases, but for storage trouble, where it is not known.
#[derive(Debug)]
pub(crate) enum Error {
    /// There is no credential.
    NoKey,
    /// There is more than one.
    SeveralKeys,
    /// It is malformed, unknown, deleted, no key, a key for something else, or nobody's who may: the same answer for all.
    BadKey,
    /// A good key, but not of the operator's org.
    NotOperator,
    /// What this field, or this part of the path, names can be nobody's id.
    Id(&'static str),
    /// A part of the path was cut off on the way, and may have named somebody else.
    CutPath,
    /// Nobody is named.
    Nobody,
    /// Something is to be kept where nothing can be.
    Keep,
    /// No such app in this org.
    NotFound,
    /// Somebody else made a new secret at the same moment.
    Overtaken,
    /// The app is not in the state that `If-Match` names.
    PreconditionFailed,
    /// `If-Match` is not what it has to be.
    IfMatch,
    /// No list ever gave this cursor.
    Cursor,
    /// A page is of 1 to 100.
    Limit,
    /// The body is over 16 KiB.
    TooLarge,
    /// The body is not JSON by its content type.
    ContentType,
    /// It is not JSON by its content.
    Syntax,
    /// A field was sent twice.
    Repeated,
    /// There is no such field here.
    Unknown(String),
    /// There is such a field, but it cannot be set here.
    ReadOnly(String),
    /// A field is not what it has to be.
    Type(&'static str, &'static str),
    /// A scope that the catalogue does not name.
    UnknownScope,
    /// The form's rules are broken.
    Invalid(Box<FieldErrors>),
    /// Storage trouble.
    Store(StoreError),
}

/// Characters of an unknown field's name that are repeated to whoever sent it.
const NAME_SHOWN: usize = 64;

impl Error {
    /// Why there is no key to look up.
    pub(crate) fn of(denied: Denied) -> Self {
        match denied {
            Denied::Missing => Self::NoKey,
            Denied::Several => Self::SeveralKeys,
            Denied::Invalid | Denied::InsufficientScope(..) => Self::BadKey,
            Denied::Store(error) => Self::Store(error),
        }
    }

    /// The only place that decides status, code and text.
    pub(crate) fn answer(self) -> Answer {
        match self {
            Self::NoKey => unauthorized("invalid_token", "Bearer realm=\"management\""),
            Self::BadKey => unauthorized("invalid_token", "Bearer realm=\"management\", error=\"invalid_token\""),
            Self::SeveralKeys => {
                bad_request("There is more than one credential; send one, in the Authorization header")
            }
            Self::NotOperator => refuse(
                StatusCode::FORBIDDEN,
                "forbidden",
                "Only a manage key of the organization that runs this may end users, members and organizations",
            ),
            Self::Id(name) => described(&format!(
                "{name} is no id: 1 to 128 visible ASCII characters without slash, backslash, question mark, number sign, \
                 percent sign and semicolon"
            )),
            Self::CutPath => bad_request(
                "The path has a question mark, so it does not say for certain whom it names; use POST /api/offboard",
            ),
            Self::Nobody => bad_request("user, org or both of them must be named"),
            Self::Keep => bad_request("keep must be approvals, beside a user and an org, or left out"),
            Self::NotFound => {
                refuse(StatusCode::NOT_FOUND, "not_found", "There is no such app in the organization of this key")
            }
            Self::Overtaken => refuse(
                StatusCode::CONFLICT,
                "conflict",
                "Another secret was made for this app at the same moment, and that one is in force",
            ),
            Self::PreconditionFailed => refuse(
                StatusCode::PRECONDITION_FAILED,
                "precondition_failed",
                "The app is no longer in the state that If-Match names; get it again, and look at what has changed",
            ),
            Self::IfMatch => bad_request("If-Match must be entity tags in quotes, as ETag gives them, or an asterisk"),
            Self::Cursor => bad_request("cursor must be a next of this list"),
            Self::Limit => bad_request("limit must be a number from 1 to 100"),
            Self::TooLarge => {
                refuse(StatusCode::PAYLOAD_TOO_LARGE, "invalid_request", "The body is larger than 16 KiB")
            }
            Self::ContentType => refuse(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "invalid_request",
                "The content type must be application/json, in UTF-8",
            ),
            Self::Syntax => bad_request("The body must be a JSON object"),
            Self::Repeated => bad_request("A field is repeated"),
            Self::Unknown(name) => {
                let name: String = name.chars().take(NAME_SHOWN).collect();
                described(&format!("There is no field '{}'", in_alphabet(&name)))
            }
            Self::ReadOnly(name) => described(&format!("{name} cannot be set here")),
            Self::Type(name, expected) => described(&format!("{name} must be {expected}")),
            Self::UnknownScope => bad_request("scopes must be names of permissions that there are"),
            Self::Invalid(problems) => described(&in_words(&problems)),
            Self::Store(error) => Answer::json_error(
                StatusCode::SERVICE_UNAVAILABLE,
                "temporarily_unavailable",
                "Something on our side did not answer; it may have been done nevertheless: look, or try again",
                Outcome::new("store_unavailable").detail(&error),
            )
            .retry_after_seconds(2),
        }
    }
}

fn bad_request(description: &'static str) -> Answer {
    refuse(StatusCode::BAD_REQUEST, "invalid_request", description)
}

fn refuse(status: StatusCode, error: &'static str, description: &'static str) -> Answer {
    Answer::json_error(status, error, description, Outcome::new(error).detail(description))
}

/// RFC 6750 §3.1: who brings no credential is told of no error in the challenge.
fn unauthorized(error: &'static str, challenge: &str) -> Answer {
    refuse(StatusCode::UNAUTHORIZED, error, "A manage key of an admin is needed, as Authorization: Bearer pok_...")
        .www_authenticate(challenge)
}

/// A 400 whose text names the field.
fn described(description: &str) -> Answer {
    let document = serde_json::json!({ "error": "invalid_request", "error_description": description });
    Answer::json(StatusCode::BAD_REQUEST, &document, Outcome::new("invalid_request"))
}

/// Every problem beside the name of its field.
fn in_words(problems: &FieldErrors) -> String {
    let fields = [
        ("name", &problems.name),
        ("description", &problems.description),
        ("redirect_uris", &problems.redirect_uris),
        ("scopes", &problems.scopes),
    ];
    let told = fields.iter().filter_map(|(name, problem)| Some(format!("{name}: {}", problem.as_ref()?.in_english())));
    in_alphabet(&told.collect::<Vec<_>>().join(" "))
}

/// A text in the alphabet of error descriptions (RFC 6749 §5.2).
fn in_alphabet(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            ' '..='!' | '#'..='[' | ']'..='~' => c,
            '“' | '”' => '\'',
            _ => '?',
        })
        .collect()
}
