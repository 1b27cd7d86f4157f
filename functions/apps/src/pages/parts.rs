//! What settings pages are made of: fields with what is wrong beside them, secrets, questions.

use crate::form::field_error::FieldError;
use crate::paths;
use crate::session::AdminSession;
use http::StatusCode;
use maud::{Markup, html};
use shared::config::Config;
use shared::html::{NavItem, app_picture};
use shared::http::answer::{Answer, Forms};
use shared::store::App;
use shared::text::{Confirmation, Text, Texts, fill_plain};

/// A field of a form.
pub(crate) struct Field<'a> {
    /// Its id, and its name in the form.
    pub id: &'static str,
    /// Its label.
    pub label: Text,
    /// What to write there, if that needs saying.
    pub help: Option<Text>,
    /// What is wrong with what was written.
    pub problem: Option<&'a FieldError>,
    /// What is there now, where that is something else than was written.
    pub beside: Option<String>,
}

impl Field<'_> {
    /// The control, with label, help and problem around it.
    pub(crate) fn around(&self, texts: &Texts, control: &Markup) -> Markup {
        html! {
            div.field {
                label for=(self.id) { (self.label) }
                @if let Some(help) = self.help { p.fine id={ (self.id) "-help" } { (help) } }
                (control)
                (self.after(texts))
            }
        }
    }

    /// What is wrong, and what is there now, for the place after the control.
    pub(crate) fn after(&self, texts: &Texts) -> Markup {
        html! {
            @if let Some(problem) = self.problem { p.bad id={ (self.id) "-problem" } { (problem.text(texts)) } }
            @if let Some(beside) = &self.beside {
                div.beside id={ (self.id) "-beside" } {
                    p.fine { (texts.apps.there_now) }
                    p.lines dir="auto" { @if beside.is_empty() { (texts.apps.nothing) } @else { (beside) } }
                }
            }
        }
    }

    /// `aria-invalid` of the control.
    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.problem.map(|_| "true")
    }

    /// `aria-describedby` of the control.
    pub(crate) fn described_by(&self) -> Option<String> {
        let help = self.help.map(|_| format!("{}-help", self.id));
        let problem = self.problem.map(|_| format!("{}-problem", self.id));
        let beside = self.beside.as_ref().map(|_| format!("{}-beside", self.id));
        let ids: Vec<String> = help.into_iter().chain(problem).chain(beside).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// Everything that is wrong with a form, above it: announced, and each entry leads to its field.
pub(crate) fn summary(texts: &Texts, problems: &[(&str, &FieldError)]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div.notice.wrong role="alert" tabindex="-1" autofocus {
                h2 { (texts.problems.summary) }
                ul {
                    @for (id, problem) in problems { li { a href={ "#" (id) } { (problem.text(texts)) } } }
                }
            }
        }
    }
}

/// Something that is shown this once. It can be selected with one click, and copied with a button where scripts run.
pub(crate) fn secret(texts: &Texts, id: &str, value: &str) -> Markup {
    html! {
        div.secret {
            code.once id=(id) { (value) }
            button.copy type="button" hidden data-done=(texts.frame.copied) aria-describedby=(id) { (texts.frame.copy) }
            span.fine role="status" {}
        }
    }
}

/// Asks about one row of a list, in its place. `hidden` are the fields that the answer needs.
pub(crate) fn ask_here(question: &Confirmation, row: &str, action: &str, hidden: &[(&str, &str)]) -> Markup {
    html! {
        details {
            summary aria-describedby=(row) { (question.open) }
            div {
                p { strong { (question.title) } }
                p { (question.effect) " " (question.beyond) }
                form method="post" action=(action) {
                    @for (name, value) in hidden { input type="hidden" name=(name) value=(value); }
                    button.danger aria-describedby=(row) { (question.button) }
                }
            }
        }
    }
}

/// Asks before something that cannot be undone, on a page of its own.
pub(crate) fn confirmation(
    config: &Config,
    admin: &AdminSession,
    app: &App,
    path: &str,
    ticket: &str,
    question: &Confirmation,
) -> Answer {
    let content = html! {
        div.card {
            h1 { (question.title) }
            div.head.small {
                div { strong { bdi { (app.edit.name) } } br; span.fine { code { (app.client_id) } } }
                (app_picture(app))
            }
            ul.effects { li { (question.effect) } li { (question.beyond) } }
            form method="post" action=(path) {
                input type="hidden" name="ticket" value=(ticket);
                div.actions {
                    a.button href=(paths::app(&app.client_id)) { (admin.texts.frame.keep) }
                    button.danger { (question.button) }
                }
            }
        }
    };
    let document = admin.document(config, NavItem::Apps, question.title, None, content);
    Answer::html(StatusCode::OK, Forms::Here, document, admin.outcome("asked"))
}

/// The tab says that something is wrong: it is the first thing a screen reader reads.
pub(crate) fn title(texts: &Texts, title: &str, is_fine: bool) -> String {
    if is_fine { title.to_owned() } else { fill_plain(texts.problems.title, &[("title", title)]) }
}
