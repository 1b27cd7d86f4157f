//! The binary, started with settings that cannot be: it ends at once, and says why in one line.

#[path = "../../../tests/started.rs"]
mod started;

use started::said;

#[test]
fn p10_a_function_does_not_start_without_what_matters_or_with_a_moment_that_is_none() {
    let whole = [("TABLE_NAME", "t"), ("NOT_BEFORE", "yesterday"), ("STACK_NAME", "s")];
    for (settings, named) in [(&whole[..0], "TABLE_NAME is not set"), (&whole, "NOT_BEFORE must be a time in UTC")] {
        let said = said(env!("CARGO_BIN_EXE_authorizer"), settings);
        assert!(said.contains(named) && said.trim_end().lines().count() == 1, "{said}");
    }
}
