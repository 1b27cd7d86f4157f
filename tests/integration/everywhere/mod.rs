//! What holds of every answer.

/// What the log keeps of every act.
mod audit;
/// How many calls to DynamoDB each endpoint makes, counted between it and the database.
mod budget;
/// The headers of every kind of answer.
mod headers;
/// Where secrets must not be.
mod leaks;
/// What the log says, and what it counts.
mod log;
/// What a function takes in memory for what was sent to it.
mod memory;
/// What was made before a moment is dead.
mod not_before;
/// What every page has in common.
mod pages;
/// In whose name the database is asked.
mod roles;
/// Requests without credentials, and users beside each other.
mod strangers;
