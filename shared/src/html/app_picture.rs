//! An app's picture, or what stands in its place.

use crate::store::App;
use maud::{Markup, html};

/// A square. The name stands beside it, so it says nothing to a screen reader.
pub fn app_picture(app: &App) -> Markup {
    let letter: String = app.edit.name.chars().take(1).flat_map(char::to_uppercase).collect();
    html! { span.picture aria-hidden="true" { (letter) } }
}
