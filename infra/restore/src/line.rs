//! One line of the log, and what it says has ended.

use crate::harmless::HARMLESS;
use serde_json::Value;
use shared::clock::Timestamp;
use shared::credential::locator::{AppLocator, GrantLocator, KeyLocator, PrincipalLocator};
use shared::ids::{ClientId, OrgId, UserId};
use shared::store::Ending;
use std::time::Duration;

/// The first twelve digits of a digest.
pub(crate) type Beginning = String;

/// A line that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When the request arrived: the moment of whatever it made.
    pub began: Timestamp,
    /// When it was answered: whatever it ended was ended by then.
    pub answered: Timestamp,
    /// What came of it.
    pub said: Said,
}

/// What came of a request, as far as a restore undoes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nothing that had to be ended again.
    Nothing,
    /// A code was spent, and gave a token.
    TokenIssued(GrantLocator, Beginning, Beginning),
    /// A token ended.
    TokenEnded(Beginning),
    /// An approval ended.
    ApprovalRevoked(GrantLocator),
    /// An app's secret is this one from here on.
    NewSecret(ClientId, Beginning),
    /// An app ended.
    AppDeleted(ClientId),
    /// An app was edited: a restore brings its former redirect URIs back.
    AppEdited(ClientId),
    /// An API key ended.
    KeyDeleted(KeyLocator),
    /// A session ended.
    SessionEnded(Beginning),
    /// Somebody left, or lost a role, or was signed out everywhere.
    Offboarded(Ending),
}

/// Outcomes that [`Said`] has a word for.
pub const TOLD: [&str; 15] = [
    "token_issued",
    "code_replayed",
    "token_revoked",
    "approval_revoked",
    "secret_rotated",
    "app_deleted",
    "app_edited",
    "key_deleted",
    "signed_in",
    "signed_out",
    "user_offboarded",
    "member_offboarded",
    "org_offboarded",
    "sessions_ended",
    "rights_ended",
];

/// Why a line was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It is no JSON, or none of ours.
    #[error("it is no line of the log")]
    NoLine,
    /// A member is missing, or is not what it should be.
    #[error("{0} has no readable {1:?}")]
    Member(String, &'static str),
    /// An outcome that this version does not know.
    #[error("its outcome {0:?} is unknown here: use the infra/restore of the version that wrote it")]
    Unknown(String),
}

impl Line {
    /// Reads one.
    pub fn read(text: &str) -> Result<Self, Unread> {
        let value: Value = serde_json::from_str(text).map_err(|_| Unread::NoLine)?;
        let members = Members { value: &value, outcome: value.get("outcome").and_then(Value::as_str) };
        let Some(outcome) = members.outcome else {
            // What Lambda itself writes into the same group.
            let of_lambda = value.get("type").and_then(Value::as_str).is_some_and(|kind| kind.starts_with("platform."));
            let epoch = Timestamp::from_millis(0);
            return if of_lambda {
                Ok(Self { began: epoch, answered: epoch, said: Said::Nothing })
            } else {
                Err(Unread::NoLine)
            };
        };
        let began = members.parsed("timestamp", Timestamp::parse)?;
        let took = value.get("duration_ms").and_then(Value::as_u64).ok_or_else(|| members.unread("duration_ms"))?;
        Ok(Self { began, answered: began.plus(Duration::from_millis(took)), said: members.said(outcome)? })
    }
}

struct Members<'a> {
    value: &'a Value,
    outcome: Option<&'a str>,
}

impl Members<'_> {
    fn said(&self, outcome: &str) -> Result<Said, Unread> {
        Ok(match outcome {
            "token_issued" => Said::TokenIssued(self.grant()?, self.beginning("code")?, self.beginning("token")?),
            "code_replayed" => Said::TokenEnded(self.beginning("token")?),
            // Without one, there was nothing to revoke.
            "token_revoked" => self.optional("token")?.map_or(Said::Nothing, Said::TokenEnded),
            "approval_revoked" => Said::ApprovalRevoked(self.grant()?),
            "secret_rotated" => Said::NewSecret(self.client()?, self.beginning("secret")?),
            "app_deleted" => Said::AppDeleted(self.client()?),
            "app_edited" => Said::AppEdited(self.client()?),
            "key_deleted" => Said::KeyDeleted(self.parsed("key", KeyLocator::parse)?),
            "signed_in" => self.optional("replaced")?.map_or(Said::Nothing, Said::SessionEnded),
            // Without one, nobody was signed in.
            "signed_out" => self.optional("session")?.map_or(Said::Nothing, Said::SessionEnded),
            "user_offboarded" => Said::Offboarded(Ending::User(self.user()?)),
            "member_offboarded" => Said::Offboarded(Ending::Member(self.user()?, self.org()?)),
            "org_offboarded" => Said::Offboarded(Ending::Org(self.org()?)),
            "sessions_ended" => Said::Offboarded(Ending::Sessions(self.user()?)),
            "rights_ended" => Said::Offboarded(Ending::Rights(self.user()?, self.org()?)),
            other if HARMLESS.contains(&other) => Said::Nothing,
            other => return Err(Unread::Unknown(other.to_owned())),
        })
    }

    fn grant(&self) -> Result<GrantLocator, Unread> {
        let principal = PrincipalLocator::of(&self.user()?, &self.org()?);
        Ok(GrantLocator::of(&AppLocator::of(&self.client()?), &principal))
    }

    fn client(&self) -> Result<ClientId, Unread> {
        self.parsed("client_id", ClientId::parse)
    }

    fn user(&self) -> Result<UserId, Unread> {
        self.parsed("user", UserId::parse)
    }

    fn org(&self) -> Result<OrgId, Unread> {
        self.parsed("org", OrgId::parse)
    }

    fn beginning(&self, member: &'static str) -> Result<Beginning, Unread> {
        self.parsed(member, beginning)
    }

    fn optional(&self, member: &'static str) -> Result<Option<Beginning>, Unread> {
        if self.value.get(member).is_none() { Ok(None) } else { self.beginning(member).map(Some) }
    }

    fn parsed<T>(&self, member: &'static str, parse: impl Fn(&str) -> Option<T>) -> Result<T, Unread> {
        self.value.get(member).and_then(Value::as_str).and_then(parse).ok_or_else(|| self.unread(member))
    }

    fn unread(&self, member: &'static str) -> Unread {
        Unread::Member(self.outcome.unwrap_or_default().to_owned(), member)
    }
}

fn beginning(text: &str) -> Option<Beginning> {
    let is_one = text.len() == 12 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    is_one.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn line(members: &Value) -> Result<Said, Unread> {
        let mut line = json!({ "timestamp": "2026-11-27T03:00:00.500Z", "duration_ms": 7, "user": "u", "org": "o" });
        line.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        Line::read(&line.to_string()).map(|line| line.said)
    }

    #[test]
    fn o17_a_line_says_when_it_began_and_was_answered() {
        let text = r#"{"timestamp":"2026-11-27T03:00:00.500Z","outcome":"signed_out","duration_ms":7,"session":"0123456789ab"}"#;
        let line = Line::read(text).unwrap();
        assert_eq!((line.began.millis(), line.answered.millis()), (1_795_748_400_500, 1_795_748_400_507));
        assert_eq!(line.said, Said::SessionEnded("0123456789ab".to_owned()));
    }

    #[test]
    fn o17_what_lacks_the_member_that_counts_was_not_read_and_what_ended_nothing_says_nothing() {
        for outcome in TOLD {
            // Nothing was revoked, replaced, or there to be signed out of; and whoever left is named in every line here.
            let ends_by_user =
                ["offboarded", "sessions_ended", "rights_ended"].iter().any(|end| outcome.ends_with(end));
            let said = line(&json!({ "outcome": outcome }));
            match outcome {
                "token_revoked" | "signed_in" | "signed_out" => assert_eq!(said, Ok(Said::Nothing), "{outcome}"),
                _ if ends_by_user => assert!(matches!(said, Ok(Said::Offboarded(_))), "{outcome}"),
                _ => assert!(matches!(said, Err(Unread::Member(..))), "{outcome}"),
            }
        }
        for bad in ["", "0123456789AB", "0123456789a", "0123456789abc"] {
            assert!(line(&json!({ "outcome": "token_revoked", "token": bad })).is_err(), "{bad}");
        }
    }

    #[test]
    fn o17_what_is_no_line_of_this_version_is_told_and_what_lambda_writes_is_passed_over() {
        let platform = r#"{"time":"2026-11-27T03:00:00.000Z","type":"platform.start","record":{"requestId":"1"}}"#;
        assert_eq!(Line::read(platform).map(|line| line.said), Ok(Said::Nothing));
        for bad in ["", "START RequestId: 1", "[]", "{}", r#"{"type":"mine"}"#, r#"{"outcome":"#] {
            assert_eq!(Line::read(bad), Err(Unread::NoLine), "{bad}");
        }
        assert_eq!(line(&json!({ "outcome": "made_up" })), Err(Unread::Unknown("made_up".to_owned())));
        let old = r#"{"level":"info","time_ms":1,"outcome":"signed_out","duration_ms":1}"#;
        assert_eq!(Line::read(old), Err(Unread::Member("signed_out".to_owned(), "timestamp")));
    }
}
