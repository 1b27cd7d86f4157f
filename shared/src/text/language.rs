//! Which language a request wants: RFC 9110 §12.5.4, as far as four languages need it.

/// A language that pages speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// What is spoken where nothing else is asked for.
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Arabic, from right to left.
    Arabic,
}

/// Entries of the header that are looked at: browsers send fewer than ten.
const ENTRIES: usize = 32;

impl Language {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::Spanish, Self::Arabic];

    /// What an `Accept-Language` prefers of what there is: the first of those with the highest weight. Whatever it says, there is an
    /// answer. A language that nobody asked for, or that weighs nothing, is not chosen.
    pub fn preferred(header: &str) -> Self {
        let mut best = (0, Self::English);
        for entry in header.split(',').take(ENTRIES) {
            let Some((language, weight)) = read(entry) else { continue };
            if weight > best.0 {
                best = (weight, language);
            }
        }
        best.1
    }

    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Arabic => "ar",
        }
    }

    /// The direction it is written in, as HTML names it.
    pub fn direction(self) -> &'static str {
        match self {
            Self::Arabic => "rtl",
            Self::English | Self::German | Self::Spanish => "ltr",
        }
    }
}

/// One entry: a language of ours, and its weight in thousandths. Regions and scripts make no difference.
fn read(entry: &str) -> Option<(Language, u16)> {
    let (range, weight) = match entry.split_once(';') {
        Some((range, parameter)) => (range, thousandths(parameter.trim().strip_prefix("q=")?)?),
        None => (entry, 1000),
    };
    let primary = range.trim().split('-').next().unwrap_or_default();
    let named = Language::ALL.into_iter().find(|language| primary.eq_ignore_ascii_case(language.tag()));
    Some((named.or((primary == "*").then_some(Language::English))?, weight))
}

/// A qvalue: `0` or `1`, with up to three decimals.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if !matches!(whole, "0" | "1") || decimals.len() > 3 || !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{whole}{decimals:0<3}").parse().ok().filter(|&weight| weight <= 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_weight_wins_and_of_equal_ones_the_first() {
        for (header, language) in [
            ("", Language::English),
            ("de", Language::German),
            ("de-AT,en;q=0.8", Language::German),
            ("fr,es;q=0.5,de;q=0.7", Language::German),
            ("en;q=0.8, AR-eg ; q=0.9", Language::Arabic),
            ("ar;q=0.5,es;q=0.5", Language::Arabic),
            ("zh-Hant-TW, ja", Language::English),
            ("*, de;q=0.9", Language::English),
            ("fr, *;q=0.1, es;q=0.2", Language::Spanish),
            ("de;q=0, es;q=0.001", Language::Spanish),
            ("de;q=0", Language::English),
            ("de;q=1.000,es", Language::German),
        ] {
            assert_eq!(Language::preferred(header), language, "{header:?}");
        }
    }

    #[test]
    fn what_is_no_weight_is_no_wish() {
        for bad in [
            "de;q=2",
            "de;q=1.001",
            "de;q=0.1234",
            "de;q=-1",
            "de;q=",
            "de;q=.5",
            "de;x=1",
            "de;q=0.5;q=1",
            "de;q=NaN",
            "de;;",
            "deutsch",
            "-de",
            "\0de",
            "d e",
        ] {
            assert_eq!(Language::preferred(bad), Language::English, "{bad:?}");
        }
        // However long it is, and whatever comes late in it.
        assert_eq!(Language::preferred(&format!("{}de", ",".repeat(100_000))), Language::English);
        assert_eq!(Language::preferred(&"de;q=0.5,".repeat(10_000)), Language::German);
    }
}
