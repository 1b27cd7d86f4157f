//! Failures and races: the database fails, answers get lost, many come at once.

/// DynamoDB failing in every way it can.
mod faults;
/// Writes behind pages, failing.
mod lost_writes;
/// Many at once.
mod races;
/// What was taken back is refused at the very next request, in another process.
mod revocation_races;
/// The store where it is not reached through an endpoint.
mod store;
/// What every write insists on, with something changed since its read.
mod store_conditions;
