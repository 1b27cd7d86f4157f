//! A source file that no module names is compiled by nobody, and its tests run never; nothing else would say so.

use super::documents::all_rust_files;
use std::fs;
use std::path::{Path, PathBuf};

/// Files that may name `file` as a module of theirs.
fn parents(file: &Path) -> Vec<PathBuf> {
    let is_mod = file.ends_with("mod.rs");
    let folder = if is_mod { file.parent().unwrap() } else { file }.parent().unwrap();
    let names = ["mod.rs", "lib.rs", "main.rs"].map(|name| folder.join(name));
    names.into_iter().chain([folder.with_extension("rs")]).filter(|parent| parent.is_file()).collect()
}

/// Some stand beside the file whose tests they are.
fn is_named_by_path(file: &Path) -> bool {
    let attribute = format!("#[path = {:?}]", file.file_name().unwrap());
    let beside = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    beside.filter(|path| path.is_file()).any(|path| fs::read_to_string(path).unwrap().contains(&attribute))
}

fn is_root(file: &Path) -> bool {
    let name = file.file_name().unwrap().to_str().unwrap();
    let stands_alone = ["tests", "examples", "benches"].iter().any(|folder| file.parent().unwrap().ends_with(folder));
    ["lib.rs", "main.rs", "build.rs"].contains(&name)
        || (stands_alone && file.parent().unwrap().join("../Cargo.toml").is_file())
}

#[test]
fn every_source_file_is_a_module_of_its_crate() {
    let mut found = 0;
    for file in all_rust_files() {
        if is_root(&file) || !parents(&file).iter().any(|parent| *parent != file) {
            continue;
        }
        let stem = if file.ends_with("mod.rs") { file.parent().unwrap() } else { &file }.file_stem().unwrap();
        let line = format!("mod {};", stem.to_str().unwrap());
        let named = parents(&file)
            .iter()
            .any(|parent| fs::read_to_string(parent).unwrap().lines().any(|said| said.trim_end().ends_with(&line)));
        let named = named || is_named_by_path(&file);
        assert!(named, "{} is in no module: `{line}` is missing in {:?}", file.display(), parents(&file));
        found += 1;
    }
    assert!(found > 300, "{found} looked at");
}
