//! What `make run` honours: `PORT`, `DATA`, `UPSTREAM_URL`, `UPSTREAM_SECRET` and `UPSTREAM_TRUST`; and what is read
//! where it belongs: every variable of sign-in by `session`, the product's and `NOT_BEFORE` by `shared`.

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
    /// Where the public API is forwarded to; `None` is the demo upstream.
    pub upstream: Option<UpstreamSettings>,
    /// Users sign in for real, by what the variables of sign-in say; else as one of the demo's.
    pub real_users: bool,
}

/// A product's API, as the proxy is told of it. It is the proxy that checks them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpstreamSettings {
    /// `UPSTREAM_URL`
    pub url: String,
    /// `UPSTREAM_SECRET`
    pub secret: Option<String>,
    /// `UPSTREAM_TRUST`
    pub trust: Option<String>,
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("PORT must be a number from 1 to 65535; it is {0:?}")]
pub struct BadPort(String);

impl Settings {
    /// From the environment.
    pub fn from_env() -> Result<Self, BadPort> {
        let upstream = variable("UPSTREAM_URL").map(|url| UpstreamSettings {
            url,
            secret: variable("UPSTREAM_SECRET"),
            trust: variable("UPSTREAM_TRUST"),
        });
        let real_users = ["OIDC_ISSUER", "HANDOFF_URL"].into_iter().any(|name| variable(name).is_some());
        Ok(Self { upstream, real_users, ..Self::from(variable("PORT").as_deref(), variable("DATA").as_deref())? })
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
        Ok(Self { port, data, upstream: None, real_users: false })
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
    fn defaults_are_those_that_readme_names() {
        let settings = Settings::from(None, None).unwrap();
        assert_eq!(
            settings,
            Settings { port: 9000, data: Data::Folder(".local".into()), upstream: None, real_users: false }
        );
    }

    #[test]
    fn a_port_is_a_number_and_memory_keeps_nothing() {
        let settings = Settings::from(Some("9001"), Some("memory")).unwrap();
        assert_eq!((settings.port, settings.data), (9001, Data::Memory));
        for bad in ["x", "0", "65536", "-1"] {
            assert!(Settings::from(Some(bad), None).is_err(), "{bad}");
        }
    }
}
