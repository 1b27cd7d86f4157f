//! `postern-restore TABLE [--dry-run] [FILE]`: see README.md.

use postern_restore::{Restore, messages};
use shared::store::Store;
use std::io::Read as _;
use std::process::ExitCode;

const USAGE: &str = "usage: postern-restore TABLE [--dry-run] [FILE]\n\
    TABLE is the restored table, before any traffic; FILE holds the audit lines since a moment before the one it was set back \
    to, as `aws logs filter-log-events --output json` gives them. Without FILE they are read from standard input.";

#[tokio::main]
async fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()).await {
        Ok(code) => code,
        Err(problem) => {
            say(&format!("postern-restore: {problem}"));
            ExitCode::from(2)
        }
    }
}

/// 0: all was read. 1: done, but for what could not be read. 2: not done.
async fn run(arguments: Vec<String>) -> Result<ExitCode, String> {
    let (options, names): (Vec<_>, Vec<_>) = arguments.into_iter().partition(|argument| argument.starts_with('-'));
    if let Some(unknown) = options.iter().find(|option| *option != "--dry-run") {
        return Err(format!("there is no {unknown}\n{USAGE}"));
    }
    let (table, file) = match names.as_slice() {
        [table] => (table, None),
        [table, file] => (table, Some(file)),
        _ => return Err(USAGE.to_owned()),
    };
    let lines = messages(&text(file)?);
    let sdk = aws_config::defaults(aws_config::BehaviorVersion::latest()).load().await;
    let store = Store::new(&sdk, table);
    say(&format!("{} lines; now the table {table} …", lines.len()));
    let restore = Restore { store: &store, dry_run: !options.is_empty(), say: &say };
    let report = restore.run(&lines).await.map_err(|error| format!("{error}; run it again, and it goes on"))?;
    say(&report.to_string());
    Ok(ExitCode::from(u8::from(report.unread > 0)))
}

fn text(file: Option<&String>) -> Result<String, String> {
    let Some(file) = file else {
        let mut text = String::new();
        return std::io::stdin()
            .read_to_string(&mut text)
            .map(|_| text)
            .map_err(|error| format!("standard input: {error}"));
    };
    std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))
}

#[expect(clippy::print_stdout, reason = "this is what the person who started it reads")]
fn say(line: &str) {
    println!("{line}");
}
