//! A register of assumptions about sectors, each with its challenge.
//!
//! An assumption is not wrong because it is on the list: it is one that is often taken for granted, and the challenge asks for what it rests on.

use serde::Serialize;

use crate::language::find;

/// Something that is often taken for granted of a sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Assumption {
    /// Its name, which never changes.
    pub key: &'static str,
    /// Of whom.
    pub about: &'static str,
    /// What is taken for granted.
    pub says: &'static str,
    /// Words that give it away.
    #[serde(skip)]
    pub words: &'static [&'static str],
    /// What to ask oneself.
    pub challenge: &'static str,
}

/// Every assumption of the register.
pub const ASSUMPTIONS: [Assumption; 9] = [
    Assumption {
        key: "business_only_profit",
        about: "businesses",
        says: "They are only after profit.",
        words: &[
            "only after profit",
            "only want profit",
            "just for profit",
            "profiteering",
            "in it for the money",
        ],
        challenge: "Where does a surplus of theirs go, and where does one of yours? What have they done at a loss?",
    },
    Assumption {
        key: "business_more_efficient",
        about: "businesses",
        says: "They are more efficient.",
        words: &["private sector efficiency", "run like a business", "more businesslike", "businesslike"],
        challenge: "At which task, measured how, and with which people served? Compare like with like.",
    },
    Assumption {
        key: "charity_amateur",
        about: "charities",
        says: "They are well-meaning amateurs.",
        words: &["well meaning", "amateurs", "do gooders", "just volunteers", "only volunteers"],
        challenge: "What do their outcomes show, and who of theirs is qualified in what?",
    },
    Assumption {
        key: "charity_cheap",
        about: "charities",
        says: "They are cheap because volunteers are free.",
        words: &["cheaper option", "volunteers are free", "free labour", "do it for less"],
        challenge: "What does recruiting, training and leading volunteers cost, and who pays for it?",
    },
    Assumption {
        key: "public_slow",
        about: "public bodies",
        says: "They are slow and bureaucratic.",
        words: &["bureaucratic", "bureaucracy", "red tape", "public sector mentality", "slow to change"],
        challenge: "Which decision took how long, and which duty did the time serve?",
    },
    Assumption {
        key: "public_safe_hands",
        about: "public bodies",
        says: "What they run is fair and safe by itself.",
        words: &["safe hands", "public sector ethos", "must stay public", "naturally accountable"],
        challenge: "What do ratings and gaps between groups show? Being answerable is a practice, not a sector.",
    },
    Assumption {
        key: "size_means_power",
        about: "large bodies",
        says: "The larger one will take over.",
        words: &["swallow us", "take us over", "takeover", "big brother", "senior partner", "junior partner"],
        challenge: "What in the terms would let them, and what would you want there instead? Ask what they fear of you.",
    },
    Assumption {
        key: "skills_seep_in",
        about: "any partner",
        says: "Their skills will seep in.",
        words: &["seep in", "rub off", "will bring the skills", "learn by osmosis", "osmosis"],
        challenge: "Who will learn what, from whom, by when, and how would you know?",
    },
    Assumption {
        key: "they_are_all_alike",
        about: "any sector",
        says: "They are all alike.",
        words: &[
            "they are all the same",
            "all alike",
            "typical of them",
            "that sort of organisation",
            "these people",
        ],
        challenge: "Name this body, what it is for, and one thing that it does unlike its neighbours.",
    },
];

/// The assumptions whose words stand in a text, each with the words that gave it away.
pub fn noticed(text: &str) -> Vec<(&'static Assumption, &'static str)> {
    ASSUMPTIONS.iter().filter_map(|assumption| Some((assumption, find(text, assumption.words)?))).collect()
}

/// An assumption that a body writes down about another, with what came of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<'a> {
    /// What is assumed.
    pub says: &'a str,
    /// What challenges it, where anything was written.
    pub challenge: Option<&'a str>,
}

/// Those that nobody has challenged: without a challenge, or with one that only says the assumption again.
pub fn unchallenged<'s, 'a>(stated: &'s [Stated<'a>]) -> Vec<&'s Stated<'a>> {
    let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
    let open = |it: &&Stated<'_>| {
        it.challenge.is_none_or(|challenge| challenge.trim().is_empty() || same(challenge, it.says))
    };
    stated.iter().filter(open).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assumption_is_noticed_by_its_words_and_brings_its_challenge() {
        let found = noticed("They are well-meaning; besides, some of their skills may RUB OFF.");
        let keys: Vec<&str> = found.iter().map(|(assumption, _)| assumption.key).collect();
        assert_eq!(keys, ["charity_amateur", "skills_seep_in"]);
        assert_eq!(found[1].1, "rub off");
        assert!(found[1].0.challenge.starts_with("Who will learn what"));
        assert!(noticed("They have answered falls for ten years.").is_empty());
    }

    #[test]
    fn an_assumption_stays_open_until_something_else_than_itself_challenges_it() {
        let stated = |challenge| Stated { says: "They are slow", challenge };
        let all = [
            stated(None),
            stated(Some("  ")),
            stated(Some("they are slow ")),
            stated(Some("They decided in a week")),
        ];
        assert_eq!(unchallenged(&all).len(), 3);
    }

    #[test]
    fn every_assumption_has_a_name_of_its_own_a_challenge_and_words_that_find_it() {
        for (at, assumption) in ASSUMPTIONS.iter().enumerate() {
            assert!(ASSUMPTIONS[..at].iter().all(|other| other.key != assumption.key));
            assert!(!assumption.challenge.is_empty());
            for words in assumption.words {
                assert!(noticed(words).iter().any(|(found, _)| found.key == assumption.key), "{words}");
            }
        }
    }
}
