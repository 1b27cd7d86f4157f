//! An app's picture, or the first letter of its name in its place.

use crate::store::App;
use maud::{Markup, html};

/// The picture beside an app's name. Beside it, and never instead of it: it says nothing to those who do not see it.
pub fn app_picture(app: &App) -> Markup {
    html! {
        @if let Some(path) = app.picture_path() {
            img.picture src=(path) alt="" width="52" height="52";
        } @else {
            span.picture aria-hidden="true" { (initial(&app.edit.name)) }
        }
    }
}

fn initial(name: &str) -> String {
    name.chars()
        .find(|c| c.is_alphanumeric())
        .or_else(|| name.chars().next())
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_stands_for_a_picture() {
        for (name, letter) in
            [("postiz", "P"), ("«Élan»", "É"), ("日本語 App", "日"), ("❤️", "❤"), ("3D", "3"), ("", "")]
        {
            assert_eq!(initial(name), letter);
        }
    }
}
