//! A moment, for people: the day, with the exact time on hover.

use crate::calendar::Utc;
use crate::clock::Timestamp;
use crate::text::{Texts, fill_plain};
use maud::{Markup, html};

/// `<time>` with the day as the reader's language writes it, and the exact moment (UTC) as its title.
pub fn time(texts: &Texts, moment: Timestamp) -> Markup {
    let Utc { year, month, day, hour, minute, second, millisecond: _ } = Utc::of_millis(moment.millis());
    let name = usize::try_from(month - 1).ok().and_then(|at| texts.frame.months.get(at)).copied().unwrap_or_default();
    let values = [("day", &*day.to_string()), ("month", name), ("year", &*year.to_string())];
    let (date, clock) = (format!("{year:04}-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}:{second:02}"));
    html! {
        time datetime={ (date) "T" (clock) "Z" } title={ (date) " " (clock) " UTC" } {
            (fill_plain(texts.frame.date, &values))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{ARABIC, ENGLISH, GERMAN, SPANISH};

    #[test]
    fn a_moment_reads_as_a_day_and_tells_its_exact_time() {
        let moment = Timestamp::from_millis(1_709_210_096_789);
        assert_eq!(
            time(&ENGLISH, moment).0,
            r#"<time datetime="2024-02-29T12:34:56Z" title="2024-02-29 12:34:56 UTC">February 29, 2024</time>"#
        );
        assert!(time(&GERMAN, moment).0.contains(">29. Februar 2024<"));
        assert!(time(&SPANISH, moment).0.contains(">29 de febrero de 2024<"));
        assert!(time(&ARABIC, moment).0.contains(">29 فبراير 2024<"));
    }
}
