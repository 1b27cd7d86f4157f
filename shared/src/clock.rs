//! Time: read once per request at the edge and passed down, so that a rule can be tested at any moment
//! and no two steps of one request disagree about now.

use crate::calendar::Utc;
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Milliseconds since the Unix epoch. All times inside items are in this unit; DynamoDB's `ttl` alone is in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since the Unix epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the Unix epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, as DynamoDB's TTL wants them.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// A time in UTC as RFC 3339 has it, such as `2026-11-27T03:00:00Z`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::from_str(text, Format::DateTime).ok()?.to_millis().ok().map(Self)
    }

    /// The same, to the millisecond.
    pub fn rfc3339(self) -> String {
        Utc::of_millis(self.0).to_string()
    }

    /// This moment and `span` more.
    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        let millis = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
        Self(self.0.saturating_add(millis))
    }

    /// How long ago `earlier` was; zero if it is still to come.
    pub fn since(self, earlier: Self) -> Duration {
        let millis = self.0.saturating_sub(earlier.0);
        Duration::from_millis(u64::try_from(millis).unwrap_or(0))
    }
}

/// Where "now" comes from: the system, or in tests a clock that stands until it is moved.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The wall clock.
    #[default]
    System,
    /// Stands at these milliseconds, for it and every clone of it.
    Stopped(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `moment`.
    pub fn stopped(moment: Timestamp) -> Self {
        Self::Stopped(Arc::new(AtomicI64::new(moment.millis())))
    }

    /// The moment of the call.
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the wall clock")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Timestamp(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Stopped(millis) => Timestamp(millis.load(Ordering::SeqCst)),
        }
    }

    /// Moves a stopped clock, and every clone of it, forward. The system's goes by itself.
    pub fn advance(&self, span: Duration) {
        if let Self::Stopped(millis) = self {
            millis.fetch_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_moves_with_its_clock() {
        let clock = Clock::stopped(Timestamp::from_millis(7));
        let clone = clock.clone();
        assert_eq!(clone.now().millis(), 7);
        clock.advance(Duration::from_secs(1));
        assert_eq!(clone.now().millis(), 1_007);
    }

    #[test]
    fn a_moment_still_to_come_is_zero_ago() {
        assert_eq!(Timestamp::from_millis(5).since(Timestamp::from_millis(9)), Duration::ZERO);
    }

    #[test]
    fn ttl_is_in_seconds() {
        assert_eq!(Timestamp::from_millis(1_999).seconds(), 1);
    }
    #[test]
    fn a_moment_is_written_to_the_millisecond_and_read_back() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (1_709_210_096_789, "2024-02-29T12:34:56.789Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
        ] {
            let moment = Timestamp::from_millis(millis);
            assert_eq!(moment.rfc3339(), text);
            assert_eq!(Timestamp::parse(text), Some(moment));
        }
    }

    #[test]
    fn only_a_time_in_utc_as_rfc_3339_has_it_is_read() {
        assert_eq!(Timestamp::parse("2026-11-27T03:00:00Z"), Some(Timestamp::from_millis(1_795_748_400_000)));
        for bad in [
            "",
            "now",
            "2026-11-27",
            "2026-11-27T03:00Z",
            "2026-11-27T03:00:00",
            "2026-11-27 03:00:00Z",
            "2026-11-27T03:00:00+01:00",
            "2026-02-30T03:00:00Z",
            "2026-11-27T24:00:01Z",
            " 2026-11-27T03:00:00Z",
            "2026-11-27T03:00:00Z ",
            "1795748400",
        ] {
            assert_eq!(Timestamp::parse(bad), None, "{bad}");
        }
    }
}
