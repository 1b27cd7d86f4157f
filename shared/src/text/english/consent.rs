//! English: the consent page.

use crate::text::messages::Consent;

/// The consent page.
pub(super) const CONSENT: Consent = Consent {
    title: "Authorize {app}",
    heading: "{app} wants to connect to your {product} account",
    made_by: "Made by {org}, registered here on {date}",
    says: "What {org} says about it",
    acting_as: "Acting as",
    organization: "Organization",
    switch_account: "Use another account",
    permissions: "If you authorize it, it may",
    new: "new",
    asks_more: "You have authorized this app before. What it asks for beyond that is marked.",
    asks_nothing_new: "You have authorized this app before. It asks for nothing beyond that.",
    lasts: "Access does not expire: it lasts until you revoke it in {place}.",
    place: "Settings > Approved apps",
    sends_to: "Either way you go back to {host}",
    sends_to_program: "Either way you go back to a program on this computer ({host})",
    sends_to_app: "Either way you go back to the app on this device that opens {host}",
    client_id: "Client id",
    deny: "Deny",
    authorize: "Authorize",
    open_too_long: "This page was open for a while. Please check it once more and decide again.",
    undecided: "You were not signed in any more, so nothing has been decided yet. Please decide again.",
};
