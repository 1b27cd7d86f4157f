//! The one place that draws randomness: from the operating system, never seeded, never injectable.

use rand::Rng;
use rand::distr::{Alphanumeric, SampleString};
use rand::rand_core::UnwrapErr;
#[expect(clippy::disallowed_types, reason = "this is the one home of the generator")]
use rand::rngs::SysRng;
use std::time::Duration;

/// `length` characters of base62, each uniform (5.95 bits).
///
/// # Panics
/// If the operating system has no randomness to give: there is no safe way on from there.
pub fn base62(length: usize) -> String {
    Alphanumeric.sample_string(&mut UnwrapErr(SysRng), length)
}

/// `N` bytes.
///
/// # Panics
/// If the operating system has no randomness to give: there is no safe way on from there.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    UnwrapErr(SysRng).fill_bytes(&mut bytes);
    bytes
}

/// A wait of up to `longest`, in milliseconds, each as likely as another: full jitter.
pub fn jitter(longest: Duration) -> Duration {
    let millis = u64::try_from(longest.as_millis()).unwrap_or(u64::MAX).saturating_add(1);
    Duration::from_millis(UnwrapErr(SysRng).next_u64() % millis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn base62_has_the_length_asked_for_and_only_its_alphabet() {
        let drawn = base62(10_000);
        assert_eq!(drawn.len(), 10_000);
        assert!(drawn.bytes().all(|b| b.is_ascii_alphanumeric()));
    }

    #[test]
    fn every_character_is_about_as_frequent_as_any_other() {
        let mut counts = [0_u32; 128];
        for byte in base62(62_000).bytes() {
            counts[usize::from(byte)] += 1;
        }
        let seen: Vec<u32> = counts.into_iter().filter(|&count| count > 0).collect();
        assert_eq!(seen.len(), 62);
        // 1,000 expected of each, standard deviation 31: seven of them either way.
        assert!(seen.iter().all(|&count| (780..1_220).contains(&count)), "{seen:?}");
    }

    #[test]
    fn no_two_draws_of_bytes_are_the_same() {
        assert_ne!(bytes::<32>(), bytes::<32>());
    }

    #[test]
    fn a_jittered_wait_takes_every_length_up_to_the_longest() {
        let drawn: BTreeSet<u128> = (0..1_000).map(|_| jitter(Duration::from_millis(3)).as_millis()).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(jitter(Duration::ZERO), Duration::ZERO);
    }
}
