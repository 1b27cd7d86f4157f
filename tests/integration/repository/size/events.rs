//! Events as large as Lambda takes them: one member filled until not one more unit fits.

use runtime_api::MAX_PAYLOAD;
use serde_json::{Value, json};

/// Bytes of request line and headers that a gateway lets through.
const MAX_HEAD: usize = 10_240;

/// Where the filling goes; no event has it otherwise.
const HERE: &str = "\u{1}here";

/// What fills a member, as JSON text: the nth unit between a beginning and an end.
#[derive(Clone, Copy)]
pub struct Filling {
    pub what: &'static str,
    begin: &'static str,
    unit: fn(usize) -> String,
    end: &'static str,
}

const fn filling(what: &'static str, begin: &'static str, unit: fn(usize) -> String, end: &'static str) -> Filling {
    Filling { what, begin, unit, end }
}

/// The event with that member filled. `pointer` may name one that is not there yet, in an object that is.
pub fn filled(event: &Value, pointer: &str, filling: Filling) -> Vec<u8> {
    filled_up_to(MAX_PAYLOAD, event, pointer, filling)
}

/// The event with a member that a gateway makes of the head filled with as much as that may be.
pub fn with_head(event: &Value, pointer: &str, filling: Filling) -> Value {
    serde_json::from_slice(&filled_up_to(event.to_string().len() + MAX_HEAD, event, pointer, filling)).unwrap()
}

fn filled_up_to(most: usize, event: &Value, pointer: &str, Filling { begin, unit, end, .. }: Filling) -> Vec<u8> {
    let mut event = event.clone();
    let (object, member) = pointer.rsplit_once('/').unwrap();
    event.pointer_mut(object).unwrap()[member] = json!(HERE);
    let text = event.to_string();
    let (before, after) = text.split_once(&json!(HERE).to_string()).unwrap();
    let mut filled = format!("{before}{begin}");
    for n in 0.. {
        let next = unit(n);
        if filled.len() + next.len() + end.len() + after.len() > most {
            break;
        }
        filled.push_str(&next);
    }
    filled.push_str(end);
    filled.push_str(after);
    filled.into_bytes()
}

/// Bodies as text: forms.
pub const FORMS: [Filling; 5] = [
    filling("a&a&a&…", "\"", |_| "a&".into(), "\""),
    filling("&&&&&&…", "\"", |_| "&".into(), "\""),
    filling("0=&1=&2=&…", "\"", |n| format!("{n}=&"), "\""),
    filling("%61&%61&…", "\"", |_| "%61&".into(), "\""),
    filling("a field of nothing but +", "\"name=", |_| "+".into(), "\""),
];

/// The same in base64, in which a gateway wraps most of them: `a&a&a&`.
pub const FORM_IN_BASE64: Filling = filling("a&a&a&… in base64", "\"", |_| "YSZhJmEm".into(), "\"");

/// Bodies as text: JSON.
pub const JSON: [Filling; 7] = [
    filling("[\"\",\"\",…]", "\"[", |_| r#"\"\","#.into(), r#"\"\"]""#),
    filling("[0,0,0,…]", "\"[", |_| "0,".into(), "0]\""),
    filling("[[[[…", "\"", |_| "[".into(), "\""),
    filling("{\"a\":{\"a\":…", "\"", |_| r#"{\"a\":"#.into(), "\""),
    filling("{\"0\":0,\"1\":0,…}", "\"{", |n| format!(r#"\"{n}\":0,"#), r#"\"a\":0}""#),
    filling("one member, escapes alone", r#""{\"name\":\""#, |_| r"\\u0061".into(), r#"\"}""#),
    filling("redirect URIs without end", r#""{\"redirect_uris\":["#, |_| r#"\"\","#.into(), r#"\"\"]}""#),
];

/// The same in base64: `["","",…` without end, and `[[[[`.
pub const JSON_IN_BASE64: [Filling; 2] = [
    filling("[\"\",\"\",… in base64", "\"WyIi", |_| "LCIi".into(), "\""),
    filling("[[[[… in base64", "\"", |_| "W1tb".into(), "\""),
];

/// Parts of a `multipart/form-data`, its boundary `b`, as text.
pub const PARTS: [Filling; 3] = [
    filling(
        "parts without end",
        "\"",
        |n| format!(r#"--b\r\nContent-Disposition: form-data; name=\"{n}\"\r\n\r\n\r\n"#),
        r#"--b--\r\n""#,
    ),
    filling("boundaries alone", "\"", |_| r"--b\r\n".into(), "\""),
    filling(
        "one part of nothing but line breaks",
        r#""--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"#,
        |_| r"\r\n".into(),
        r#"--b--\r\n""#,
    ),
];

/// What stands around a body.
pub const AROUND: [(&str, Filling); 10] = [
    ("/headers", filling("headers without end", "{", |n| format!(r#""h{n}":"","#), r#""host":"x"}"#)),
    ("/headers/x", filling("one header", "\"", |_| "a".into(), "\"")),
    ("/headers/cookie", filling("a=b; a=b;… as a header", "\"", |_| "a=b; ".into(), "\"")),
    ("/headers/authorization", filling("Bearer Bearer…", "\"", |_| "Bearer ".into(), "\"")),
    ("/cookies", filling("cookies without end", "[", |_| r#""a=b","#.into(), r#""a=b"]"#)),
    ("/rawQueryString", filling("a&a&a&… as a query", "\"", |_| "a&".into(), "\"")),
    ("/queryStringParameters", filling("parameters without end", "{", |n| format!(r#""{n}":"","#), r#""a":""}"#)),
    ("/rawPath", filling("/a/a/a… as a path", "\"", |_| "/a".into(), "\"")),
    ("/requestContext/http/path", filling("/a/a/a… as the decoded path", "\"", |_| "/a".into(), "\"")),
    ("/pathParameters", filling("path parameters without end", "{", |n| format!(r#""{n}":"","#), r#""a":""}"#)),
];

/// What the stream of the table brings: records, and a record.
pub const RECORDS: [(&str, Filling); 3] = [
    ("/Records", filling("records without end", "[", |_| r#"{"eventName":"MODIFY"},"#.into(), "{}]")),
    (
        "/Records/0/dynamodb/OldImage",
        filling("an image of attributes without end", "{", |n| format!(r#""{n}":{{"S":""}},"#), r#""a":{"S":""}}"#),
    ),
    ("/Records/0/dynamodb/OldImage/name/S", filling("an image of one attribute", "\"", |_| "a".into(), "\"")),
];
