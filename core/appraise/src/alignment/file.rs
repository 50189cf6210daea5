//! Answers from a CSV file: a row for each body, respondent and question.

use std::collections::BTreeMap;

use commonweal_quantity::nearest::{nearest, suggestion};

use super::answers::{Area, HIGHEST, LOWEST, Question, Respondent, Side};

/// The columns.
const COLUMNS: [&str; 4] = ["body", "respondent", "question", "answer"];
/// The role that the respondent's own body is to have.
const OWN_ROLE: &str = "own role";
/// The role that the other body is to have.
const OTHER_ROLE: &str = "other role";
/// What a row looks like.
const EXAMPLE: &str = "a header 'body,respondent,question,answer' and rows such as 'Council,c1,values: We own up to mistakes,4'";

/// Why a file holds no answers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswersError {
    /// Nothing in it.
    #[error("the file has no answers; write {EXAMPLE}")]
    Empty,
    /// A column that is needed is not there.
    #[error("no column is called {wanted}; the columns are {found}; write {EXAMPLE}")]
    NoColumn {
        /// Which.
        wanted: &'static str,
        /// Which there are.
        found: String,
    },
    /// Not a row of text.
    #[error("line {line}: this is not a row of text ({detail}); write {EXAMPLE}")]
    Row {
        /// The line.
        line: u64,
        /// What the reader said.
        detail: String,
    },
    /// A cell that names nobody or nothing.
    #[error("line {line} has no {column}; write one")]
    NoCell {
        /// The line.
        line: u64,
        /// Which column.
        column: &'static str,
    },
    /// A question that says not what it is about.
    #[error(
        "line {line}: '{question}' does not begin with what it is about{meant}; write one of {areas}, a colon and the words, or 'own role' or 'other role'"
    )]
    Area {
        /// The line.
        line: u64,
        /// The question.
        question: String,
        /// What may have been meant.
        meant: String,
        /// The areas.
        areas: String,
    },
    /// An answer off the scale.
    #[error(
        "line {line}: the answer '{answer}' is not a whole number from {LOWEST} to {HIGHEST}; write one, or leave it empty where nobody answered"
    )]
    OffScale {
        /// The line.
        line: u64,
        /// The answer.
        answer: String,
    },
    /// The same question answered twice by one person.
    #[error("line {line}: '{respondent}' of {body} answers '{question}' again; keep one of the answers")]
    Twice {
        /// The line of the second.
        line: u64,
        /// Who.
        respondent: String,
        /// Whose.
        body: String,
        /// Which question.
        question: String,
    },
    /// One body, or none: agreement between bodies takes two.
    #[error("all answers are those of {body}; add those of the body that it would work with")]
    OneBody {
        /// The body.
        body: String,
    },
}

/// Reads the answers of two bodies or more, bodies and people in the order in which they come. A row whose answer is empty counts as not answered.
///
/// # Errors
/// [`AnswersError`], with the line.
pub fn sides_from_csv(text: &str) -> Result<Vec<Side>, AnswersError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| wrong_row(&error))?.clone();
    let place = |wanted: &'static str| {
        let found = || header.iter().collect::<Vec<_>>().join(", ");
        let at = header.iter().position(|column| column.eq_ignore_ascii_case(wanted));
        at.ok_or_else(|| {
            if header.is_empty() {
                AnswersError::Empty
            } else {
                AnswersError::NoColumn { wanted, found: found() }
            }
        })
    };
    let mut places = [0; COLUMNS.len()];
    for (at, wanted) in places.iter_mut().zip(COLUMNS) {
        *at = place(wanted)?;
    }
    let mut gathering = Gathering::default();
    for record in reader.records() {
        let record = record.map_err(|error| wrong_row(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = places.map(|at| record.get(at).unwrap_or_default());
        if cells.iter().any(|cell| !cell.is_empty()) {
            gathering.add(line, cells)?;
        }
    }
    match gathering.sides.as_slice() {
        [] => Err(AnswersError::Empty),
        [side] => Err(AnswersError::OneBody { body: side.body.clone() }),
        _ => Ok(gathering.sides),
    }
}

fn wrong_row(error: &csv::Error) -> AnswersError {
    let line = error.position().map_or(1, csv::Position::line);
    AnswersError::Row { line, detail: error.to_string() }
}

/// What is gathered while the file is read.
#[derive(Default)]
struct Gathering {
    sides: Vec<Side>,
    /// Where each body, and each person of a body, stands.
    bodies: BTreeMap<String, usize>,
    people: BTreeMap<(usize, String), usize>,
}

impl Gathering {
    fn add(&mut self, line: u64, cells: [&str; COLUMNS.len()]) -> Result<(), AnswersError> {
        if let Some(at) = cells.iter().take(3).position(|cell| cell.is_empty()) {
            return Err(AnswersError::NoCell { line, column: COLUMNS[at] });
        }
        let [body, respondent, question, answer] = cells;
        let person = self.person(body, respondent);
        if answer.is_empty() {
            return Ok(());
        }
        let answered_before = match question.to_lowercase().as_str() {
            OWN_ROLE => person.own_role.replace(answer.to_owned()).is_some(),
            OTHER_ROLE => person.other_role.replace(answer.to_owned()).is_some(),
            _ => {
                let question = read_question(line, question)?;
                person.answers.insert(question, read_answer(line, answer)?).is_some()
            }
        };
        if answered_before {
            let [respondent, body, question] = [respondent, body, question].map(str::to_owned);
            return Err(AnswersError::Twice { line, respondent, body, question });
        }
        Ok(())
    }

    fn person(&mut self, body: &str, respondent: &str) -> &mut Respondent {
        let sides = &mut self.sides;
        let side = *self.bodies.entry(body.to_owned()).or_insert_with(|| {
            sides.push(Side { body: body.to_owned(), respondents: Vec::new() });
            sides.len() - 1
        });
        let respondents = &mut sides[side].respondents;
        let person = *self.people.entry((side, respondent.to_owned())).or_insert_with(|| {
            respondents.push(Respondent { name: respondent.to_owned(), ..Respondent::default() });
            respondents.len() - 1
        });
        &mut respondents[person]
    }
}

fn read_question(line: u64, question: &str) -> Result<Question, AnswersError> {
    let (key, words) = question.split_once(':').unwrap_or((question, ""));
    match Area::named(&key.trim().to_lowercase()) {
        Some(area) if !words.trim().is_empty() => Ok(Question::new(area, words.trim())),
        _ => {
            let areas = Area::ALL.map(Area::key);
            let meant = suggestion(nearest(key, areas));
            Err(AnswersError::Area { line, question: question.to_owned(), meant, areas: areas.join(", ") })
        }
    }
}

fn read_answer(line: u64, answer: &str) -> Result<u8, AnswersError> {
    let read = answer.parse().ok().filter(|answer| (LOWEST..=HIGHEST).contains(answer));
    read.ok_or_else(|| AnswersError::OffScale { line, answer: answer.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "body,respondent,question,answer\n";

    fn read(rows: &str) -> Result<Vec<Side>, AnswersError> {
        sides_from_csv(&format!("{HEADER}{rows}"))
    }

    #[test]
    fn people_are_gathered_by_body_in_whatever_order_their_rows_come() {
        let sides =
            read("A,1,values: candour,4\nB,1,Values:  candour ,2\nA,1,own role,lead\nA,2,values: candour,\n")
                .unwrap();
        let question = Question::new(Area::Values, "candour");
        assert_eq!(sides.iter().map(|side| side.respondents.len()).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(sides[0].respondents[0].answers[&question], 4);
        assert_eq!(sides[0].respondents[0].own_role.as_deref(), Some("lead"));
        assert!(sides[0].respondents[1].answers.is_empty());
        assert_eq!(sides[1].respondents[0].answers[&question], 2);
    }

    #[test]
    fn each_mistake_is_told_with_its_line() {
        let said = |rows: &str| read(rows).unwrap_err().to_string();
        assert_eq!(read(""), Err(AnswersError::Empty));
        assert_eq!(sides_from_csv(""), Err(AnswersError::Empty));
        let columns = sides_from_csv("body,who,question,answer\n").unwrap_err();
        assert_eq!(
            columns,
            AnswersError::NoColumn { wanted: "respondent", found: "body, who, question, answer".to_owned() }
        );
        assert_eq!(read("A,1,values: candour,4\n"), Err(AnswersError::OneBody { body: "A".to_owned() }));
        assert_eq!(
            read("A,,values: candour,4\n"),
            Err(AnswersError::NoCell { line: 2, column: "respondent" })
        );
        assert!(said("A,1,value: candour,4\n").contains(
            "line 2: 'value: candour' does not begin with what it is about; did you mean 'values'?"
        ));
        assert!(matches!(read("A,1,values,4\n"), Err(AnswersError::Area { line: 2, .. })));
        assert_eq!(
            read("A,1,values: candour,6\n"),
            Err(AnswersError::OffScale { line: 2, answer: "6".to_owned() })
        );
        assert!(
            said("A,1,values: candour,4\nA,1,values: candour,4\n").starts_with("line 3: '1' of A answers")
        );
        assert!(said("A,1,own role,lead\nA,1,own role,equal\n").starts_with("line 3"));
    }
}
