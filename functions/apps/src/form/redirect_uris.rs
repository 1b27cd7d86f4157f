//! The redirect URIs of a form, one a line: which of them cannot be registered, and what would help.

use super::display_text::first_hidden;
use shared::oauth::redirect_uri::{self, RedirectUri, RegistrationError};

/// What is wrong with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BadRedirectUris {
    /// There is none.
    Missing,
    /// Over [`redirect_uri::MAX_COUNT`].
    TooMany,
    /// Over [`redirect_uri::MAX_TOTAL`].
    TooLarge,
    /// Those at these places, counted from 1.
    Refused(Vec<(usize, Refusal)>),
}

/// Why one is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// There is a character that nobody sees at this place, counted from 1: it came along with what was pasted.
    Hidden(usize, char),
    /// There are several, with something between them.
    Several,
    /// It breaks a rule.
    RegistrationError(RegistrationError),
}

/// Reads them; what is wrong with any of them is named by its line.
pub(crate) fn check(typed: &str) -> Result<Vec<RedirectUri>, BadRedirectUris> {
    let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() {
        return Err(BadRedirectUris::Missing);
    }
    if lines.len() > redirect_uri::MAX_COUNT {
        return Err(BadRedirectUris::TooMany);
    }
    if lines.iter().map(|line| line.len()).sum::<usize>() > redirect_uri::MAX_TOTAL {
        return Err(BadRedirectUris::TooLarge);
    }
    let (mut uris, mut refused): (Vec<RedirectUri>, _) = (Vec::new(), Vec::new());
    for (at, line) in lines.iter().enumerate() {
        match read(line) {
            Ok(uri) if uris.contains(&uri) => {}
            Ok(uri) => uris.push(uri),
            Err(reason) => refused.push((at + 1, reason)),
        }
    }
    if refused.is_empty() { Ok(uris) } else { Err(BadRedirectUris::Refused(refused)) }
}

fn read(line: &str) -> Result<RedirectUri, Refusal> {
    if let Some((at, character)) = first_hidden(line) {
        return Err(Refusal::Hidden(at, character));
    }
    if are_several(line) {
        return Err(Refusal::Several);
    }
    let bare = line.trim_matches(['"', '\'', '`', '“', '”', '„', '‘', '’', '«', '»', '<', '>', ',', ';', ' ']);
    match RedirectUri::register(line) {
        Ok(uri) if bare == line => Ok(uri),
        Err(reason) if bare == line => Err(Refusal::RegistrationError(reason)),
        // What stood around it in the list it was pasted from is no part of it.
        outcome => Err(Refusal::RegistrationError(match (RedirectUri::register(bare), outcome) {
            (Ok(uri), _) => RegistrationError::Spelling(uri.as_str().to_owned()),
            (Err(reason @ RegistrationError::Spelling(_)), _) | (Err(_), Err(reason)) | (Err(reason), Ok(_)) => reason,
        })),
    }
}

/// A comma may stand in a URI, and one with two schemes at its ends would even be taken.
fn are_several(line: &str) -> bool {
    let parts = line.split([',', ';', '|', ' ']).filter(|part| !part.is_empty());
    parts.clone().count() > 1 && parts.into_iter().all(|part| part.contains(":/"))
}

#[cfg(test)]
mod tests {
    use super::super::field_error::FieldError;
    use super::*;
    use shared::oauth::redirect_uri::RegistrationError::{Fragment, Scheme, Spelling};

    #[test]
    fn b5_each_redirect_uri_is_checked_and_named_by_its_line() {
        assert_eq!(check("https://a.example/\r\n\r\n https://b.example/ \nhttps://a.example/").unwrap().len(), 2);
        let problem = check("https://a.example/\njavascript:x\nhttps://b.example/#").unwrap_err();
        let refused = vec![(2, Refusal::RegistrationError(Scheme)), (3, Refusal::RegistrationError(Fragment))];
        assert_eq!(problem, BadRedirectUris::Refused(refused));
        assert!(FieldError::RedirectUris(problem).in_english().starts_with("Redirect URI 2 must use https"));
        assert!(check("").is_err());
        let eleven: Vec<String> = (0..11).map(|n| format!("https://{n}.example/")).collect();
        assert!(check(&eleven.join("\n")).is_err());
        let large: Vec<String> = (0..5).map(|n| format!("https://{n}.example/{}", "x".repeat(480))).collect();
        assert!(check(&large.join("\n")).is_err());
    }

    #[test]
    fn s11_advice_leads_to_what_will_be_taken() {
        for (typed, form) in [
            ("https://bücher.example/cb", "https://xn--bcher-kva.example/cb"),
            ("https://c.example/größe?q=ü", "https://c.example/gr%C3%B6%C3%9Fe?q=%C3%BC"),
            ("https://c.example/my app", "https://c.example/my%20app"),
            ("HTTPS://C.Example:443/x/../cb", "https://c.example/cb"),
            ("\"https://c.example/cb\",", "https://c.example/cb"),
            ("https://c.example/cb,", "https://c.example/cb"),
            ("<https://BÜCHER.example/>", "https://xn--bcher-kva.example/"),
            ("„https://c.example/cb“", "https://c.example/cb"),
        ] {
            let refusal = Refusal::RegistrationError(Spelling(form.to_owned()));
            assert_eq!(read(typed), Err(refusal), "{typed}");
            assert!(read(form).is_ok(), "{form}");
        }
    }

    #[test]
    fn s11_several_in_one_line_are_told_as_what_they_are() {
        for several in [
            "https://a.example/cb,https://b.example/cb",
            "https://a.example/cb, https://b.example/cb",
            "https://a.example/cb https://b.example/cb",
            "https://a.example/cb;com.example.app:/cb",
            "https://a.example/cb|https://b.example/cb",
            "\"https://a.example/cb\", \"https://b.example/cb\"",
        ] {
            assert_eq!(read(several), Err(Refusal::Several), "{several}");
        }
        for one in ["https://a.example/a,b", "https://a.example/cb;v=1", "https://a.example/?to=https://b.example/"] {
            assert!(read(one).is_ok(), "{one}");
        }
    }

    #[test]
    fn s11_what_nobody_sees_is_named_with_its_place() {
        assert_eq!(read("https://c.example/\u{200b}cb"), Err(Refusal::Hidden(19, '\u{200b}')));
        assert_eq!(read("\u{feff}https://c.example/cb"), Err(Refusal::Hidden(1, '\u{feff}')));
        assert_eq!(read("https://bücher.example/cb\u{2060}"), Err(Refusal::Hidden(26, '\u{2060}')));
        let told = FieldError::RedirectUris(check("https://c.example/cb\u{200e}").unwrap_err()).in_english();
        assert!(told.contains("at place 21 (U+200E)"), "{told}");
    }
}
