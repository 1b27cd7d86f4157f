//! The form that describes an app.

use super::parts::{Field, summary};
use crate::form::app::{AppInput, FieldErrors};
use crate::paths;
use maud::{Markup, html};
use shared::oauth::scope::SCOPES;
use shared::text::{Text, Texts};

/// What stands in it, and what is wrong with that.
pub(crate) struct AppForm<'a> {
    /// Where it is posted.
    pub action: &'a str,
    /// Its ticket.
    pub ticket: &'a str,
    /// What was typed.
    pub typed: &'a AppInput,
    /// What is wrong with it.
    pub problems: &'a FieldErrors,
    /// What is there now, if that is no longer what was there when it was typed.
    pub beside: Option<&'a AppInput>,
    /// What the button says.
    pub button: Text,
}

impl AppForm<'_> {
    /// What is there now in one of the fields, where it is something else than was typed.
    fn beside(&self, field: impl Fn(&AppInput) -> &String) -> Option<String> {
        let lines = |typed| field(typed).lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned();
        self.beside.map(&lines).filter(|now| *now != lines(self.typed))
    }
}

/// The form.
pub(crate) fn app_form(texts: &Texts, form: &AppForm<'_>) -> Markup {
    let (said, typed, problems) = (&texts.apps, form.typed, form.problems);
    let name = Field {
        id: "name",
        label: said.name,
        help: None,
        problem: problems.name.as_ref(),
        beside: form.beside(|typed| &typed.name),
    };
    let description = Field {
        id: "description",
        label: said.description,
        help: Some(said.description_help),
        problem: problems.description.as_ref(),
        beside: form.beside(|typed| &typed.description),
    };
    let picture = Field {
        id: "picture",
        label: texts.picture.label,
        help: Some(texts.picture.help),
        problem: problems.picture.as_ref(),
        beside: None,
    };
    let redirect_uris = Field {
        id: "redirect_uris",
        label: said.redirect_uris,
        help: Some(said.redirect_help),
        problem: problems.redirect_uris.as_ref(),
        beside: form.beside(|typed| &typed.redirect_uris),
    };
    html! {
        @if form.beside.is_some() {
            div.notice.wrong role="alert" tabindex="-1" autofocus {
                h2 { (said.overtaken) }
                p { (said.overtaken_help) }
                p { a href=(form.action) { (said.overtaken_leave) } }
            }
        }
        (summary(texts, &problems.each()))
        form.fields method="post" action=(form.action) enctype="multipart/form-data" {
            input type="hidden" name="ticket" value=(form.ticket);
            (name.around(texts, &html! {
                input type="text" id="name" name="name" value=(typed.name) required dir="auto"
                    autocomplete="off" aria-invalid=[name.invalid()] aria-describedby=[name.described_by()];
            }))
            // A browser drops one line break after the tag: without ours, the developer's first would be lost.
            (description.around(texts, &html! {
                textarea id="description" name="description" dir="auto"
                    aria-invalid=[description.invalid()] aria-describedby=[description.described_by()] { "\n" (typed.description) }
            }))
            (picture.around(texts, &html! {
                input type="file" id="picture" name="picture" accept="image/png,image/jpeg,image/webp"
                    data-max=(picture::MAX_UPLOAD) data-large=(texts.picture.too_large)
                    aria-invalid=[picture.invalid()] aria-describedby=[picture.described_by()];
                @if typed.has_picture {
                    label.check {
                        input type="checkbox" name="remove_picture" value="yes" checked[typed.remove_picture];
                        span { (texts.picture.remove) }
                    }
                }
            }))
            (redirect_uris.around(texts, &html! {
                textarea id="redirect_uris" name="redirect_uris" required spellcheck="false" dir="ltr"
                    aria-invalid=[redirect_uris.invalid()] aria-describedby=[redirect_uris.described_by()] { "\n" (typed.redirect_uris) }
            }))
            (permissions(texts, form))
            div.actions { button.primary { (form.button) } a.button href=(paths::APPS) { (said.cancel) } }
        }
    }
}

fn permissions(texts: &Texts, form: &AppForm<'_>) -> Markup {
    let beside = form.beside.filter(|now| now.scopes != form.typed.scopes);
    let group = Field {
        id: "scopes",
        label: texts.apps.may_ask,
        help: None,
        problem: form.problems.scopes.as_ref(),
        beside: beside.map(|now| now.scopes.names().collect::<Vec<_>>().join("\n")),
    };
    html! {
        fieldset aria-describedby=[group.described_by()] {
            legend { (group.label) }
            @for (at, entry) in SCOPES.iter().enumerate() {
                label {
                    // The first one has the id that the summary leads to.
                    input type="checkbox" id=[(at == 0).then_some(group.id)] name="scopes" value=(entry.name)
                        checked[form.typed.has(at)];
                    span { (entry.sentence.in_language(texts.language)) " " code.soft { (entry.name) } }
                }
            }
            (group.after(texts))
        }
    }
}
