//! Answers counted by question and side.

use super::answers::{HIGHEST, LOWEST, Question, Respondent, STEPS, Side};

/// How often each step of the scale was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally(pub [u32; STEPS]);

impl Tally {
    /// How many answered.
    pub fn answered(self) -> u32 {
        self.0.iter().sum()
    }

    /// The mean answer; none where nobody answered.
    pub fn mean(self) -> Option<f64> {
        let steps = self.0.iter().zip(LOWEST..);
        let sum: f64 = steps.map(|(count, step)| f64::from(*count) * f64::from(step)).sum();
        let answered = f64::from(self.answered());
        (answered > 0.0).then(|| sum / answered)
    }

    /// The mean answer's place on the scale: 0 at its lowest step, 1 at its highest.
    pub fn place(self) -> Option<f64> {
        self.mean().map(|mean| (mean - f64::from(LOWEST)) / f64::from(HIGHEST - LOWEST))
    }

    /// The squared standard error of that place, s²/n with n − 1; nought where one alone answered, who stands for nobody else.
    pub fn squared_error(self) -> f64 {
        let (Some(mean), answered) = (self.mean(), f64::from(self.answered())) else { return 0.0 };
        if answered < 2.0 {
            return 0.0;
        }
        let steps = self.0.iter().zip(LOWEST..);
        let squares: f64 =
            steps.map(|(count, step)| f64::from(*count) * (f64::from(step) - mean).powi(2)).sum();
        squares / (answered - 1.0) / answered / f64::from(HIGHEST - LOWEST).powi(2)
    }

    /// The counts as frequencies.
    pub fn frequencies(self) -> [f64; STEPS] {
        self.0.map(f64::from)
    }

    /// Each answer on its own, rising.
    pub fn answers(self) -> Vec<f64> {
        let steps = self.0.iter().zip(LOWEST..);
        steps.flat_map(|(count, step)| (0..*count).map(move |_| f64::from(step))).collect()
    }

    fn add(&mut self, answer: Option<u8>) {
        let step = answer.map(|answer| usize::from(answer.saturating_sub(LOWEST)));
        if let Some(count) = step.and_then(|step| self.0.get_mut(step)) {
            *count += 1;
        }
    }
}

/// The questions that may be shown, and each side's answers to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tallies {
    /// The questions in order.
    pub questions: Vec<Question>,
    /// Questions that too few of a side answered.
    pub left_out: Vec<Question>,
    /// The answers of each side: a row a person, a column a question.
    answers: [Vec<Vec<Option<u8>>>; 2],
    /// The counts of each side by question.
    pub counts: [Vec<Tally>; 2],
}

impl Tallies {
    /// Counts the answers of both sides; a question that fewer than `minimum_group` people of either side answered, or nobody, is left out.
    pub fn of(sides: [&Side; 2], minimum_group: usize) -> Self {
        let people = || sides.iter().flat_map(|side| &side.respondents);
        let mut asked: Vec<&Question> = people().flat_map(|person| person.answers.keys()).collect();
        asked.sort();
        asked.dedup();
        let answer = |person: &Respondent, question: &Question| {
            person.answers.get(question).copied().filter(|answer| (LOWEST..=HIGHEST).contains(answer))
        };
        let answered = |side: &Side, question: &Question| {
            side.respondents.iter().filter(|person| answer(person, question).is_some()).count()
        };
        let enough =
            |question: &&Question| sides.iter().all(|side| answered(side, question) >= minimum_group.max(1));
        let (shown, left_out): (Vec<&Question>, Vec<&Question>) = asked.into_iter().partition(enough);
        let answers = sides.map(|side| {
            let of = |person: &Respondent| shown.iter().map(|question| answer(person, question)).collect();
            side.respondents.iter().map(of).collect::<Vec<Vec<Option<u8>>>>()
        });
        let mut tallies = Self {
            questions: shown.into_iter().cloned().collect(),
            left_out: left_out.into_iter().cloned().collect(),
            counts: [Vec::new(), Vec::new()],
            answers,
        };
        tallies.counts = tallies.count(|side| (0..tallies.answers[side].len()).collect());
        tallies
    }

    /// How many people a side has.
    pub fn people(&self, side: usize) -> usize {
        self.answers[side].len()
    }

    /// One side's answers, a row a person, a column a question.
    pub fn rows(&self, side: usize) -> &[Vec<Option<u8>>] {
        &self.answers[side]
    }

    /// The counts of each side, were its people these.
    pub fn count(&self, people: impl Fn(usize) -> Vec<usize>) -> [Vec<Tally>; 2] {
        [0, 1].map(|side| {
            let mut counts = vec![Tally::default(); self.questions.len()];
            for person in people(side) {
                counts
                    .iter_mut()
                    .zip(&self.answers[side][person])
                    .for_each(|(tally, answer)| tally.add(*answer));
            }
            counts
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::answers::Area;
    use super::*;

    fn side(body: &str, answers: &[&[(&str, u8)]]) -> Side {
        let person = |answers: &&[(&str, u8)]| Respondent {
            answers: answers
                .iter()
                .map(|(words, answer)| (Question::new(Area::Values, *words), *answer))
                .collect(),
            ..Respondent::default()
        };
        Side { body: body.to_owned(), respondents: answers.iter().map(person).collect() }
    }

    #[test]
    fn a_question_that_too_few_of_one_side_answered_is_left_out_of_everything() {
        let first = side("A", &[&[("candour", 5), ("thrift", 1)], &[("candour", 4), ("thrift", 2)]]);
        let second = side("B", &[&[("candour", 3), ("thrift", 2)], &[("candour", 3)]]);
        let tallies = Tallies::of([&first, &second], 2);
        assert_eq!(tallies.questions, [Question::new(Area::Values, "candour")]);
        assert_eq!(tallies.left_out, [Question::new(Area::Values, "thrift")]);
        assert_eq!(tallies.counts[0][0], Tally([0, 0, 0, 1, 1]));
        assert_eq!(Tallies::of([&first, &second], 1).questions.len(), 2);
    }

    #[test]
    fn the_mean_has_its_place_between_the_ends_of_the_scale() {
        assert_eq!(Tally([1, 0, 0, 0, 1]).mean(), Some(3.0));
        assert_eq!(Tally([0, 0, 0, 0, 2]).place(), Some(1.0));
        assert_eq!(Tally([2, 0, 0, 0, 0]).place(), Some(0.0));
        assert_eq!(Tally::default().mean(), None);
        assert_eq!(Tally([1, 0, 0, 0, 1]).squared_error(), 0.25);
        assert_eq!(
            (Tally([0, 3, 0, 0, 0]).squared_error(), Tally([1, 0, 0, 0, 0]).squared_error()),
            (0.0, 0.0)
        );
        assert_eq!(Tally([1, 0, 2, 0, 0]).answers(), [1.0, 3.0, 3.0]);
    }

    #[test]
    fn an_answer_off_the_scale_is_not_counted() {
        let sides = [
            side("A", &[&[("candour", 0)], &[("candour", 5)]]),
            side("B", &[&[("candour", 6)], &[("candour", 1)]]),
        ];
        let tallies = Tallies::of([&sides[0], &sides[1]], 1);
        assert_eq!(
            (tallies.counts[0][0], tallies.counts[1][0]),
            (Tally([0, 0, 0, 0, 1]), Tally([1, 0, 0, 0, 0]))
        );
        assert!(Tallies::of([&sides[0], &sides[1]], 2).questions.is_empty());
    }

    #[test]
    fn people_may_be_counted_twice_or_not_at_all() {
        let sides = [side("A", &[&[("candour", 5)], &[("candour", 1)]]), side("B", &[&[("candour", 2)]])];
        let tallies = Tallies::of([&sides[0], &sides[1]], 1);
        let counts = tallies.count(|side| if side == 0 { vec![0, 0] } else { vec![0] });
        assert_eq!((counts[0][0], counts[1][0]), (Tally([0, 0, 0, 0, 2]), Tally([0, 1, 0, 0, 0])));
    }
}
