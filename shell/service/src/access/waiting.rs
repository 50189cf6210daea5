//! Waiting after failed sign-ins: longer each time, never for good.
//!
//! An attempt counts before it is judged, so that many at once cannot slip through together; success takes the count back. Who is guessed at
//! from everywhere waits a minute at most, so that nobody can be kept out of their own account; who guesses waits up to a quarter of an hour.

use serde::{Deserialize, Serialize};

/// Seconds after which failed attempts are forgotten.
const FORGOTTEN_AFTER: u64 = 24 * 60 * 60;

/// Attempts since the last success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Attempts {
    pub(super) count: u32,
    /// Unix time of the last one.
    pub(super) last: u64,
}

/// How long whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    /// Attempts before there is any waiting.
    free: u32,
    /// Longest wait, in seconds.
    most: u64,
}

/// One account from one client address.
pub(super) const ACCOUNT_FROM_ADDRESS: Rule = Rule { free: 5, most: 900 };
/// One account from anywhere.
pub(super) const ACCOUNT: Rule = Rule { free: 10, most: 60 };
/// Any account from one client address; a whole office may share one.
pub(super) const ADDRESS: Rule = Rule { free: 20, most: 900 };
/// The second factor of one account, by somebody who has the first.
pub(super) const SECOND_FACTOR: Rule = Rule { free: 5, most: 900 };

/// Beginning to sign in without a name, with a passkey or through a provider, from one client address.
pub(super) const BEGINNING: Rule = Rule { free: 60, most: 60 };

impl Attempts {
    /// Seconds still to wait: none for the first attempts, then 2, 4, 8, ... after each.
    pub(super) fn wait(self, rule: Rule, now: u64) -> u64 {
        let Some(doublings) = self.count.checked_sub(rule.free).filter(|over| *over > 0) else { return 0 };
        let pause = 1_u64.checked_shl(doublings).unwrap_or(rule.most).min(rule.most);
        (self.last + pause).saturating_sub(now)
    }

    /// With one more, now.
    pub(super) fn and_one(self, now: u64) -> Self {
        Self { count: self.count.saturating_add(1), last: now }
    }

    /// Until when they are remembered.
    pub(super) fn until(self) -> u64 {
        self.last + FORGOTTEN_AFTER
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_has_an_end() {
        let after = |count| Attempts { count, last: 1_000 }.wait(ACCOUNT_FROM_ADDRESS, 1_000);
        assert_eq!([4, 5, 6, 7, 8].map(after), [0, 0, 2, 4, 8]);
        assert_eq!([14, 15, 69, u32::MAX].map(after), [512, 900, 900, 900]);
        assert_eq!(Attempts { count: u32::MAX, last: 1_000 }.wait(ACCOUNT, 1_000), 60);
    }

    #[test]
    fn a_wait_passes_with_time() {
        let attempts = Attempts { count: 8, last: 1_000 };
        let left = [1_000, 1_003, 1_007, 1_008, 9_999].map(|now| attempts.wait(ACCOUNT_FROM_ADDRESS, now));
        assert_eq!(left, [8, 5, 1, 0, 0]);
    }
}
