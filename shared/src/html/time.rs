//! A moment, for people: the day, with the exact time on hover.

use crate::clock::Timestamp;
use crate::text::{Texts, fill_plain};
use maud::{Markup, html};

/// `<time>` with the day as the reader's language writes it, and the exact moment (UTC) as its title.
pub fn time(texts: &Texts, moment: Timestamp) -> Markup {
    let seconds = moment.seconds();
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    let of_day = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let name = usize::try_from(month - 1).ok().and_then(|at| texts.frame.months.get(at)).copied().unwrap_or_default();
    let values = [("day", &*day.to_string()), ("month", name), ("year", &*year.to_string())];
    let (date, clock) = (format!("{year:04}-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}:{second:02}"));
    html! {
        time datetime={ (date) "T" (clock) "Z" } title={ (date) " " (clock) " UTC" } {
            (fill_plain(texts.frame.date, &values))
        }
    }
}

/// The Gregorian date of a day counted from 1970-01-01 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{ARABIC, ENGLISH, GERMAN, SPANISH};

    #[test]
    fn days_are_the_calendars() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(-1), (1969, 12, 31));
        assert_eq!(civil(19_782), (2024, 2, 29));
        assert_eq!(civil(20_780), (2026, 11, 23));
    }

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
