//! The path that is asked for, in the words of each kind of gateway.
//!
//! An HTTP API tells it decoded and, where its stage has a name, with that name in front: always by its own address; behind a
//! domain of the operator's reports differ. A REST API tells it as it was sent, in the ARN without stage and base path, and in
//! a REQUEST event once more, with the base path of a domain in front.

use shared::access::path::CanonicalPath;
use shared::access::prefix::ApiPrefix;
use shared::oauth::scope::{self, Entry};

/// What a path can be read as. The permissions of all its readings must be one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Readings(Vec<CanonicalPath>);

/// Why no permission belongs to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoPermission {
    /// Two readers could take it differently.
    BadPath,
    /// With the stage's name in front it needs one permission, without it another.
    Ambiguous,
    /// It lies outside of the public API: nothing opens it.
    Elsewhere,
}

impl Readings {
    /// From an HTTP API's `rawPath`. `by_own_name`: asked by the address that API Gateway gave the API.
    pub(crate) fn of_http_api(raw_path: &str, stage: &str, by_own_name: bool) -> Self {
        let below = |stage| raw_path.strip_prefix('/')?.strip_prefix(stage).filter(|path: &&str| path.starts_with('/'));
        let below_stage = Some(stage).filter(|stage| *stage != "$default").and_then(below);
        let readings = match below_stage {
            Some(below_stage) if by_own_name => vec![below_stage],
            Some(below_stage) => vec![below_stage, raw_path],
            None => vec![raw_path],
        };
        let readings: Result<_, _> = readings.into_iter().map(CanonicalPath::of).collect();
        Self(readings.unwrap_or_default())
    }

    /// From the path in a REST API's ARN, and of a REQUEST event its `path`. If the two differ but for a base path, one of them
    /// is not what the product sees (CWE-436).
    pub(crate) fn of_rest_api(path_in_arn: &str, path: Option<&str>) -> Self {
        // In a policy these stand for other paths than the one asked for.
        if path_in_arn.contains(['*', '?']) || path_in_arn.contains("${") {
            return Self(Vec::new());
        }
        let read = |path| CanonicalPath::of_encoded(path).ok();
        let agrees = |known: &CanonicalPath| {
            path.is_none_or(|path| read(path).is_some_and(|whole| whole.as_str().ends_with(known.as_str())))
        };
        Self(read(path_in_arn).filter(agrees).into_iter().collect())
    }

    /// The permission that it belongs to. A reading outside of the public API does not count beside one inside.
    pub(crate) fn required_scope(&self, method: &str, prefix: &ApiPrefix) -> Result<&'static Entry, NoPermission> {
        if self.0.is_empty() {
            return Err(NoPermission::BadPath);
        }
        let catalogued = self.0.iter().filter_map(|path| prefix.to_public_path(path));
        let mut needed = catalogued.filter_map(|path| scope::required_scope(method, &path));
        let first = needed.next().ok_or(NoPermission::Elsewhere)?;
        if needed.all(|other| other.name == first.name) { Ok(first) } else { Err(NoPermission::Ambiguous) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NoPermission::{Ambiguous, BadPath, Elsewhere};

    fn required_scope(readings: &Readings, prefix: &str) -> Result<&'static str, NoPermission> {
        readings.required_scope("GET", &ApiPrefix::parse(prefix).unwrap()).map(|entry| entry.name)
    }

    #[test]
    fn q2_a_named_stage_is_no_part_of_the_path() {
        for (stage, raw, permission) in [
            ("$default", "/public/v1/posts", Ok("posts")),
            ("prod", "/prod/public/v1/posts", Ok("posts")),
            ("prod", "/public/v1/posts", Ok("posts")),
            ("prod", "/product/public/v1/posts", Err(Elsewhere)),
            ("prod", "/prod", Err(Elsewhere)),
            ("prod", "/prod//public/v1/posts", Err(BadPath)),
        ] {
            for by_own_name in [true, false] {
                let readings = Readings::of_http_api(raw, stage, by_own_name);
                assert_eq!(required_scope(&readings, "/public/v1"), permission, "{stage} {raw}");
            }
        }
    }

    #[test]
    fn s17_a_path_that_begins_like_the_stage_is_refused_where_that_makes_a_difference() {
        for (prefix, stage, raw, by_own_name, permission) in [
            // Is it the posts of the stage, or the analytics of a domain that leaves the stage out?
            ("/", "analytics", "/analytics/posts/1", false, Err(Ambiguous)),
            ("/", "analytics", "/analytics/posts/1", true, Ok("posts")),
            ("/", "analytics", "/posts/1", false, Ok("posts")),
            ("/", "posts", "/posts/posts/1", false, Ok("posts")),
            ("/", "posts", "/posts/1", false, Err(Ambiguous)),
            ("/", "$default", "/analytics/posts/1", false, Ok("analytics")),
            ("/", "$default", "/$default/posts", true, Ok("integrations")),
            ("/api", "api", "/api/api/analytics", false, Err(Ambiguous)),
            ("/api", "api", "/api/posts/1", false, Ok("posts")),
            ("/public/v1", "public", "/public/v1/posts", false, Ok("posts")),
            ("/public/v1", "prod", "/prod/public/v1/analytics/x", false, Ok("analytics")),
        ] {
            let readings = Readings::of_http_api(raw, stage, by_own_name);
            assert_eq!(required_scope(&readings, prefix), permission, "{prefix} {stage} {raw} {by_own_name}");
        }
    }

    #[test]
    fn q2_s17_a_rest_apis_two_spellings_of_the_path_must_agree_and_be_no_pattern() {
        for (path, in_arn, permission) in [
            ("/public/v1/posts/1", "/public/v1/posts/1", Ok("posts")),
            ("/base/public/v1/posts/1", "/public/v1/posts/1", Ok("posts")),
            ("/base/prod/public/v1/posts/a%20b", "/public/v1/posts/a%20b", Ok("posts")),
            ("/public/v1/posts/caf%C3%A9", "/public/v1/posts/café", Ok("posts")),
            ("/public/v1/posts", "/public/v1/x", Err(BadPath)),
            ("/public/v1/a%2Fposts", "/posts", Err(BadPath)),
            ("/public/v1/%2570osts", "/public/v1/%70osts", Err(BadPath)),
        ] {
            assert_eq!(
                required_scope(&Readings::of_rest_api(in_arn, Some(path)), "/public/v1"),
                permission,
                "{path} {in_arn}"
            );
        }
        for pattern in ["/public/v1/*", "/public/v1/?osts", "/public/v1/${context:x}"] {
            assert_eq!(
                required_scope(&Readings::of_rest_api(pattern, Some(pattern)), "/public/v1"),
                Err(BadPath),
                "{pattern}"
            );
        }
        assert_eq!(required_scope(&Readings::of_rest_api("/public/v1/posts/%2A", None), "/public/v1"), Ok("posts"));
        assert_eq!(required_scope(&Readings::of_rest_api("/public/v1/posts/a%20b", None), "/public/v1"), Ok("posts"));
        assert_eq!(required_scope(&Readings::of_rest_api("/public/v1/%70osts", None), "/public/v1"), Err(BadPath));
    }
}
