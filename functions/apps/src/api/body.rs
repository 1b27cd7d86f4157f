//! The body of a call, as JSON: for apps, the fields of the form.

use super::error::Error;
use crate::form::app::AppInput;
use serde_json::Value;
use shared::http::request::{MAX_BODY, Request};
use shared::oauth::scope::ScopeSet;
use shared::store::{AppEdit, AppPatch};
use shared::wire::json::{self, BadJson, Members};
use shared::wire::media_type::{JSON, media_type};

/// What an app's developer may say of it. Every other member is refused, however it is called (CWE-915).
const KNOWN: [&str; 4] = ["name", "description", "redirect_uris", "scopes"];
/// What is shown of an app beside that, and is not its developer's to say.
const SHOWN: [&str; 4] = ["client_id", "client_secret", "picture_url", "created_at"];

/// The fields that were sent.
pub(crate) struct Fields {
    name: Option<String>,
    description: Option<String>,
    redirect_uris: Option<Vec<String>>,
    scopes: Option<ScopeSet>,
}

impl Fields {
    /// Reads the body.
    pub(crate) fn read(request: &Request) -> Result<Self, Error> {
        let mut members = object(request, &KNOWN).map_err(unless_shown)?;
        let names = take(&mut members, "scopes", LIST, strings)?;
        Ok(Self {
            name: take(&mut members, "name", "a string", string)?,
            description: take(&mut members, "description", "a string", string)?,
            redirect_uris: take(&mut members, "redirect_uris", LIST, strings)?,
            scopes: names.map(|names| scopes(&names)).transpose()?,
        })
    }

    /// `typed` with the fields that were sent, for the form's rules. It keeps one redirect URI a line.
    pub(crate) fn onto(&self, typed: AppInput) -> AppInput {
        AppInput {
            name: self.name.clone().unwrap_or(typed.name),
            description: self.description.clone().unwrap_or(typed.description),
            redirect_uris: self.redirect_uris.as_ref().map_or(typed.redirect_uris, |uris| uris.join("\n")),
            scopes: self.scopes.unwrap_or(typed.scopes),
            ..typed
        }
    }

    /// Of `edit`, which has passed the rules, what was sent.
    pub(crate) fn of(&self, edit: AppEdit) -> AppPatch {
        AppPatch {
            name: self.name.as_ref().map(|_| edit.name),
            description: self.description.as_ref().map(|_| edit.description),
            redirect_uris: self.redirect_uris.as_ref().map(|_| edit.redirect_uris),
            scopes: self.scopes.map(|_| edit.scopes),
        }
    }
}

/// What is not known here, but shown of an app, is told as what it is.
fn unless_shown(error: Error) -> Error {
    let Error::Unknown(name) = error else { return error };
    if SHOWN.contains(&name.as_str()) { Error::ReadOnly(name) } else { Error::Unknown(name) }
}

const LIST: &str = "a list of strings, none of them empty, with blanks around it or with a line break";

/// The members of the object that the body is, all of them `known`: one that is not may have been meant, and a misspelt `org`
/// must not end a user in every one.
pub(crate) fn object(request: &Request, known: &'static [&'static str]) -> Result<Members<Value>, Error> {
    let read = json::members_and_unknown(text(request)?, known).map_err(|bad| match bad {
        BadJson::Syntax => Error::Syntax,
        BadJson::Member => Error::Repeated,
    })?;
    match read {
        (members, None) => Ok(members),
        (_, Some(name)) => Err(Error::Unknown(name)),
    }
}

/// For a call that takes no body: of one that was sent nevertheless, the first member, which may have been meant, is named.
pub(crate) fn nothing(request: &Request) -> Result<(), Error> {
    if request.body().is_empty() { Ok(()) } else { object(request, &[]).map(|_| ()) }
}

/// The body, if it is a JSON text of an acceptable size.
fn text(request: &Request) -> Result<&str, Error> {
    if request.body().len() > MAX_BODY {
        return Err(Error::TooLarge);
    }
    let content_type = request.header("content-type").and_then(media_type);
    if content_type.as_deref() != Some(JSON) {
        return Err(Error::ContentType);
    }
    std::str::from_utf8(request.body()).map_err(|_| Error::Syntax)
}

/// Takes a member out, as what `read` makes of it.
pub(crate) fn take<T>(
    members: &mut Members<Value>,
    name: &'static str,
    expected: &'static str,
    read: impl FnOnce(Value) -> Option<T>,
) -> Result<Option<T>, Error> {
    let Some(value) = members.remove(name) else { return Ok(None) };
    read(value).map(Some).ok_or(Error::Type(name, expected))
}

/// A string.
pub(crate) fn string(value: Value) -> Option<String> {
    if let Value::String(text) = value { Some(text) } else { None }
}

/// Exact: one string is one line of the form, which would trim it and pass over an empty one.
fn strings(value: Value) -> Option<Vec<String>> {
    let Value::Array(values) = value else { return None };
    values.into_iter().map(|value| string(value).filter(|text| is_one_line(text))).collect()
}

fn is_one_line(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains(['\n', '\r'])
}

fn scopes(names: &[String]) -> Result<ScopeSet, Error> {
    let known = names.iter().all(|name| ScopeSet::all().contains(name));
    if known { Ok(ScopeSet::from_names(names.iter().map(String::as_str))) } else { Err(Error::UnknownScope) }
}
