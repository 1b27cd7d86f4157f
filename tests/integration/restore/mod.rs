//! A table that was set back to a moment: what had ended since ends again, by the audit lines alone.

/// Random histories, set back to a random moment.
mod histories;
/// Each kind of line, and what comes alive without it.
mod kinds;
/// What infra/restore says: counts, what it could not read, whose owners must look.
mod report;
/// People who do things with apps, and what they then hold.
mod story;
/// A table as it was, and what was logged since.
mod table;
