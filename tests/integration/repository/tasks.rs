//! Whatever a function leaves to a task of its own may be frozen with the answer.

use super::documents::shipped;

#[test]
fn p3_no_function_spawns_a_task() {
    let sources = shipped(&["shared/src", "functions"]);
    assert!(sources.len() > 100, "{}", sources.len());
    for (file, text) in sources {
        assert!(!text.contains("spawn"), "{}", file.display());
    }
}
