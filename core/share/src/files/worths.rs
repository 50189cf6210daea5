//! What coalitions are worth, from a file.

use std::collections::BTreeMap;

use super::{FileError, Form, Place, Row, Table};
use crate::coalition::{Coalition, MOST_BODIES};
use crate::game::{Game, MOST_PLAYERS, Worths};

/// What a file of worths looks like.
const EXAMPLE: &str = "a header 'coalition,worth' and rows such as 'Council+Trust,120000'";
const COALITION: [&str; 13] = [
    "coalition",
    "coalitions",
    "group",
    "bodies",
    "members",
    "players",
    "partners",
    "who",
    "subset",
    "set",
    "name",
    "s",
    "body",
];
const WORTH: [&str; 13] = [
    "worth", "worths", "value", "values", "v", "amount", "gain", "gains", "saving", "savings", "payoff",
    "benefit", "total",
];
const COST: [&str; 4] = ["cost", "costs", "c", "expense"];

/// What a coalition is worth that the file does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// An error, with its name.
    Refused,
    /// Nothing.
    Zero,
    /// What its members are worth alone.
    Additive,
}

/// The worths that a file gives, and the bodies in the order in which it names them.
#[derive(Debug, Clone, PartialEq)]
pub struct WorthTable {
    /// The bodies by name.
    pub bodies: Vec<String>,
    /// Worth by coalition, the empty one left out.
    pub worth: BTreeMap<Coalition, f64>,
    /// Costs where the column says so.
    pub worths: Worths,
}

impl WorthTable {
    /// Reads a file's text.
    ///
    /// A coalition is its bodies' names joined by `+`, `;`, `|`, a comma in quotes, `&` or `and`, in braces or not; by spaces or by nothing where the single names are
    /// rows of their own (`A`, `B`, `A B` or `AB`). A table with a column for each body, 1 where it is in, does as well.
    ///
    /// # Errors
    /// What is wrong with its place: no rows, no such column, no amount, a coalition twice, a worth for nobody, too many bodies.
    pub fn read(text: &str, form: Form) -> Result<Self, FileError> {
        let table = Table::read(text, form, EXAMPLE)?;
        let (worth_column, worths) = match (table.column(&WORTH), table.column(&COST)) {
            (Some(column), _) => (Some(column), Worths::Gains),
            (None, Some(column)) => (Some(column), Worths::Costs),
            (None, None) => (None, Worths::Gains),
        };
        match (table.column(&COALITION), worth_column) {
            (None, Some(worth)) if table.columns.len() > 2 => by_membership(&table, worth, worths),
            (None, None) if table.columns.iter().all(String::is_empty) && table.columns.len() > 1 => {
                by_name(&table, 0, 1, worths)
            }
            (coalition, worth) => {
                let by_position = |column: Option<usize>, position: usize, wanted| {
                    column.map_or_else(|| table.column_or(&[], position, wanted), Ok)
                };
                let coalition = by_position(coalition, 0, "coalition")?;
                by_name(&table, coalition, by_position(worth, 1, "worth")?, worths)
            }
        }
    }

    /// The game of all coalitions, up to 24 bodies.
    ///
    /// # Errors
    /// [`FileError::MissingCoalition`] with the name of the first that the file lacks, where `missing` refuses; [`FileError::MissingAlone`].
    pub fn tabulated(&self, missing: Missing) -> Result<Result<Game, crate::ShareError>, FileError> {
        let players = self.bodies.len();
        if players <= MOST_PLAYERS {
            self.check_complete(missing, (1..1 << players).map(Coalition::at))?;
        }
        Ok(Game::tabulate(players, |coalition| self.worth_of(coalition, missing)))
    }

    /// What a coalition is worth.
    pub fn worth_of(&self, coalition: Coalition, missing: Missing) -> f64 {
        let alone = || coalition.members().filter_map(|body| self.worth.get(&Coalition::alone(body))).sum();
        let unlisted = || if missing == Missing::Additive { alone() } else { 0.0 };
        self.worth.get(&coalition).copied().unwrap_or_else(unlisted)
    }

    /// That every coalition has a worth, or what it takes to say one.
    fn check_complete(
        &self,
        missing: Missing,
        mut all: impl Iterator<Item = Coalition>,
    ) -> Result<(), FileError> {
        match missing {
            Missing::Zero => Ok(()),
            Missing::Additive => self.check_alone(),
            Missing::Refused => {
                let Some(first) = all.find(|coalition| !self.worth.contains_key(coalition)) else {
                    return Ok(());
                };
                let given = self.worth.len();
                Err(FileError::MissingCoalition {
                    first: first.named(&self.bodies),
                    missing: ((1 << self.bodies.len()) - 1) - given,
                })
            }
        }
    }

    /// That each body has a worth alone.
    ///
    /// # Errors
    /// [`FileError::MissingAlone`].
    pub fn check_alone(&self) -> Result<(), FileError> {
        let lacks = |body: &usize| !self.worth.contains_key(&Coalition::alone(*body));
        match (0..self.bodies.len()).find(lacks) {
            None => Ok(()),
            Some(body) => Err(FileError::MissingAlone(self.bodies[body].clone())),
        }
    }
}

/// One column of coalitions, one of worths.
fn by_name(table: &Table, coalition: usize, worth: usize, worths: Worths) -> Result<WorthTable, FileError> {
    // Without a header, each row is the names of a coalition and its worth.
    let width = if table.columns.iter().all(String::is_empty) { 2 } else { table.columns.len() };
    let rows = table
        .rows
        .iter()
        .map(|row| rejoined(row, width, table.delimiter))
        .collect::<Result<Vec<Row>, _>>()?;
    let separators = Separators::of(rows.iter().map(|row| row.cell(coalition)));
    let mut found = Found {
        worths: WorthTable { bodies: Vec::new(), worth: BTreeMap::new(), worths },
        places: BTreeMap::new(),
    };
    let names: Vec<Vec<String>> = rows.iter().map(|row| separators.names(row.cell(coalition))).collect();
    // Single bodies first, so that their order is that of the file and "all" is known to be everybody.
    for (row, names) in rows.iter().zip(&names) {
        if let [name] = names.as_slice()
            && !is_everybody(name)
        {
            found.position(name, &row.place)?;
        }
    }
    for (row, names) in rows.iter().zip(&names) {
        for name in names.iter().filter(|name| !is_everybody(name)) {
            found.position(name, &row.place)?;
        }
    }
    for (row, names) in rows.iter().zip(&names) {
        let mut members = Coalition::EMPTY;
        for name in names {
            members = if is_everybody(name) {
                Coalition::grand(found.worths.bodies.len())
            } else {
                members.with(found.position(name, &row.place)?)
            };
        }
        found.add(members, table.amount(row, worth)?, row.place.clone())?;
    }
    Ok(found.worths)
}

/// A column a body, 1 where it is a member, and one of worths.
fn by_membership(table: &Table, worth: usize, worths: Worths) -> Result<WorthTable, FileError> {
    let columns: Vec<usize> = (0..table.columns.len()).filter(|column| *column != worth).collect();
    let bodies: Vec<String> = columns.iter().map(|column| table.columns[*column].clone()).collect();
    if bodies.len() > MOST_BODIES {
        return Err(FileError::TooManyBodies { place: Place::Line(1) });
    }
    let mut found =
        Found { worths: WorthTable { bodies, worth: BTreeMap::new(), worths }, places: BTreeMap::new() };
    for row in &table.rows {
        let mut members = Coalition::EMPTY;
        for (body, column) in columns.iter().enumerate() {
            match row.cell(*column).to_lowercase().as_str() {
                "1" | "x" | "yes" | "true" | "y" | "1.0" => members = members.with(body),
                "" | "0" | "no" | "false" | "n" | "-" | "0.0" => {}
                _ => return Err(table.lacks("coalition")),
            }
        }
        found.add(members, table.amount(row, worth)?, row.place.clone())?;
    }
    Ok(found.worths)
}

/// What has been read so far, with the places that it stands at.
struct Found {
    worths: WorthTable,
    places: BTreeMap<Coalition, Place>,
}

impl Found {
    fn position(&mut self, name: &str, place: &Place) -> Result<usize, FileError> {
        let bodies = &mut self.worths.bodies;
        if let Some(at) = bodies.iter().position(|known| known == name) {
            return Ok(at);
        }
        if bodies.len() == MOST_BODIES {
            return Err(FileError::TooManyBodies { place: place.clone() });
        }
        bodies.push(name.to_owned());
        Ok(bodies.len() - 1)
    }

    fn add(&mut self, coalition: Coalition, worth: f64, place: Place) -> Result<(), FileError> {
        if coalition.is_empty() {
            let text = worth.to_string();
            return if worth == 0.0 { Ok(()) } else { Err(FileError::WorthOfNobody { place, text }) };
        }
        if let Some(first) = self.places.get(&coalition) {
            let what = format!("the worth of {}", coalition.named(&self.worths.bodies));
            return Err(FileError::Twice { what, first: first.clone(), second: place });
        }
        self.worths.worth.insert(coalition, worth);
        self.places.insert(coalition, place);
        Ok(())
    }
}

/// A coalition that was written with commas outside quotes is put together again; an amount so written is refused.
fn rejoined(row: &Row, width: usize, delimiter: Option<u8>) -> Result<Row, FileError> {
    if row.cells.len() <= width || delimiter.is_none() {
        return Ok(row.clone());
    }
    let refused = || FileError::UnquotedComma { place: row.place.clone() };
    if width != 2 {
        return Err(refused());
    }
    let Some((worth, names)) = row.cells.split_last() else { return Err(refused()) };
    // "Council,1,200" reads as an amount of 1,200 more likely than as a body called 1.
    if names.last().is_some_and(|name| super::amount(name).is_some())
        && worth.split('.').next().is_some_and(|w| w.len() == 3)
    {
        return Err(refused());
    }
    Ok(Row { place: row.place.clone(), cells: vec![names.join("+"), worth.clone()] })
}

fn is_everybody(name: &str) -> bool {
    matches!(
        name.to_lowercase().as_str(),
        "all" | "everyone" | "everybody" | "grand coalition" | "all together"
    )
}

/// What separates names in a file's coalitions.
enum Separators {
    /// One of these signs.
    Signs(&'static [char]),
    /// The word between two names.
    And,
    /// Spaces, or nothing, between names that have rows of their own.
    Single(Vec<String>),
}

const SIGNS: [char; 5] = ['+', ';', '|', ',', '∪'];

impl Separators {
    /// The most telling that the file uses: "Health & Care" is one name where other coalitions are written with plus signs.
    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let texts: Vec<String> = texts.map(bare).collect();
        let any = |signs: &[char]| texts.iter().any(|text| text.contains(signs));
        if any(&SIGNS) {
            Self::Signs(&SIGNS)
        } else if any(&['&']) {
            Self::Signs(&['&'])
        } else if texts.iter().any(|text| text.contains(" and ")) {
            Self::And
        } else {
            Self::Single(texts.into_iter().filter(|text| !text.contains(' ') && !text.is_empty()).collect())
        }
    }

    fn names(&self, text: &str) -> Vec<String> {
        let text = bare(text);
        let words = |separated: &mut dyn Iterator<Item = &str>| -> Vec<String> {
            separated
                .map(|name| name.trim().trim_matches('"').to_owned())
                .filter(|name| !name.is_empty())
                .collect()
        };
        if matches!(text.to_lowercase().as_str(), "" | "∅" | "none" | "nobody" | "empty" | "empty set") {
            return Vec::new();
        }
        let single = match self {
            Self::Signs(signs) => return words(&mut text.split(*signs)),
            Self::And => return words(&mut text.split(" and ")),
            Self::Single(single) => single,
        };
        let known = |name: &str| single.iter().any(|single| single == name);
        if text.contains(' ') && text.split_whitespace().all(known) {
            return words(&mut text.split_whitespace());
        }
        let letters: Vec<String> = text.chars().map(String::from).collect();
        let ten_or_more = single.iter().filter(|name| name.chars().count() == 1).count() > 9 && known("10");
        if letters.len() > 1 && letters.iter().all(|letter| known(letter)) && !ten_or_more {
            return letters;
        }
        vec![text]
    }
}

/// Without braces, brackets and quotes around it.
fn bare(text: &str) -> String {
    text.trim().trim_matches(|c: char| "{}[]()\"".contains(c)).trim().to_owned()
}
