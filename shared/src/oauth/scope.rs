//! Scopes: the one file that names each permission, the sentence the user reads, and what it opens.

use crate::text::Language;
use std::fmt;

/// One permission.
#[derive(Debug)]
pub struct Entry {
    /// How requests and tokens name it (RFC 6749 §3.3).
    pub name: &'static str,
    /// What the user reads on the consent page.
    pub sentence: Description,
    /// What it opens: method (`*` is any) and path prefix, of whole segments. The longest match of all entries wins.
    pub opens: &'static [(&'static str, &'static str)],
}

/// What a permission lets an app do, in each language; it goes on from "the app may".
#[derive(Clone, Copy, Debug)]
pub struct Description {
    /// English.
    pub en: &'static str,
    /// German.
    pub de: &'static str,
    /// Spanish.
    pub es: &'static str,
    /// Arabic.
    pub ar: &'static str,
}

impl Description {
    /// In one of them.
    pub fn in_language(&self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::German => self.de,
            Language::Spanish => self.es,
            Language::Arabic => self.ar,
        }
    }
}

/// Every permission there is, in the order pages show them. To make your own: edit this list.
pub const SCOPES: &[Entry] = &[
    Entry {
        name: "integrations",
        sentence: Description {
            en: "See your connected channels, and use your account in general",
            de: "Deine verbundenen Kanäle sehen und dein Konto allgemein nutzen",
            es: "Ver tus canales conectados y usar tu cuenta en general",
            ar: "الاطّلاع على قنواتك المتصلة واستخدام حسابك بشكل عام",
        },
        opens: &[("*", "/public/v1/")],
    },
    Entry {
        name: "posts",
        sentence: Description {
            en: "See, create, schedule and delete your posts, and upload media for them",
            de: "Deine Beiträge sehen, erstellen, planen und löschen und Medien dafür hochladen",
            es: "Ver, crear, programar y eliminar tus publicaciones, y subir archivos multimedia para ellas",
            ar: "عرض منشوراتك وإنشاؤها وجدولتها وحذفها، ورفع الوسائط لها",
        },
        opens: &[("*", "/public/v1/posts"), ("*", "/public/v1/upload"), ("*", "/public/v1/upload-from-url")],
    },
    Entry {
        name: "analytics",
        sentence: Description {
            en: "See the analytics of your channels and posts",
            de: "Die Statistiken deiner Kanäle und Beiträge sehen",
            es: "Ver las estadísticas de tus canales y publicaciones",
            ar: "عرض إحصاءات قنواتك ومنشوراتك",
        },
        opens: &[("*", "/public/v1/analytics")],
    },
];

/// The permission that a request to the public API needs. `path` is canonical: [`crate::access::path::CanonicalPath`].
/// `None` for what is no path of the public API.
pub fn required_scope(method: &str, path: &str) -> Option<&'static Entry> {
    needed_by(SCOPES, method, path)
}

/// The longest match wins; of two equally long ones, the one that names the method. Read as the most lenient router would:
/// many answer HEAD by what answers GET, and take a method in any case (CWE-436).
fn needed_by<'a>(catalogue: &'a [Entry], method: &str, path: &str) -> Option<&'a Entry> {
    let method = if method.eq_ignore_ascii_case("HEAD") { "GET" } else { method };
    let names = |verb: &str| verb.eq_ignore_ascii_case(method);
    let rules = catalogue.iter().flat_map(|entry| entry.opens.iter().map(move |rule| (entry, rule)));
    let matching = rules.filter(|(_, (verb, prefix))| (*verb == "*" || names(verb)) && lies_below(path, prefix));
    matching.max_by_key(|(_, (verb, prefix))| (prefix.len(), names(verb))).map(|(entry, _)| entry)
}

/// Whether `path` is `prefix`, or lies below it: `/posts` covers `/posts` and `/posts/1`, not `/postscript`. In any case: to
/// many routers `/Posts` is `/posts`, and what only looks like another path must not fall to a lesser permission.
fn lies_below(path: &str, prefix: &str) -> bool {
    let Some((start, rest)) = path.split_at_checked(prefix.len()) else { return false };
    start.eq_ignore_ascii_case(prefix) && (rest.is_empty() || rest.starts_with('/') || prefix.ends_with('/'))
}

/// The path that exactly one entry must own, so that every endpoint belongs to a scope.
const EVERYTHING: &str = "/public/v1/";

const _: () = assert!(SCOPES.len() <= 32, "a ScopeSet is 32 bits");
const _: () = assert!(owners_of_everything(SCOPES) == 1, "exactly one scope must own /public/v1/*");

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

/// A set of permissions: one bit for each entry of the [`SCOPES`].
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct ScopeSet(u32);

/// Why a `scope` parameter is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadScope {
    /// Commas separate nothing here.
    Comma,
    /// The catalogue does not name it.
    Unknown,
}

impl ScopeSet {
    /// Every permission of the catalogue: what a new app may ask for unless its developer says otherwise.
    pub fn all() -> Self {
        Self::from_names(SCOPES.iter().map(|entry| entry.name))
    }

    /// From a `scope` parameter: names separated by spaces (RFC 6749 §3.3), of which one more or less means nothing. A tab or a
    /// line break that was pasted along is a blank to whoever pasted it.
    pub fn parse(text: &str) -> Result<Self, BadScope> {
        let mut set = Self::default();
        for name in text.split([' ', '\t', '\r', '\n']).filter(|name| !name.is_empty()) {
            let unknown = if name.contains(',') { BadScope::Comma } else { BadScope::Unknown };
            set.0 |= bit(name).ok_or(unknown)?;
        }
        Ok(set)
    }

    /// From names kept in an item. One that has left the catalogue since opens nothing, so it is passed over.
    pub fn from_names(names: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self(names.into_iter().filter_map(|name| bit(name.as_ref())).fold(0, |bits, bit| bits | bit))
    }

    /// The entries in it, in the catalogue's order.
    pub fn entries(self) -> impl Iterator<Item = &'static Entry> {
        SCOPES.iter().filter(move |entry| self.contains(entry.name))
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
    SCOPES.iter().position(|entry| entry.name == name).map(|at| 1 << at)
}

#[cfg(test)]
#[path = "scope_tests.rs"]
mod tests;
