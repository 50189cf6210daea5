//! The fields of the forms in which options are written down, read.
//!
//! Fields that there may be several of are numbered from 1: `criterion_1`, `gate_1`, `score_1`, `line_1_amount`.

pub mod filled;

use std::collections::BTreeMap;
use std::str::FromStr;

use commonweal_quantity::Pence;
use commonweal_value::model::Sort;
use commonweal_value::options::file::OptionKind;
use commonweal_value::options::sheet::{Amount, AmountSort, Draft, Estimate, Frame, Verdict, Weight};

/// The most budgets, and the most gates.
pub const MOST_LISTED: usize = 10;
/// The most criteria.
pub const MOST_CRITERIA: usize = 6;
/// The most amounts of an option.
pub const MOST_LINES: usize = 20;
/// The most characters of a name, and of any other text.
pub const MOST_CHARACTERS: usize = 200;
/// The most years that are looked at.
pub const MOST_YEARS: usize = 60;
/// Percentages that were rounded to a hundredth still add up. It is half of what the file of options lets pass, so that whatever is taken here is taken there.
const ROUNDING: f64 = 0.05;
/// A billion pounds: more is a slip of the pen.
const MOST_PENCE: Pence = Pence(100_000_000_000);

/// What part an option plays, by the word of the form.
pub const KINDS: [(&str, OptionKind); 3] = [
    ("usual", OptionKind::BusinessAsUsual),
    ("least", OptionKind::DoMinimum),
    ("change", OptionKind::Change),
];

/// What an amount is, by the word of the form.
pub const SORTS: [(&str, AmountSort); 4] = [
    ("cost", AmountSort::Cost),
    ("cash", AmountSort::Benefit(Sort::CashReleasing)),
    ("capacity", AmountSort::Benefit(Sort::CapacityFreed)),
    ("social", AmountSort::Benefit(Sort::Social)),
];

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {says}")]
pub struct Wrong {
    /// The field.
    pub field: String,
    /// What to do, as a sentence.
    pub says: String,
}

/// Fields, and what was found wrong with them so far.
struct Fields<'a> {
    given: &'a [(String, String)],
    wrong: Vec<Wrong>,
}

/// What every option is weighed on.
///
/// # Errors
/// What is wrong, by field, in the order of the form.
pub fn frame(given: &[(String, String)]) -> Result<Frame, Vec<Wrong>> {
    let mut fields = Fields { given, wrong: Vec::new() };
    let prices = fields.parsed("prices", "Write the year in whose prices you count, such as 2024/25");
    let years = fields.parsed("years", &format!("Write a whole number of years, from 1 to {MOST_YEARS}"));
    let years = years.filter(|years| {
        let fits = (1..=MOST_YEARS).contains(years);
        fields.unless(fits, "years", &format!("Write a whole number of years, from 1 to {MOST_YEARS}"));
        fits
    });
    let budgets = fields.listed("budgets");
    fields.unless(!budgets.is_empty(), "budgets", "Write at least one budget, a line for each");
    let gates = fields.listed("gates");
    let criteria = fields.criteria();
    match (prices, years, fields.wrong.is_empty()) {
        (Some(prices), Some(years), true) => Ok(Frame { prices, years, budgets, gates, criteria }),
        _ => Err(fields.wrong),
    }
}

/// An option on its frame; `taken` are the names of the others.
///
/// # Errors
/// What is wrong, by field, in the order of the form.
pub fn option(frame: &Frame, taken: &[&str], given: &[(String, String)]) -> Result<Draft, Vec<Wrong>> {
    let mut fields = Fields { given, wrong: Vec::new() };
    let name = fields.needed("name", "Give the option a name");
    fields.unless(!taken.contains(&name.as_str()), "name", "Another option has this name: give each its own");
    let kind = KINDS.into_iter().find(|(word, _)| Some(*word) == fields.get("kind")).map(|(_, kind)| kind);
    fields.unless(kind.is_some(), "kind", "Choose what part it plays");
    let delivered_by =
        fields.needed("delivered_by", "Say who would deliver it: no sector is taken for granted");
    let gates =
        (1..).zip(&frame.gates).filter_map(|(number, gate)| Some((gate.clone(), fields.verdict(number)?)));
    let gates: BTreeMap<String, Verdict> = gates.collect();
    let scores =
        (1..).zip(&frame.criteria).filter_map(|(number, of)| Some((of.title.clone(), fields.score(number)?)));
    let scores: BTreeMap<String, Estimate<f64>> = scores.collect();
    let mut lines: Vec<Amount> = Vec::new();
    for number in 1..=MOST_LINES {
        if let Some(line) = fields.line(number, frame, &lines) {
            lines.push(line);
        }
    }
    match (kind, fields.wrong.is_empty()) {
        (Some(kind), true) => Ok(Draft { name, kind, delivered_by, gates, scores, lines }),
        _ => Err(fields.wrong),
    }
}

impl<'a> Fields<'a> {
    fn get(&self, field: &str) -> Option<&'a str> {
        let found = self.given.iter().rev().find(|(name, _)| name == field);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    fn unless(&mut self, is_right: bool, field: &str, says: &str) {
        // The first thing that is wrong with a field is told.
        if !is_right && !self.wrong.iter().any(|wrong| wrong.field == field) {
            self.wrong.push(Wrong { field: field.to_owned(), says: format!("{says}.") });
        }
    }

    /// A text, or what to write.
    fn needed(&mut self, field: &str, says: &str) -> String {
        let text = self.get(field).unwrap_or_default();
        self.unless(!text.is_empty(), field, says);
        self.shortened(field, text);
        text.to_owned()
    }

    fn shortened(&mut self, field: &str, text: &str) {
        let fits = text.chars().count() <= MOST_CHARACTERS;
        self.unless(fits, field, &format!("Shorten it to {MOST_CHARACTERS} characters"));
    }

    fn parsed<T: FromStr>(&mut self, field: &str, says: &str) -> Option<T> {
        let read = self.get(field).and_then(|text| text.parse().ok());
        self.unless(read.is_some(), field, says);
        read
    }

    /// What is read where something stands there.
    fn optional<T: FromStr>(&mut self, field: &str, says: &str) -> Option<T> {
        self.get(field)?;
        self.parsed(field, says)
    }

    /// A line each.
    fn listed(&mut self, field: &str) -> Vec<String> {
        let mut listed: Vec<String> = Vec::new();
        for line in self.get(field).unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty())
        {
            self.shortened(field, line);
            self.unless(!listed.iter().any(|before| before == line), field, "Write each once");
            listed.push(line.to_owned());
        }
        self.unless(listed.len() <= MOST_LISTED, field, &format!("Write at most {MOST_LISTED} lines"));
        listed
    }

    fn percent(&mut self, field: &str) -> Option<f64> {
        let text = self.get(field)?;
        let read = text.trim_end_matches('%').trim_end().parse::<f64>().ok();
        let read = read.filter(|percent| (0.0..=100.0).contains(percent));
        self.unless(read.is_some(), field, "Write a percentage from 0 to 100");
        read
    }

    fn criteria(&mut self) -> Vec<Weight> {
        let mut criteria: Vec<Weight> = Vec::new();
        let mut first = None;
        for number in 1..=MOST_CRITERIA {
            let field = |of: &str| format!("{of}_{number}");
            let ends = [self.percent(&field("least")), self.percent(&field("most"))];
            let weight = self.percent(&field("weight"));
            let Some(title) = self.get(&field("criterion")) else {
                let is_empty = ["weight", "least", "most"].iter().all(|of| self.get(&field(of)).is_none());
                self.unless(
                    is_empty,
                    &field("criterion"),
                    "Say what this weight is of, or take the weight away",
                );
                continue;
            };
            first = first.or(Some(number));
            self.shortened(&field("criterion"), title);
            let is_new = criteria.iter().all(|before| before.title != title);
            self.unless(is_new, &field("criterion"), "Write each once");
            self.unless(weight.is_some(), &field("weight"), "Agree on a weight, in percent of all");
            let range = match (ends, weight) {
                ([Some(least), Some(most)], Some(weight)) if least <= weight && weight <= most => {
                    Some([least, most])
                }
                ([None, None], _) | (_, None) => None,
                _ => {
                    let says =
                        "Write the least and the most that anybody would give it, around the agreed weight";
                    self.unless(false, &field("least"), says);
                    None
                }
            };
            criteria.push(Weight { title: title.to_owned(), percent: weight.unwrap_or_default(), range });
        }
        let sum = criteria.iter().map(|weight| weight.percent).sum::<f64>();
        if let Some(first) = first.filter(|_| (sum - 100.0).abs() > ROUNDING) {
            let says = format!("Agree on weights that add up to 100: these come to {sum:.1}");
            self.unless(false, &format!("weight_{first}"), &says);
        }
        criteria
    }

    /// Whether a gate is met; none while nobody has said.
    fn verdict(&mut self, number: usize) -> Option<Verdict> {
        let why = format!("gate_{number}_why");
        match self.get(&format!("gate_{number}"))? {
            "yes" => Some(Verdict::Met),
            "no" => Some(Verdict::NotMet(self.needed(&why, "Say why it does not meet this"))),
            _ => {
                self.unless(false, &format!("gate_{number}"), "Choose yes or no");
                None
            }
        }
    }

    fn score(&mut self, number: usize) -> Option<Estimate<f64>> {
        let (field, says) = (format!("score_{number}"), "Score from 0, the worst, to 100, the best");
        let estimate =
            self.estimate::<f64>(&field, &format!("{field}_low"), &format!("{field}_high"), says)?;
        let [low, high] = estimate.range.unwrap_or([estimate.likely; 2]);
        self.unless((0.0..=100.0).contains(&low) && high <= 100.0, &field, says);
        Some(estimate)
    }

    /// A figure, and both of its ends or neither.
    fn estimate<T: FromStr + PartialOrd + Copy>(
        &mut self,
        likely: &str,
        low: &str,
        high: &str,
        says: &str,
    ) -> Option<Estimate<T>> {
        let ends = [self.optional::<T>(low, says), self.optional::<T>(high, says)];
        let has_ends = [low, high].map(|end| self.get(end).is_some());
        if self.get(likely).is_none() {
            self.unless(has_ends == [false; 2], likely, "Say what is most likely between the two");
            return None;
        }
        let value = self.optional::<T>(likely, says)?;
        let range = match (ends, has_ends) {
            ([Some(low), Some(high)], _) if low <= value && value <= high && low < high => Some([low, high]),
            (_, [false, false]) => None,
            _ => {
                let says = "Write the lowest and the highest that it can be, with what is most likely between them, or neither";
                self.unless(false, low, says);
                None
            }
        };
        Some(Estimate { likely: value, range })
    }

    /// An amount; none where the line is empty.
    fn line(&mut self, number: usize, frame: &Frame, before: &[Amount]) -> Option<Amount> {
        let field = |of: &str| format!("line_{number}_{of}");
        if ["what", "amount", "low", "high", "source"].iter().all(|of| self.get(&field(of)).is_none()) {
            return None;
        }
        let name = self.needed(&field("what"), "Say what this amount is for");
        let is_new = before.iter().all(|line| line.name != name);
        self.unless(is_new, &field("what"), "Another amount of this option has this name: give each its own");
        let sort = SORTS.into_iter().find(|(word, _)| Some(*word) == self.get(&field("sort")));
        self.unless(sort.is_some(), &field("sort"), "Choose what this amount is");
        let budget =
            self.get(&field("budget")).filter(|budget| frame.budgets.iter().any(|listed| listed == budget));
        self.unless(budget.is_some(), &field("budget"), "Choose whose budget it is");
        let says = "Write an amount of money a year, such as £12,500";
        let a_year = self.estimate::<Pence>(&field("amount"), &field("low"), &field("high"), says);
        self.unless(a_year.is_some(), &field("amount"), says);
        if let Some(Estimate { likely, range }) = a_year {
            let [low, high] = range.unwrap_or([likely; 2]);
            let fits = Pence::ZERO <= low && high <= MOST_PENCE;
            self.unless(
                fits,
                &field("amount"),
                "Write an amount from £0 to £1bn: a cost and a benefit are told apart by what the amount is",
            );
        }
        let begins = format!("Let it begin in a year from 1 to {}", frame.years);
        let from_year = self.optional::<usize>(&field("from"), &begins).unwrap_or(1);
        self.unless((1..=frame.years).contains(&from_year), &field("from"), &begins);
        let rest = (frame.years + 1).saturating_sub(from_year);
        let lasts = format!("Write a number of years from 1 to {rest}, or nothing for 'to the end'");
        let years = self.optional::<usize>(&field("years"), &lasts);
        self.unless(years.is_none_or(|years| (1..=rest).contains(&years)), &field("years"), &lasts);
        let source = self.needed(
            &field("source"),
            "Say where the figure comes from: a ledger, a quotation, somebody's judgement",
        );
        let (_, sort) = sort?;
        Some(Amount { name, sort, budget: budget?.to_owned(), a_year: a_year?, from_year, years, source })
    }
}

#[cfg(test)]
mod tests;
