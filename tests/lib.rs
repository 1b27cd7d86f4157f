//! The tests that drive Postern from outside: see `integration/main.rs`, which says what belongs where.
