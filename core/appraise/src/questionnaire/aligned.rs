//! The answers of respondents as the alignment of two bodies reads them.

use super::{Answers, Section};
use crate::alignment::{Alignment, Area, Question, Respondent, Side, Terms, align};
use crate::side_by_side::Both;

/// What each question of [`Section::Alignment`] is about.
const AREAS: &[(&str, Area)] = &[
    ("view_earlier", Area::Views),
    ("view_home", Area::Views),
    ("view_choice", Area::Views),
    ("value_risk", Area::Values),
    ("value_open", Area::Values),
    ("value_credit", Area::Values),
    ("outcome_need", Area::Outcomes),
    ("outcome_joined", Area::Outcomes),
    ("outcome_money", Area::Outcomes),
    ("knows_plans", Area::Plans),
    ("knows_ways", Area::Ways),
    ("expects_skills", Area::Expects),
    ("keeps_identity", Area::Identity),
];

/// How two bodies are aligned by the answers of their respondents, on the terms that are set for every appraisal: nothing is said of a
/// question that fewer than five people of a side answered.
pub fn alignment(names: Both<&str>, respondents: Both<&[Answers]>) -> Alignment {
    align([&side(names.asking, respondents.asking), &side(names.asked, respondents.asked)], &Terms::default())
}

fn side(name: &str, respondents: &[Answers]) -> Side {
    let respondent = |(number, answers): (usize, &Answers)| Respondent {
        name: number.to_string(),
        answers: asked().filter_map(|(id, question)| Some((question, answers.scale(id)?))).collect(),
        own_role: None,
        other_role: None,
    };
    Side { body: name.to_owned(), respondents: respondents.iter().enumerate().map(respondent).collect() }
}

/// Each question by its id, with its area and words.
fn asked() -> impl Iterator<Item = (&'static str, Question)> {
    Section::Alignment.questions().filter_map(|question| {
        let (_, area) = AREAS.iter().find(|(id, _)| *id == question.id)?;
        Some((question.id, Question::new(*area, question.wording)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_of_the_section_has_its_area_and_every_area_of_the_modes_a_question() {
        assert_eq!(asked().count(), Section::Alignment.questions().count());
        for area in Area::ALL.into_iter().filter(|area| *area != Area::Comfort) {
            assert!(asked().any(|(_, question)| question.area == area), "{area:?}");
        }
    }
}
