//! The body of a token request (RFC 6749 §4.1.3), and of revocation and introspection beside it, read from JSON (as Postiz's
//! clients send it) or from a form (as the RFC has it).

use crate::wire::json::{self, BadJson, Members};
use crate::wire::media_type::{FORM, JSON, media_type};
use crate::wire::params::Params;

macro_rules! fields {
    ($($variant:ident $name:literal)*) => {
        /// A field that means something; every other one is ignored.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl Field {
            const ALL: &[Self] = &[$(Self::$variant),*];
            const NAMES: &[&str] = &[$($name),*];

            /// As it is sent.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// What a client is told that left it out.
            pub fn missing(self) -> &'static str {
                match self { $(Self::$variant => concat!($name, " is missing")),* }
            }
        }
    };
}

fields! {
    GrantType "grant_type"
    Code "code"
    ClientId "client_id"
    ClientSecret "client_secret"
    RedirectUri "redirect_uri"
    CodeVerifier "code_verifier"
    ClientAssertion "client_assertion"
    ClientAssertionType "client_assertion_type"
    Token "token"
    TokenTypeHint "token_type_hint"
}

/// The known fields of a body, each sent at most once, as strings.
#[derive(Default)]
pub struct Fields(Members<String>);

/// Why a body cannot be read. The text goes to the client and never quotes the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Neither of the two content types, or a charset other than UTF-8.
    #[error("the content type must be application/json or application/x-www-form-urlencoded, in UTF-8")]
    ContentType,
    /// Not UTF-8, not JSON, not an object, or not percent-encoded.
    #[error("the body cannot be read as its content type says")]
    Syntax,
    /// A known field that is repeated or not a string.
    #[error("a field is repeated or not a string")]
    Field,
}

impl Fields {
    /// Reads a body as its content type says.
    pub fn parse(content_type: Option<&str>, body: &[u8]) -> Result<Self, Unreadable> {
        let format = Format::of(content_type.unwrap_or_default()).ok_or(Unreadable::ContentType)?;
        let text = std::str::from_utf8(body).map_err(|_| Unreadable::Syntax)?;
        match format {
            Format::Json => Self::from_json(text),
            Format::Form => Self::from_form(text),
        }
    }

    /// The value of a known field: `None` where it is absent or empty (RFC 6749 §3.2).
    pub fn get(&self, field: Field) -> Option<&str> {
        self.get_raw(field).filter(|value| !value.is_empty())
    }

    /// The value of a known field, empty or not.
    pub fn get_raw(&self, field: Field) -> Option<&str> {
        self.0.get(field.name()).map(String::as_str)
    }

    fn from_json(text: &str) -> Result<Self, Unreadable> {
        json::members(text, Field::NAMES).map(Self).map_err(|bad| match bad {
            BadJson::Syntax => Unreadable::Syntax,
            BadJson::Member => Unreadable::Field,
        })
    }

    fn from_form(text: &str) -> Result<Self, Unreadable> {
        let params = Params::parse(text);
        let mut fields = Self::default();
        for field in Field::ALL {
            if let Some(value) = params.get_raw(field.name()).map_err(|_| Unreadable::Field)? {
                fields.0.insert(field.name(), value);
            }
        }
        Ok(fields)
    }
}

enum Format {
    Json,
    Form,
}

impl Format {
    fn of(content_type: &str) -> Option<Self> {
        match media_type(content_type)?.as_str() {
            JSON => Some(Self::Json),
            FORM => Some(Self::Form),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(body: &str) -> Result<Fields, Unreadable> {
        Fields::parse(Some("application/json"), body.as_bytes())
    }

    fn form(body: &str) -> Result<Fields, Unreadable> {
        Fields::parse(Some("application/x-www-form-urlencoded"), body.as_bytes())
    }

    #[test]
    fn f4_f5_a_field_sent_twice_is_refused_in_both_formats() {
        assert_eq!(form("code=A&code=B").err(), Some(Unreadable::Field));
        assert_eq!(form("client_secret=A&client_secret=A").err(), Some(Unreadable::Field));
        assert_eq!(json(r#"{"code":"A","code":"B"}"#).err(), Some(Unreadable::Field));
        assert_eq!(json(r#"{"code":"A","c\u006fde":"B"}"#).err(), Some(Unreadable::Field));
    }

    #[test]
    fn f6_only_an_object_of_strings_is_read() {
        for body in [
            r#"{"code":123}"#,
            r#"{"code":["x"]}"#,
            r#"{"code":{"S":"x"}}"#,
            r#"{"client_secret":{"$ne":""}}"#,
            "null",
            "[]",
            r#"["authorization_code"]"#,
            r#""x""#,
            "",
        ] {
            assert!(json(body).is_err(), "{body}");
        }
        assert_eq!(json(r#"{"code":"x","other":[1,{"deep":null}]}"#).unwrap().get(Field::Code), Some("x"));
    }

    #[test]
    fn s13_null_is_absent() {
        let fields = json(r#"{"code":null,"client_secret":null,"token":"x"}"#).unwrap();
        assert_eq!(
            (fields.get_raw(Field::Code), fields.get_raw(Field::ClientSecret), fields.get(Field::Token)),
            (None, None, Some("x"))
        );
        assert_eq!(json(r#"{"code":null,"code":"A"}"#).err(), Some(Unreadable::Field));
    }

    #[test]
    fn f7_broken_json_is_refused_and_overflows_nothing() {
        let deep = format!("{{\"x\":{}", "[".repeat(100_000));
        for body in [
            r#"{"code":"x""#,
            "{}x",
            "\u{feff}{}",
            "{\"code\":\"\0\"}",
            r#"{"code":"\ud800"}"#,
            r#"{"code":NaN}"#,
            &deep,
        ] {
            assert!(json(body).is_err(), "{body:.40}");
        }
        assert_eq!(Fields::parse(Some("application/json"), b"{\"x\":\"\xff\"}").err(), Some(Unreadable::Syntax));
    }

    #[test]
    fn f8_f9_content_types() {
        for good in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/x-www-form-urlencoded;charset=utf-8",
            "application/json; charset=\"utf-8\"",
            "application/json; charset=utf8",
            "application/json; odd=1; odder",
        ] {
            assert!(Format::of(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/jsonp",
            "application/json, application/x-www-form-urlencoded",
            "application/json; charset=utf-16",
            "application/json; charset = utf-16",
        ] {
            assert!(Format::of(bad).is_none(), "{bad}");
        }
        assert_eq!(json("code=A&grant_type=x").err(), Some(Unreadable::Syntax));
    }

    #[test]
    fn f11_a_form_is_decoded_once_and_rubbish_in_unknown_fields_is_ignored() {
        let fields = form("code=a%2541+b&x=%ZZ&y&__proto__=x&client_secret=").unwrap();
        assert_eq!(fields.get(Field::Code), Some("a%41 b"));
        assert_eq!(fields.get(Field::ClientSecret), None);
        assert_eq!(fields.get_raw(Field::ClientSecret), Some(""));
        assert_eq!(form("code=%ZZ").err(), Some(Unreadable::Field));
    }
}
