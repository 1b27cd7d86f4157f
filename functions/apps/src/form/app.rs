//! The app form: what was typed, the rules for it, and what is wrong with it, field by field.

use super::display_text::misleading;
use super::field_error::{DESCRIPTION_MAX, FieldError, NAME_MAX};
use super::redirect_uris;
use super::upload::Submission;
use shared::oauth::redirect_uri::RedirectUri;
use shared::oauth::scope::{SCOPES, ScopeSet};
use shared::store::{App, AppEdit, PictureChange};
use shared::wire::params::{ParamError, Params};

/// What was typed, as it was typed, so that an invalid form comes back with nothing lost.
#[derive(Debug, Default)]
pub(crate) struct AppInput {
    /// The name.
    pub name: String,
    /// The description.
    pub description: String,
    /// One redirect URI a line.
    pub redirect_uris: String,
    /// The boxes that are checked.
    pub scopes: ScopeSet,
    /// Whether there is a picture that could be removed.
    pub has_picture: bool,
    /// Whether it is to be.
    pub remove_picture: bool,
    /// Whether part of the form could not be read: a field sent twice, garbled, or a box that is not on the form.
    pub garbled: bool,
}

/// What is wrong, beside which field.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldErrors {
    /// With the name.
    pub name: Option<FieldError>,
    /// With the description.
    pub description: Option<FieldError>,
    /// With the picture.
    pub picture: Option<FieldError>,
    /// With the redirect URIs.
    pub redirect_uris: Option<FieldError>,
    /// With the permissions.
    pub scopes: Option<FieldError>,
    /// With the form as a whole.
    pub form: Option<FieldError>,
}

impl FieldErrors {
    /// Whether there are none.
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Each of them with the id of its field, in the form's order. What is wrong with the whole form leads to its first.
    pub(crate) fn each(&self) -> Vec<(&'static str, &FieldError)> {
        let Self { name, description, picture, redirect_uris, scopes, form } = self;
        let all = [
            ("name", form),
            ("name", name),
            ("description", description),
            ("picture", picture),
            ("redirect_uris", redirect_uris),
            ("scopes", scopes),
        ];
        all.into_iter().filter_map(|(id, problem)| Some((id, problem.as_ref()?))).collect()
    }
}

impl AppInput {
    /// An empty form, with every permission checked.
    pub(crate) fn blank() -> Self {
        Self { scopes: ScopeSet::all(), ..Self::default() }
    }

    /// An app's current values.
    pub(crate) fn of(app: &App) -> Self {
        let edit = &app.edit;
        let uris: Vec<&str> = edit.redirect_uris.iter().map(RedirectUri::as_str).collect();
        Self {
            name: edit.name.clone(),
            description: edit.description.clone(),
            redirect_uris: uris.join("\n"),
            scopes: edit.scopes,
            has_picture: app.picture.is_some(),
            ..Self::default()
        }
    }

    /// Reads the fields of a posted form. What is missing is empty, which the rules will name.
    pub(crate) fn read(form: &Params<'_>) -> Self {
        let mut garbled = false;
        let mut field = |name| match form.get(name) {
            Ok(value) => value.unwrap_or_default(),
            Err(ParamError::Repeated | ParamError::Malformed) => {
                garbled = true;
                String::new()
            }
        };
        let (name, description, redirect_uris) = (field("name"), field("description"), field("redirect_uris"));
        let known = form.all("scopes").all(|name| ScopeSet::all().contains(&name));
        let scopes = ScopeSet::from_names(form.all("scopes"));
        let remove_picture = form.contains("remove_picture");
        let garbled = garbled || !known;
        Self { name, description, redirect_uris, scopes, has_picture: false, remove_picture, garbled }
    }

    /// The app it describes, or everything that is wrong with it.
    pub(crate) fn check(&self) -> Result<AppEdit, Box<FieldErrors>> {
        let mut problems = FieldErrors::default();
        let name = self.name.trim();
        problems.name = name_problem(name);
        let description = self.description.replace("\r\n", "\n");
        let description = description.trim();
        problems.description = description_problem(description);
        let redirect_uris = redirect_uris::check(&self.redirect_uris);
        problems.redirect_uris = redirect_uris.as_ref().err().cloned().map(FieldError::RedirectUris);
        if self.garbled {
            // Saving what could be read would silently wipe what could not.
            problems.form = Some(FieldError::Unreadable);
        }
        if self.scopes.is_empty() {
            problems.scopes = Some(FieldError::PermissionMissing);
        }
        match redirect_uris {
            Ok(redirect_uris) if problems.is_none() => Ok(AppEdit {
                name: name.to_owned(),
                description: description.to_owned(),
                redirect_uris,
                scopes: self.scopes,
            }),
            Ok(_) | Err(_) => Err(Box::new(problems)),
        }
    }

    /// Whether the box of the catalogue's entry at `index` is checked.
    pub(crate) fn has(&self, index: usize) -> bool {
        SCOPES.get(index).is_some_and(|entry| self.scopes.contains(entry.name))
    }
}

/// The app that the form describes and what becomes of its picture, or everything that is wrong with either.
pub(crate) fn check(typed: &AppInput, posted: &Submission<'_>) -> Result<(AppEdit, PictureChange), Box<FieldErrors>> {
    let (edit, picture) = (typed.check(), posted.picture_change());
    let picture_problem = match (&edit, &picture) {
        (_, Err(refused)) => Some(FieldError::Picture(*refused)),
        // A form that is shown again holds what was typed, but no browser lets it hold a file.
        (Err(_), Ok(PictureChange::Replace(_))) => Some(FieldError::PictureAgain),
        (Ok(_), Ok(_)) | (Err(_), Ok(PictureChange::Keep | PictureChange::Remove)) => None,
    };
    match (edit, picture) {
        (Ok(edit), Ok(picture)) => Ok((edit, picture)),
        (edit, _) => {
            let mut problems = edit.err().unwrap_or_default();
            problems.picture = picture_problem;
            Err(problems)
        }
    }
}

fn name_problem(name: &str) -> Option<FieldError> {
    match name.chars().count() {
        0 => Some(FieldError::NameMissing),
        1..=NAME_MAX => misleading(name).map(FieldError::Text),
        _ => Some(FieldError::NameTooLong),
    }
}

fn description_problem(description: &str) -> Option<FieldError> {
    if description.chars().count() > DESCRIPTION_MAX {
        return Some(FieldError::DescriptionTooLong);
    }
    misleading(&description.replace('\n', " ")).map(FieldError::Text)
}

#[cfg(test)]
mod tests {
    use super::super::display_text::Misleading;
    use super::*;

    fn typed(name: &str) -> AppInput {
        AppInput { name: name.into(), redirect_uris: "https://c.example/cb".into(), ..AppInput::blank() }
    }

    #[test]
    fn m2_the_limits_of_each_field() {
        assert!(typed(&"é".repeat(100)).check().is_ok());
        for bad in ["", "   ", "a\0b", &"x".repeat(101)] {
            assert!(typed(bad).check().unwrap_err().name.is_some(), "{bad:?}");
        }
        let long = AppInput { description: "x".repeat(501), ..typed("App") };
        assert!(long.check().unwrap_err().description.is_some());
        let hidden = AppInput { description: "Two\r\nli\u{200b}nes".into(), ..typed("App") };
        assert_eq!(hidden.check().unwrap_err().description, Some(FieldError::Text(Misleading::Hidden(7, '\u{200b}'))));
        let fine = AppInput { description: "Two\r\nlines".into(), ..typed("App") };
        assert_eq!(fine.check().unwrap().description, "Two\nlines");
        let none = AppInput { scopes: ScopeSet::default(), ..typed("App") };
        assert!(none.check().unwrap_err().scopes.is_some());
    }

    #[test]
    fn what_cannot_be_read_is_not_saved_as_empty() {
        let raw = "name=N&redirect_uris=https%3A%2F%2Fc.example%2F&scopes=posts";
        assert!(AppInput::read(&Params::parse(raw)).check().is_ok());
        for bad in ["description=%ZZ", "description=a&description=b", "name=M", "scopes=admin"] {
            let raw = format!("{raw}&{bad}");
            assert!(AppInput::read(&Params::parse(&raw)).check().unwrap_err().form.is_some(), "{bad}");
        }
    }
}
