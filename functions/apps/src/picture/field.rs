//! The field of the app form.

use crate::form::{Problems, Typed};
use crate::pages::{invalid, problem};
use maud::{Markup, html};

/// A file to choose, and a box to remove what is there.
pub fn field(typed: &Typed, problems: &Problems) -> Markup {
    html! {
        label for="picture" { "Picture (optional)" }
        p.soft id="picture-help" { "PNG, JPEG or WebP, up to 1 MiB. The middle is shown, as a square; 256 pixels a side are best." }
        input type="file" id="picture" name="picture" accept="image/png,image/jpeg,image/webp"
            aria-invalid=[invalid(problems.picture.as_ref())] aria-describedby="picture-help picture-problem";
        (problem("picture-problem", problems.picture.as_ref()))
        @if typed.has_picture {
            label.check {
                input type="checkbox" name="remove_picture" value="yes" checked[typed.remove_picture];
                span { "Remove the picture" }
            }
        }
    }
}
