//! The product's colour, and what becomes of it so that everybody can read what is written in it and on it.

use std::fmt;

/// A colour, as `#rrggbb`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Accent([u8; 3]);

/// Text is readable from this contrast on (WCAG 2.2, 1.4.3).
pub(crate) const READABLE: f64 = 4.5;
const WHITE: Accent = Accent([255; 3]);
const BLACK: Accent = Accent([0; 3]);
/// What the accent is read on in the light theme, and in the dark one: `--bg`, `--card`, `--well` of `style.css`.
pub(crate) const LIGHT: [Accent; 3] = [Accent([0xf5, 0xf6, 0xf8]), WHITE, Accent([0xee, 0xf0, 0xf4])];
pub(crate) const DARK: [Accent; 3] =
    [Accent([0x0f, 0x11, 0x15]), Accent([0x18, 0x1b, 0x21]), Accent([0x23, 0x27, 0x2f])];

impl Default for Accent {
    fn default() -> Self {
        Self([0x3b, 0x4c, 0xcf])
    }
}

impl Accent {
    /// `#rrggbb`, in either case.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        // Digit by digit: `from_str_radix` alone would take a sign.
        let mut values = digits.chars().map(|digit| digit.to_digit(16).and_then(|value| u8::try_from(value).ok()));
        let mut byte = || Some(values.next()?? * 16 + values.next()??);
        Some(Self([byte()?, byte()?, byte()?]))
    }

    /// The colours that pages use, as custom properties. Buttons are filled with the accent as it is, with black or white
    /// on it, whichever reads better; words and rings in it are darkened or lightened as far as each theme needs.
    pub fn css(self) -> String {
        let on_fill = if self.contrast(WHITE) >= self.contrast(BLACK) { WHITE } else { BLACK };
        let (light, dark) = (self.readable_on(&LIGHT, BLACK), self.readable_on(&DARK, WHITE));
        format!(
            ":root{{--fill:{self};--on-fill:{on_fill};--accent:{light}}}\
             @media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}"
        )
    }

    /// The colour itself, or the nearest on its way to `end` that reads on all of `surfaces`.
    fn readable_on(self, surfaces: &[Self], end: Self) -> Self {
        let reads = |colour: Self| surfaces.iter().all(|surface| colour.contrast(*surface) >= READABLE);
        (0..=20).map(|step| self.mixed(end, step)).find(|colour| reads(*colour)).unwrap_or(end)
    }

    /// So many twentieths of `other` in it.
    fn mixed(self, other: Self, twentieths: u16) -> Self {
        let mix = |own: u8, other: u8| {
            let mixed = (u16::from(own) * (20 - twentieths) + u16::from(other) * twentieths) / 20;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        let ([red, green, blue], [other_red, other_green, other_blue]) = (self.0, other.0);
        Self([mix(red, other_red), mix(green, other_green), mix(blue, other_blue)])
    }

    /// WCAG 2.2's contrast ratio, from 1 to 21.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// WCAG 2.2's relative luminance.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0;
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}

impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl fmt::Debug for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Accent({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_is_six_digits() {
        assert_eq!(Accent::parse("#3B4cCf"), Some(Accent::default()));
        for bad in ["", "3b4ccf", "#3b4cc", "#3b4ccff", "#3b4ccg", "#+b4ccf", "red", "#ééé", "#fff"] {
            assert_eq!(Accent::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn contrast_is_wcags() {
        assert!((WHITE.contrast(BLACK) - 21.0).abs() < 0.01);
        assert!((Accent([0x76; 3]).contrast(WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn whatever_the_accent_words_in_it_and_on_it_can_be_read() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let accent = Accent([red, green, blue]);
                    assert!(accent.contrast(WHITE).max(accent.contrast(BLACK)) >= READABLE, "{accent}");
                    for (surfaces, end) in [(LIGHT, BLACK), (DARK, WHITE)] {
                        let shown = accent.readable_on(&surfaces, end);
                        assert!(
                            surfaces.iter().all(|surface| shown.contrast(*surface) >= READABLE),
                            "{accent} {shown}"
                        );
                    }
                }
            }
        }
        // One that reads already stays as it is.
        assert_eq!(Accent::default().readable_on(&LIGHT, BLACK), Accent::default());
    }
}
