//! Headers by which a client could claim another address than its own.
//!
//! There is no end of them: each gateway and network has one of its own, products read whichever their library knows, and
//! what is in front of us sets none but `X-Forwarded-For`. So they are known by the words in their names.

/// An address by itself, whosever it is.
const IP: [&str; 3] = ["ip", "ipv4", "ipv6"];

/// What an address is called, where something must say whose.
const ADDRESS: [&str; 3] = ["ip", "addr", "address"];

/// Whose address it is. An address of anybody else (`X-Postal-Address`) is the product's own business.
const WHOSE: [&str; 15] = [
    "client",
    "connecting",
    "external",
    "host",
    "origin",
    "original",
    "originating",
    "peer",
    "real",
    "remote",
    "socket",
    "source",
    "src",
    "true",
    "viewer",
];

/// What a hop says it did with the request, `…-For` somebody.
const PASSED_ON: [&str; 5] = ["forward", "forwarder", "forwarding", "original", "proxied"];

/// Whether a header claims an address, given its name in lower case, with dashes between its words.
pub(crate) fn is_claimed_by(name: &str) -> bool {
    let words: Vec<&str> = name.split('-').collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let is_joined = |word: &&str| {
        ADDRESS.iter().any(|address| word.strip_suffix(address).is_some_and(|whose| WHOSE.contains(&whose)))
    };
    // `X-Real-IP`, `CF-Connecting-IPv6`, `X-Custom-IP-Authorization`
    has(&IP)
        // `X-Remote-Addr`, `CloudFront-Viewer-Address`
        || (has(&ADDRESS) && has(&WHOSE))
        // `X-Azure-ClientIP`
        || words.iter().any(is_joined)
        // `Forwarded`, `X-Forwarded-Proto`, `X-Vercel-Forwarded-For`
        || has(&["forwarded"])
        // `X-Original-For`
        || (words.ends_with(&["for"]) && has(&PASSED_ON))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s19_whatever_claims_an_address_is_known_by_its_words() {
        for name in [
            "ali-cdn-real-ip",
            "c-ip",
            "cdn-src-ip",
            "cf-connecting-ip",
            "cf-connecting-ipv6",
            "cf-pseudo-ipv4",
            "client-ip",
            "cloudfront-viewer-address",
            "do-connecting-ip",
            "fastly-client-ip",
            "fly-client-ip",
            "forwarded",
            "forwarded-for",
            "forwarded-for-ip",
            "forwarder-for",
            "incap-client-ip",
            "ip",
            "originating-ip",
            "real-ip",
            "remote-addr",
            "remoteaddr",
            "true-client-ip",
            "wl-proxy-client-ip",
            "x-appengine-remote-addr",
            "x-appengine-user-ip",
            "x-azure-clientip",
            "x-azure-socketip",
            "x-client-ip",
            "x-clientip",
            "x-cluster-client-ip",
            "x-custom-ip-authorization",
            "x-envoy-external-address",
            "x-forward-for",
            "x-forwarded",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-host-ip",
            "x-nf-client-connection-ip",
            "x-original-for",
            "x-original-forwarded-for",
            "x-originating-ip",
            "x-proxied-for",
            "x-proxyuser-ip",
            "x-real-ip",
            "x-remote-addr",
            "x-remote-ip",
            "x-source-ip",
            "x-sucuri-clientip",
            "x-true-client-ip",
            "x-vercel-forwarded-for",
            "x-vercel-proxied-for",
        ] {
            assert!(is_claimed_by(name), "{name}");
        }
    }

    #[test]
    fn s19_what_only_sounds_like_it_passes() {
        for name in [
            "accept",
            "cf-ipcountry",
            "cf-ray",
            "content-description",
            "idempotency-key",
            "x-mac-address",
            "x-membership",
            "x-origin-country",
            "x-postal-address",
            "x-real-time",
            "x-request-id",
            "x-retry-for",
            "x-ship-zip",
            "x-source",
            "x-tooltip",
            "x-wallet-addr",
            "via",
            "host",
            "origin",
            "from",
        ] {
            assert!(!is_claimed_by(name), "{name}");
        }
    }
}
