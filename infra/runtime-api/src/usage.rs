//! What a process has taken, as Linux counts it.

use std::fs;
use std::io;
use std::time::Duration;

/// Since its start, or since its peak was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Bytes of memory at its highest, what it has touched of its own binary included.
    pub peak: u64,
    /// On a processor, all its living threads together.
    pub cpu: Duration,
}

impl Usage {
    /// Of a living process.
    pub fn of(pid: u32) -> io::Result<Self> {
        let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
        let mut cpu = Duration::ZERO;
        for task in fs::read_dir(format!("/proc/{pid}/task"))? {
            // A thread that has just ended is no trouble; what it took is lost, and little.
            let Ok(text) = fs::read_to_string(task?.path().join("schedstat")) else { continue };
            cpu += on_processor(&text).ok_or_else(|| unreadable("schedstat"))?;
        }
        Ok(Self { peak: peak(&status).ok_or_else(|| unreadable("status"))?, cpu })
    }

    /// From now on, the peak is counted anew.
    pub fn forget_peak(pid: u32) -> io::Result<()> {
        fs::write(format!("/proc/{pid}/clear_refs"), "5")
    }
}

fn unreadable(file: &str) -> io::Error {
    io::Error::other(format!("/proc's {file} is not as expected"))
}

/// `VmHWM:      9876 kB`
fn peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok().map(|kibibytes: u64| kibibytes * 1024)
}

/// Nanoseconds on a processor, nanoseconds waiting for one, time slices.
fn on_processor(schedstat: &str) -> Option<Duration> {
    schedstat.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_linux_says_is_read() {
        assert_eq!(peak("Name:\ttoken\nVmPeak:\t   12 kB\nVmHWM:\t    9876 kB\n"), Some(9_876 * 1024));
        assert_eq!(peak("Name:\ttoken\n"), None);
        assert_eq!(on_processor("2000000 77 3\n"), Some(Duration::from_millis(2)));
        assert_eq!(on_processor(""), None);
    }

    #[test]
    fn this_process_takes_something_and_what_is_forgotten_is_counted_anew() {
        let pid = std::process::id();
        let held = vec![1_u8; 64 * 1024 * 1024];
        assert!(held.iter().all(|&byte| byte == 1));
        let with = Usage::of(pid).unwrap();
        assert!(with.peak > 64 * 1024 * 1024 && with.cpu > Duration::ZERO, "{with:?}");
        drop(held);
        Usage::forget_peak(pid).unwrap();
        assert!(Usage::of(pid).unwrap().peak < with.peak);
    }
}
