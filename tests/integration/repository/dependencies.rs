//! What a function is built from, where that is a promise. What the linker leaves of it, `make size` looks at.

use std::fs;
use std::path::Path;
use std::process::Command;

/// The names of the crates that a function is built from.
fn crates(function: &str) -> Vec<String> {
    let mut tree = Command::new(env!("CARGO"));
    tree.args(["tree", "--offline", "--locked", "-p", function, "-e", "normal", "--prefix", "none", "--format", "{p}"]);
    let output = tree.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn proxy_authorizer_and_purge_are_built_without_any_image_code() {
    for function in ["proxy", "authorizer", "purge"] {
        let crates = crates(function);
        assert!(crates.iter().any(|name| name == "shared") && crates.len() > 50, "{function}: {crates:?}");
        for image in
            ["picture", "image", "png", "zune-core", "zune-jpeg", "image-webp", "gif", "jpeg-decoder", "fdeflate"]
        {
            assert!(!crates.iter().any(|name| name == image), "{function} is built from {image}");
        }
    }
}

#[test]
fn s28_no_function_knows_the_runtime_but_through_lambda_http() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let functions = fs::read_dir(root.join("functions")).unwrap().map(|entry| entry.unwrap().path());
    let others = ["shared", "infra/local", "tests"].map(|folder| root.join(folder));
    for folder in functions.chain(others) {
        let manifest: toml::Table = fs::read_to_string(folder.join("Cargo.toml")).unwrap().parse().unwrap();
        for table in ["dependencies", "dev-dependencies"] {
            let Some(dependencies) = manifest.get(table) else { continue };
            for twice in ["lambda_runtime", "aws_lambda_events"] {
                assert!(dependencies.get(twice).is_none(), "{} names {twice} itself", folder.display());
            }
        }
    }
}

/// The demo knows no passwords: whoever deployed it would let anybody in as an admin.
#[test]
fn t18_no_function_is_built_with_the_demo_sign_in() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let functions: Vec<String> = fs::read_dir(root.join("functions"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        functions.iter().any(|name| name == "session") && crates("postern-local").iter().any(|name| name == "session")
    );
    for function in functions {
        let crates = crates(&function);
        assert!(!crates.iter().any(|name| name == "postern-local"), "{function} is built from postern-local");
        assert!(
            !crates.iter().any(|name| name == "rsa" || name == "openssl" || name == "native-tls"),
            "{function}: {crates:?}"
        );
    }
}
