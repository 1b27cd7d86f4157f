//! What follows a deletion, by way of the table's stream.

/// What is reclaimed after a deletion, and that nothing else is.
mod purge;
/// What is not reclaimed, and records that are of no deletion.
mod spared;
