//! `multipart/form-data` (RFC 7578), whole and strictly: what browsers send, and nothing else.
//!
//! The crates for it stream, and bring character sets, MIME types and header parsers along. A function has the whole body
//! at hand, and a form of ours is UTF-8.

/// Parts of one form: more than any of ours could have.
const MAX_PARTS: usize = 64;
/// Bytes of one part's headers: a file name may be long.
const MAX_HEAD: usize = 4_096;
/// Characters of a boundary (RFC 2046 §5.1.1).
const MAX_BOUNDARY: usize = 70;

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    /// Its name, as sent.
    pub name: &'a str,
    /// The name of the file, if it is one; empty if none was chosen. It means nothing else to us.
    pub file: Option<&'a str>,
    /// What is in it.
    pub content: &'a [u8],
}

/// Not put together like a form. The text is for the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub &'static str);

/// Whether a body of this type is to be read here.
pub(crate) fn is_multipart(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("multipart/form-data"))
}

/// The parts, in order.
pub(crate) fn parse<'a>(content_type: &str, body: &'a [u8]) -> Result<Vec<Part<'a>>, Malformed> {
    let delimiter = format!("\r\n--{}", boundary(content_type).ok_or(Malformed("boundary"))?);
    // The first delimiter has no line before it that it could end: nothing may stand in front (RFC 2046's preamble).
    let first = delimiter.trim_start().as_bytes();
    let mut rest = body.strip_prefix(first).ok_or(Malformed("beginning"))?;
    let mut parts = Vec::new();
    loop {
        match rest {
            b"--" | b"--\r\n" => return Ok(parts),
            _ => rest = rest.strip_prefix(b"\r\n").ok_or(Malformed("delimiter"))?,
        }
        if parts.len() == MAX_PARTS {
            return Err(Malformed("too many parts"));
        }
        let reach = rest.get(..MAX_HEAD).unwrap_or(rest);
        let (head, _) = split_at(reach, b"\r\n\r\n").ok_or(Malformed("headers without end"))?;
        let after = rest.get(head.len() + 4..).unwrap_or_default();
        let (content, after) = split_at(after, delimiter.as_bytes()).ok_or(Malformed("part without end"))?;
        let (name, file) = read_head(head)?;
        if name == "_charset_" && !content.eq_ignore_ascii_case(b"utf-8") {
            return Err(Malformed("charset"));
        }
        parts.push(Part { name, file, content });
        rest = after;
    }
}

/// What stands before and after the first `separator`.
fn split_at<'a>(bytes: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(separator.len()).position(|window| window == separator)?;
    let (before, from) = bytes.split_at_checked(at)?;
    Some((before, from.strip_prefix(separator)?))
}

fn boundary(content_type: &str) -> Option<&str> {
    let (_, parameters) = value_and_parameters(content_type)?;
    let boundary = get(&parameters, "boundary")?;
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(&b);
    let well_formed = (1..=MAX_BOUNDARY).contains(&boundary.len()) && boundary.bytes().all(allowed);
    (well_formed && !boundary.ends_with(' ')).then_some(boundary)
}

/// Name and file name, from a part's headers. Those that mean nothing here are ignored (RFC 7578 §4.8).
fn read_head(head: &[u8]) -> Result<(&str, Option<&str>), Malformed> {
    let head = std::str::from_utf8(head).map_err(|_| Malformed("headers that are no text"))?;
    let mut field = None;
    for line in head.split("\r\n") {
        let (header, value) = line.split_once(':').ok_or(Malformed("header"))?;
        if header.eq_ignore_ascii_case("content-disposition") {
            let read = disposition(value).ok_or(Malformed("content-disposition"))?;
            if field.replace(read).is_some() {
                return Err(Malformed("two content-dispositions"));
            }
        } else if header.eq_ignore_ascii_case("content-type") {
            let (_, parameters) = value_and_parameters(value).ok_or(Malformed("content-type"))?;
            // A text in another character set would be read as other text than was typed.
            if !get(&parameters, "charset").is_none_or(|charset| charset.eq_ignore_ascii_case("utf-8")) {
                return Err(Malformed("charset"));
            }
        } else if header.eq_ignore_ascii_case("content-transfer-encoding") {
            // RFC 7578 §4.7: deprecated. Those that encode nothing do no harm.
            if !["7bit", "8bit", "binary"].iter().any(|plain| value.trim().eq_ignore_ascii_case(plain)) {
                return Err(Malformed("transfer encoding"));
            }
        }
    }
    field.ok_or(Malformed("no content-disposition"))
}

fn disposition(value: &str) -> Option<(&str, Option<&str>)> {
    let (kind, parameters) = value_and_parameters(value)?;
    // RFC 7578 §4.2 forbids `filename*`: two names for one file can be read as two different files.
    if !kind.eq_ignore_ascii_case("form-data") || parameters.iter().any(|(name, _)| name.ends_with('*')) {
        return None;
    }
    Some((get(&parameters, "name")?, get(&parameters, "filename")))
}

fn get<'a>(parameters: &[(&'a str, &'a str)], name: &str) -> Option<&'a str> {
    parameters.iter().find(|(sent, _)| sent.eq_ignore_ascii_case(name)).map(|&(_, value)| value)
}

/// `value; name=token; name="quoted"`, no name twice.
fn value_and_parameters(header: &str) -> Option<(&str, Vec<(&str, &str)>)> {
    let (value, mut rest) = header.split_once(';').unwrap_or((header, ""));
    let mut parameters = Vec::new();
    while !rest.trim().is_empty() {
        let (name, after) = rest.split_once('=')?;
        let (value, after) = if let Some(quoted) = after.strip_prefix('"') {
            let (value, after) = quoted.split_at_checked(closing_quote(quoted)?)?;
            (value, after.strip_prefix('"')?)
        } else {
            let (value, after) = after.split_at_checked(after.find(';').unwrap_or(after.len()))?;
            (Some(value.trim()).filter(|value| is_token(value))?, after)
        };
        let name = Some(name.trim()).filter(|name| is_token(name) && get(&parameters, name).is_none())?;
        parameters.push((name, value));
        let after = after.trim_start();
        rest = if after.is_empty() { after } else { after.strip_prefix(';')? };
    }
    Some((value.trim(), parameters))
}

/// Browsers write a quote in a name as `%22`, others as `\"`.
fn closing_quote(quoted: &str) -> Option<usize> {
    quoted
        .match_indices('"')
        .map(|(at, _)| at)
        .find(|&at| !quoted.get(..at).is_some_and(|before| before.ends_with('\\')))
}

/// RFC 9110 §5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=----b";

    fn body(parts: &[&str]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| format!("------b\r\n{part}\r\n")).collect();
        format!("{}------b--\r\n", parts.concat())
    }

    fn text(name: &str, value: &str) -> String {
        format!("Content-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}")
    }

    fn reason(content_type: &str, body: &str) -> &'static str {
        parse(content_type, body.as_bytes()).unwrap_err().0
    }

    #[test]
    fn what_a_browser_sends_is_read() {
        let file = "Content-Disposition: form-data; name=\"picture\"; filename=\"a;\\\"%22 é.png\"\r\nContent-Type: image/png\r\n\r\n\r\n--\0";
        let none = "content-disposition: FORM-DATA; name=picture; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        let body = body(&[&text("name", "a\r\n------c"), file, none]);
        assert_eq!(
            parse(TYPE, body.as_bytes()).unwrap(),
            [
                Part { name: "name", file: None, content: b"a\r\n------c" },
                Part { name: "picture", file: Some("a;\\\"%22 é.png"), content: b"\r\n--\0" },
                Part { name: "picture", file: Some(""), content: b"" },
            ]
        );
        assert_eq!(parse(TYPE, b"------b--"), Ok(vec![]));
        assert!(is_multipart("Multipart/Form-Data ; boundary=x") && !is_multipart("multipart/mixed; boundary=x"));
    }

    #[test]
    fn a_boundary_is_there_once_and_is_one() {
        let whole = body(&[&text("a", "b")]);
        for good in ["multipart/form-data; boundary=\"----b\"", "multipart/form-data;charset=utf-8; BOUNDARY=----b;"] {
            assert!(parse(good, whole.as_bytes()).is_ok(), "{good}");
        }
        let long = format!("multipart/form-data; boundary={}", "b".repeat(71));
        for bad in [
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=\"----b",
            "multipart/form-data; boundary=----b; boundary=----b",
            "multipart/form-data; boundary=----b,multipart/form-data; boundary=----b",
            "multipart/form-data; boundary=\"----b \"",
            "multipart/form-data; boundary=--é-b",
            &long,
        ] {
            assert_eq!(reason(bad, &whole), "boundary", "{bad}");
        }
    }

    #[test]
    fn what_is_not_put_together_like_a_form_is_refused() {
        let field = text("a", "b");
        let many: Vec<&str> = vec![&field; 65];
        for (bad, expected) in [
            (String::new(), "beginning"),
            (format!("preamble\r\n{}", body(&[&field])), "beginning"),
            (format!("------b\r\n{field}"), "part without end"),
            (format!("------b\r\n{field}\r\n------b"), "delimiter"),
            (format!("{}epilogue", body(&[&field])), "delimiter"),
            (body(&[&field]).replace("------b\r\n", "------b \r\n"), "delimiter"),
            (body(&[&format!("a: {}\r\n\r\n", "x".repeat(5_000))]), "headers without end"),
            (body(&["\r\nno head"]), "headers without end"),
            (body(&["a: b\r\n\r\n"]), "no content-disposition"),
            (body(&["no header\r\n\r\n"]), "header"),
            (body(&[&format!("Content-Disposition: form-data; name=x\r\n{field}")]), "two content-dispositions"),
            (body(&["Content-Disposition: attachment; name=x\r\n\r\n"]), "content-disposition"),
            (body(&["Content-Disposition: form-data\r\n\r\n"]), "content-disposition"),
            (body(&["Content-Disposition: form-data; name=x; NAME=y\r\n\r\n"]), "content-disposition"),
            (body(&["Content-Disposition: form-data; name=\"x\r\n\r\n"]), "content-disposition"),
            (body(&["Content-Disposition: form-data; name=x; filename*=UTF-8''y\r\n\r\n"]), "content-disposition"),
            (body(&[&format!("Content-Type: text/plain; charset=utf-16\r\n{field}")]), "charset"),
            (body(&[&format!("Content-Transfer-Encoding: base64\r\n{field}")]), "transfer encoding"),
            (body(&[&text("_charset_", "iso-8859-1")]), "charset"),
            (body(&many), "too many parts"),
        ] {
            assert_eq!(reason(TYPE, &bad), expected, "{bad:?}");
        }
    }

    #[test]
    fn headers_that_change_nothing_are_ignored() {
        let field = text("a", "b");
        for harmless in ["X-Anything: x", "Content-Transfer-Encoding: 8bit", "Content-Type: text/plain; charset=UTF-8"]
        {
            assert!(parse(TYPE, body(&[&format!("{harmless}\r\n{field}")]).as_bytes()).is_ok(), "{harmless}");
        }
        assert!(parse(TYPE, body(&[&text("_charset_", "UTF-8")]).as_bytes()).is_ok());
    }
}
