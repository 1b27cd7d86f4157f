//! Where lines go.

use std::sync::Arc;

/// Where lines go: standard output in a function, wherever a test wants them in a test; and the stack that they count for.
#[derive(Clone)]
pub struct Sink {
    stack: Arc<str>,
    write: Arc<dyn Fn(&str) + Send + Sync>,
}

impl Sink {
    /// `stack` is the one dimension of the metrics.
    pub fn new(stack: &str, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self { stack: stack.into(), write: Arc::new(write) }
    }

    /// Lines to standard output, which Lambda sends to CloudWatch. A line is out before the answer is: nothing is left to be
    /// written by an environment that is frozen.
    #[expect(clippy::print_stdout, reason = "standard output is where Lambda takes logs from")]
    pub fn stdout(stack: &str) -> Self {
        Self::new(stack, |line| println!("{line}"))
    }

    /// The stack's name.
    pub(super) fn stack(&self) -> &str {
        &self.stack
    }

    /// Writes a line.
    pub(super) fn write(&self, line: &str) {
        (self.write)(line);
    }
}
