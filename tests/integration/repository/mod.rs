//! The repository held against itself: documents, dependencies, template, sizes.

/// What functions are built from.
mod dependencies;
/// What the documents say, held against the code.
mod documents;
/// Every source file is part of its crate.
mod modules;
/// The Runtime API that functions are measured with.
mod runtime_api;
/// What the largest events take of the release binaries.
mod size;
/// No function leaves anything to a task.
mod tasks;
/// `template.yaml` and the watch router, held against the code they repeat.
mod template;
