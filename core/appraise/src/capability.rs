//! Skills and leadership for collaborating: a profile of a body, its gaps, and training that fits.
//!
//! The items are our own. Each is answered from 1 (nobody here can) to 5 (we could teach it) by several people of a body; a skill whose mean lies below what is wanted is a
//! gap, and the widest comes first.

use serde::Serialize;

/// A skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Skill {
    /// Its name, which never changes.
    pub key: &'static str,
    /// What it is about.
    pub kind: SkillKind,
    /// What is asked: "we can …".
    pub asks: &'static str,
    /// Training that closes a gap in it.
    pub training: &'static str,
}

/// What a skill is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkillKind {
    /// Working with others from day to day.
    Working,
    /// Leading where nobody is in charge.
    Leading,
}

/// Every skill.
pub const SKILLS: [Skill; 10] = [
    Skill {
        key: "listening",
        kind: SkillKind::Working,
        asks: "hear what another body needs before we say what we offer",
        training: "Practise in pairs across bodies: one tells of its week, the other says back what it heard",
    },
    Skill {
        key: "other_ways",
        kind: SkillKind::Working,
        asks: "work with people whose habits, words and pace differ from ours",
        training: "Spend days in each other's teams, and write down what surprised on both sides",
    },
    Skill {
        key: "negotiating",
        kind: SkillKind::Working,
        asks: "find terms that leave both sides better off",
        training: "A workshop on interests behind positions, with a case of the partners' own",
    },
    Skill {
        key: "conflict",
        kind: SkillKind::Working,
        asks: "speak of a disagreement early and openly",
        training: "Facilitated practice of hard conversations, with somebody whom both sides trust",
    },
    Skill {
        key: "shared_evidence",
        kind: SkillKind::Working,
        asks: "read the same figures with others and agree on what they do not say",
        training: "Read one evaluation together with both bodies' analysts, fit before effect",
    },
    Skill {
        key: "each_other_s_money",
        kind: SkillKind::Working,
        asks: "explain our budget to a partner, and follow theirs",
        training: "Finance teams walk each other through one year's accounts",
    },
    Skill {
        key: "leading_without_authority",
        kind: SkillKind::Leading,
        asks: "get things done with people who do not report to us",
        training: "Action learning in a set of leaders from several bodies",
    },
    Skill {
        key: "sharing_credit",
        kind: SkillKind::Leading,
        asks: "let a partner have the credit, and share the blame",
        training: "Mentoring by a leader who has led a partnership to its end",
    },
    Skill {
        key: "bringing_staff_along",
        kind: SkillKind::Leading,
        asks: "explain to our own people why we work with others, and change what they asked us to",
        training: "Joint briefings of staff by leaders of both bodies, with questions answered in writing",
    },
    Skill {
        key: "letting_go",
        kind: SkillKind::Leading,
        asks: "stop what does not work, and leave well",
        training: "Review a partnership that ended, with those who left it",
    },
];

/// The level below which a skill is a gap, where nothing else is said.
pub const WANTED: f64 = 3.5;

/// A body's level in one skill.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SkillLevel {
    /// The skill.
    pub skill: &'static Skill,
    /// The mean answer, from 1 to 5; none where fewer answered than the minimum group.
    pub level: Option<f64>,
    /// How far it lies below what is wanted; nought where it does not, none where the level is not known.
    pub gap: Option<f64>,
}

/// The level in each skill, in the order of [`SKILLS`]. `answers` are pairs of a skill's key and an answer from 1 to 5; others are not counted.
pub fn profile<'a>(
    answers: impl IntoIterator<Item = (&'a str, u8)>,
    wanted: f64,
    minimum_group: usize,
) -> Vec<SkillLevel> {
    let answers: Vec<(&str, u8)> =
        answers.into_iter().filter(|(_, answer)| (1..=5).contains(answer)).collect();
    let level = |skill: &'static Skill| {
        let own: Vec<f64> = answers
            .iter()
            .filter(|(key, _)| *key == skill.key)
            .map(|(_, answer)| f64::from(*answer))
            .collect();
        let level = (own.len() >= minimum_group.max(1)).then(|| own.iter().sum::<f64>() / own.len() as f64);
        SkillLevel { skill, level, gap: level.map(|level| (wanted - level).max(0.0)) }
    };
    SKILLS.iter().map(level).collect()
}

/// The gaps of a profile, the widest first.
pub fn gaps(profile: &[SkillLevel]) -> Vec<SkillLevel> {
    let mut gaps: Vec<SkillLevel> =
        profile.iter().copied().filter(|level| level.gap.is_some_and(|gap| gap > 0.0)).collect();
    gaps.sort_by(|a, b| b.gap.unwrap_or(0.0).total_cmp(&a.gap.unwrap_or(0.0)));
    gaps
}

/// Skills that one side lacks and the other has at the level that is wanted: what each could teach the other. Pairs of the learner's level and the teacher's.
pub fn could_teach(learner: &[SkillLevel], teacher: &[SkillLevel]) -> Vec<(SkillLevel, SkillLevel)> {
    let able = |key: &str| {
        let there = teacher.iter().find(|level| level.skill.key == key);
        there.copied().filter(|level| level.gap == Some(0.0))
    };
    gaps(learner).into_iter().filter_map(|gap| Some((gap, able(gap.skill.key)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_suggests_its_training_and_the_widest_comes_first() {
        let answers = [
            ("conflict", 2),
            ("conflict", 1),
            ("listening", 3),
            ("listening", 3),
            ("letting_go", 5),
            ("letting_go", 4),
        ];
        let found = gaps(&profile(answers, WANTED, 2));
        assert_eq!(found.iter().map(|gap| gap.skill.key).collect::<Vec<_>>(), ["conflict", "listening"]);
        assert_eq!(found[0].gap, Some(2.0));
        assert!(found[0].skill.training.contains("hard conversations"));
    }

    #[test]
    fn too_few_answers_and_answers_off_the_scale_tell_nothing() {
        let level = |answers: &[(&'static str, u8)]| profile(answers.iter().copied(), WANTED, 2)[0].level;
        assert_eq!(level(&[("listening", 1)]), None);
        assert_eq!(level(&[("listening", 1), ("listening", 9)]), None);
        assert_eq!(level(&[("listening", 1), ("listening", 2), ("unknown", 5)]), Some(1.5));
        assert!(gaps(&profile([], WANTED, 1)).is_empty());
    }

    #[test]
    fn one_side_teaches_what_the_other_lacks_and_it_has() {
        let of = |answer| profile([("conflict", answer), ("listening", 2)], WANTED, 1);
        let found = could_teach(&of(1), &of(5));
        assert_eq!(found.iter().map(|(gap, _)| gap.skill.key).collect::<Vec<_>>(), ["conflict"]);
        assert_eq!(found[0].1.level, Some(5.0));
    }

    #[test]
    fn every_skill_has_a_name_of_its_own() {
        let mut keys: Vec<&str> = SKILLS.iter().map(|skill| skill.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), SKILLS.len());
    }
}
