//! Scopes: the one file that names each permission, the sentence the user reads, and what it opens.

use std::fmt;

/// One permission.
#[derive(Debug)]
pub struct Entry {
    /// How requests and tokens name it (RFC 6749 §3.3).
    pub name: &'static str,
    /// What the user reads on the consent page.
    pub sentence: &'static str,
    /// What it opens: method (`*` is any) and path prefix, of whole segments. The longest match of all entries wins.
    pub opens: &'static [(&'static str, &'static str)],
}

/// Every permission there is, in the order pages show them. To make your own: edit this list.
pub const CATALOGUE: &[Entry] = &[
    Entry {
        name: "integrations",
        sentence: "See your connected channels, and use your account in general",
        opens: &[("*", "/public/v1/")],
    },
    Entry {
        name: "posts",
        sentence: "See, create, schedule and delete your posts, and upload media for them",
        opens: &[("*", "/public/v1/posts"), ("*", "/public/v1/upload"), ("*", "/public/v1/upload-from-url")],
    },
    Entry {
        name: "analytics",
        sentence: "See the analytics of your channels and posts",
        opens: &[("*", "/public/v1/analytics")],
    },
];

/// The permission that a request to the public API needs. `path` is canonical: [`crate::access::path::CanonicalPath`].
/// `None` for what is no path of the public API.
pub fn needed(method: &str, path: &str) -> Option<&'static Entry> {
    needed_by(CATALOGUE, method, path)
}

/// The longest match wins; of two equally long ones, the one that names the method.
fn needed_by<'a>(catalogue: &'a [Entry], method: &str, path: &str) -> Option<&'a Entry> {
    let rules = catalogue.iter().flat_map(|entry| entry.opens.iter().map(move |rule| (entry, rule)));
    let matching = rules.filter(|(_, (verb, prefix))| (*verb == "*" || *verb == method) && lies_below(path, prefix));
    matching.max_by_key(|(_, (verb, prefix))| (prefix.len(), *verb == method)).map(|(entry, _)| entry)
}

/// Whether `path` is `prefix`, or lies below it: `/posts` covers `/posts` and `/posts/1`, not `/postscript`.
fn lies_below(path: &str, prefix: &str) -> bool {
    let rest = path.strip_prefix(prefix);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || prefix.ends_with('/'))
}

/// The path that exactly one entry must own, so that every endpoint belongs to a scope.
const EVERYTHING: &str = "/public/v1/";

const _: () = assert!(CATALOGUE.len() <= 32, "a ScopeSet is 32 bits");
const _: () = assert!(owners_of_everything(CATALOGUE) == 1, "exactly one scope must own /public/v1/*");

const fn owners_of_everything(catalogue: &[Entry]) -> usize {
    let mut owners = 0;
    let mut at = 0;
    while at < catalogue.len() {
        #[expect(clippy::indexing_slicing, reason = "checked by the loop; evaluated by the compiler")]
        let opens = catalogue[at].opens;
        let mut rule = 0;
        while rule < opens.len() {
            #[expect(clippy::indexing_slicing, reason = "checked by the loop; evaluated by the compiler")]
            let (method, path) = opens[rule];
            if same(method, "*") && same(path, EVERYTHING) {
                owners += 1;
            }
            rule += 1;
        }
        at += 1;
    }
    owners
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() {
        #[expect(clippy::indexing_slicing, reason = "checked by the loop; evaluated by the compiler")]
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    a.len() == b.len()
}

/// A set of permissions: one bit for each entry of the [`CATALOGUE`].
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct ScopeSet(u32);

/// A scope that the catalogue does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownScope;

impl ScopeSet {
    /// Every permission of the catalogue: what a new app may ask for unless its developer says otherwise.
    pub fn all() -> Self {
        Self::from_names(CATALOGUE.iter().map(|entry| entry.name))
    }

    /// From a `scope` parameter: names separated by single spaces (RFC 6749 §3.3).
    pub fn parse(text: &str) -> Result<Self, UnknownScope> {
        let mut set = Self::default();
        for name in text.split(' ') {
            set.0 |= bit(name).ok_or(UnknownScope)?;
        }
        Ok(set)
    }

    /// From names kept in an item. One that has left the catalogue since opens nothing, so it is passed over.
    pub fn from_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().filter_map(bit).fold(0, |bits, bit| bits | bit))
    }

    /// The entries in it, in the catalogue's order.
    pub fn entries(self) -> impl Iterator<Item = &'static Entry> {
        CATALOGUE.iter().filter(move |entry| self.contains(entry.name))
    }

    /// The names in it, in the catalogue's order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.entries().map(|entry| entry.name)
    }

    /// Whether it names `scope`.
    pub fn contains(self, scope: &str) -> bool {
        bit(scope).is_some_and(|bit| self.0 & bit != 0)
    }

    /// Whether every permission in it is in `other` too.
    pub fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Whether it names nothing.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for ScopeSet {
    /// As the `scope` member of an answer: names separated by spaces.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.names().collect::<Vec<_>>().join(" "))
    }
}

impl fmt::Debug for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ScopeSet({self})")
    }
}

fn bit(name: &str) -> Option<u32> {
    CATALOGUE.iter().position(|entry| entry.name == name).map(|at| 1 << at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_parsed_is_what_is_shown_in_catalogue_order() {
        assert_eq!(ScopeSet::parse("posts integrations posts").unwrap().to_string(), "integrations posts");
        assert_eq!(ScopeSet::all().to_string(), "integrations posts analytics");
    }

    #[test]
    fn anything_but_known_names_between_single_spaces_is_unknown() {
        for bad in
            ["", " ", "posts ", " posts", "posts  integrations", "Posts", "admin", "posts,integrations", "posts\n"]
        {
            assert_eq!(ScopeSet::parse(bad), Err(UnknownScope), "{bad:?}");
        }
    }

    #[test]
    fn exactly_one_entry_must_own_everything_or_nothing_builds() {
        let entry = |opens| Entry { name: "x", sentence: "x", opens };
        let owner: &[(&str, &str)] = &[("GET", "/public/v1/x"), ("*", "/public/v1/")];
        let others: &[(&str, &str)] = &[("GET", "/public/v1/"), ("*", "/public/v1"), ("*", "/public/v2/"), ("", "")];
        assert_eq!(owners_of_everything(&[entry(others)]), 0);
        assert_eq!(owners_of_everything(&[entry(others), entry(owner)]), 1);
        assert_eq!(owners_of_everything(&[entry(owner), entry(owner)]), 2);
    }

    #[test]
    fn j6_every_endpoint_belongs_to_the_permission_with_the_longest_match() {
        for (method, path, scope) in [
            ("GET", "/public/v1/posts", "posts"),
            ("DELETE", "/public/v1/posts/1", "posts"),
            ("POST", "/public/v1/upload-from-url", "posts"),
            ("POST", "/public/v1/uploads", "integrations"),
            ("POST", "/public/v1/upload", "posts"),
            ("GET", "/public/v1/postscript", "integrations"),
            ("GET", "/public/v1/Posts", "integrations"),
            ("GET", "/public/v1/analytics/x", "analytics"),
            ("GET", "/public/v1/integrations", "integrations"),
            ("GET", "/public/v1/anything/posts", "integrations"),
        ] {
            assert_eq!(needed(method, path).map(|entry| entry.name), Some(scope), "{method} {path}");
        }
        for path in ["/public/v1", "/public/v2/posts", "/settings/apps", ""] {
            assert!(needed("GET", path).is_none(), "{path}");
        }
    }

    #[test]
    fn j6_a_rule_may_name_its_method() {
        let entry = |name, opens| Entry { name, sentence: "x", opens };
        let catalogue = [
            entry("all", &[("*", "/public/v1/")]),
            entry("read", &[("GET", "/public/v1/posts")]),
            entry("write", &[("*", "/public/v1/posts")]),
        ];
        for (method, path, scope) in [
            ("GET", "/public/v1/posts/1", "read"),
            ("POST", "/public/v1/posts/1", "write"),
            ("get", "/public/v1/posts/1", "write"),
            ("GET", "/public/v1/x", "all"),
        ] {
            assert_eq!(needed_by(&catalogue, method, path).map(|entry| entry.name), Some(scope), "{method} {path}");
        }
    }

    #[test]
    fn a_name_kept_twice_counts_once_and_debug_names_them() {
        let set = ScopeSet::from_names(["posts", "posts"]);
        assert_eq!(format!("{set:?}"), "ScopeSet(posts)");
    }

    #[test]
    fn a_scope_that_left_the_catalogue_opens_nothing() {
        assert_eq!(ScopeSet::from_names(["posts", "retired"]).to_string(), "posts");
    }

    #[test]
    fn within_is_about_every_member() {
        let posts = ScopeSet::parse("posts").unwrap();
        assert!(posts.is_within(ScopeSet::all()));
        assert!(!ScopeSet::all().is_within(posts));
        assert!(ScopeSet::default().is_empty());
    }

    #[test]
    fn every_name_is_a_scope_token() {
        // RFC 6749 §3.3: %x21 / %x23-5B / %x5D-7E.
        for entry in CATALOGUE {
            assert!(entry.name.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\'), "{}", entry.name);
        }
    }
}
