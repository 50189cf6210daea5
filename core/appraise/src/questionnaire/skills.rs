//! Skills and leadership for working together (A6): the items of [`crate::capability`], answered by a body of itself.

use super::{Answers, Form, Question, Section};
use crate::capability::{SKILLS, SkillLevel, WANTED, profile};

const fn skill(at: usize) -> Question {
    let levels = Form::Scale("nobody here can", "we could teach it");
    Question::new(SKILLS[at].key, Section::Skills, "A6", SKILLS[at].asks, levels)
}

pub(super) const QUESTIONS: &[Question] =
    &[skill(0), skill(1), skill(2), skill(3), skill(4), skill(5), skill(6), skill(7), skill(8), skill(9)];

/// The level of a body in each skill, as it places itself.
pub fn skills(answers: &Answers) -> Vec<SkillLevel> {
    let own = SKILLS.iter().filter_map(|skill| Some((skill.key, answers.scale(skill.key)?)));
    profile(own, WANTED, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_skill_is_asked_once() {
        let asked: Vec<&str> = QUESTIONS.iter().map(|question| question.id).collect();
        assert_eq!(asked, SKILLS.map(|skill| skill.key));
    }
}
