//! What `make run` honours: `PORT` and `DATA`.

use std::path::PathBuf;

/// The port without `PORT`.
const DEFAULT_PORT: u16 = 9000;

/// Where the data lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// In a folder, found again the next time.
    Folder(PathBuf),
    /// In memory, gone with the process.
    Memory,
}

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The port to listen on, on loopback.
    pub port: u16,
    /// Where the data lies.
    pub data: Data,
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("PORT must be a number from 1 to 65535; it is {0:?}")]
pub struct BadPort(String);

impl Settings {
    /// From the environment.
    pub fn from_env() -> Result<Self, BadPort> {
        Self::from(variable("PORT").as_deref(), variable("DATA").as_deref())
    }

    fn from(port: Option<&str>, data: Option<&str>) -> Result<Self, BadPort> {
        let port = match port {
            None => DEFAULT_PORT,
            Some(text) => text.parse().ok().filter(|&port| port > 0).ok_or_else(|| BadPort(text.to_owned()))?,
        };
        let data = match data {
            Some("memory") => Data::Memory,
            Some(folder) => Data::Folder(folder.into()),
            None => Data::Folder(".local".into()),
        };
        Ok(Self { port, data })
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one home of the environment in the local server")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_those_of_the_contract() {
        let settings = Settings::from(None, None).unwrap();
        assert_eq!(settings, Settings { port: 9000, data: Data::Folder(".local".into()) });
    }

    #[test]
    fn a_port_is_a_number_and_memory_keeps_nothing() {
        assert_eq!(Settings::from(Some("9001"), Some("memory")).unwrap(), Settings { port: 9001, data: Data::Memory });
        for bad in ["x", "0", "65536", "-1"] {
            assert!(Settings::from(Some(bad), None).is_err(), "{bad}");
        }
    }
}
