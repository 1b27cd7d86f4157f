//! English: what stands around every page.

use crate::text::messages::Frame;

/// Around every page.
pub(super) const FRAME: Frame = Frame {
    skip: "Skip to the content",
    navigation: "Settings",
    apps: "Apps",
    api_keys: "API keys",
    approved_apps: "Approved apps",
    who: "{user} in {org}",
    sign_out: "Sign out",
    date: "{month} {day}, {year}",
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    copy: "Copy",
    copied: "Copied",
    keep: "Keep it as it is",
    unsent: "You were not signed in any more, so nothing has been changed yet. Please do it once more here.",
};
