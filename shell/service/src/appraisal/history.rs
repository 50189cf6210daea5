//! What a body has been in before (A3): partnerships as their records tell them, with what each would tell a neighbour, and appraisals that
//! came to an end, "no" and "not now" among them, and how regulators rated it.

use commonweal_appraise::side_by_side::{Both, Side};
use commonweal_record::entry::{BodyId, Instant};
use commonweal_record::fact::Date;
use commonweal_record::fact::kinds::members::{AppraisalOutcome, Style};
use commonweal_record::fact::kinds::risk::RatingPublished;
use commonweal_record::partnership::Partnership;

use super::opening::same;
use super::seat::now;
use super::{AppraisalError, kept};
use crate::record::{Logs, REGISTER};

/// Lessons that are told of a partnership, the latest first.
const LESSONS: usize = 3;

/// Ratings that are told of a body.
const RATINGS: usize = 3;

/// A partnership that a body has been in, or is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// Its short name, for addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its style; none before it was proposed.
    pub style: Option<Style>,
    /// How the body stands in it.
    pub part: Part,
    /// Bodies that said what they gain, of those that are or were partners. Two or more: it was sought.
    pub said_what_they_gain: usize,
    /// Those that are or were partners.
    pub partners: usize,
    /// Evaluations attached.
    pub evaluations: usize,
    /// The latest lessons, each with its day.
    pub lessons: Vec<(Instant, String)>,
}

/// How a body stands in a partnership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A partner.
    Partner,
    /// It was one.
    Left,
    /// Known in it, and never a partner.
    Known,
}

/// An appraisal that came to an end for a side, on a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The names of the two.
    pub names: Both<String>,
    /// The style.
    pub style: Style,
    /// What each concluded on the record: outcome, day, and the day to look again. Reasons are for the two alone.
    pub ends: Both<Option<(AppraisalOutcome, Instant, Option<Date>)>>,
    /// The log that says so.
    pub slug: String,
}

/// How a regulator rated a body, as a record tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rated {
    /// What it said.
    pub fact: RatingPublished,
    /// The log that tells it.
    pub slug: String,
    /// The entry.
    pub entry: u64,
}

/// The history of a body, by its name, as far as this place knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    /// Partnerships, by name.
    pub partnerships: Vec<Past>,
    /// Appraisals that came to an end, the latest first.
    pub appraisals: Vec<Earlier>,
    /// The latest ratings, the newest first; one that several records tell is told once.
    pub ratings: Vec<Rated>,
}

/// What this place knows of a body's past.
///
/// # Errors
/// What the store says.
pub fn of(logs: &Logs, name: &str) -> Result<History, AppraisalError> {
    let body = logs.look(REGISTER, |log| {
        let bodies = &log.view().partnership.members.bodies;
        bodies.iter().find(|(_, known)| same(known.name(), name)).map(|(body, _)| body.clone())
    })?;
    let appraisals = earlier(logs, name)?;
    let (mut partnerships, mut ratings) = (Vec::new(), Vec::new());
    if let Some(body) = body {
        logs.each_knowing(&[&body], |slug, log| {
            let is_appraisal_alone = appraisals.iter().any(|it| it.slug == slug)
                && log.view().partnership.members.partners.is_empty();
            if !is_appraisal_alone {
                partnerships.push(past(slug, &log.view().partnership, &body));
            }
            ratings.extend(rated(slug, &log.view().partnership, &body));
            Ok::<_, AppraisalError>(())
        })?;
    }
    partnerships.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(History { partnerships, appraisals, ratings: newest(ratings) })
}

/// The newest few, each once.
fn newest(mut ratings: Vec<Rated>) -> Vec<Rated> {
    ratings.sort_by(|one, other| (other.fact.on, &one.slug).cmp(&(one.fact.on, &other.slug)));
    let mut told: Vec<Rated> = Vec::new();
    for rating in ratings {
        if !told.iter().any(|before| before.fact == rating.fact) {
            told.push(rating);
        }
    }
    told.truncate(RATINGS);
    told
}

fn rated(slug: &str, partnership: &Partnership, body: &BodyId) -> Vec<Rated> {
    let told = partnership.programme.ratings.iter().filter(|told| told.fact.body == *body);
    told.map(|told| Rated { fact: told.fact.clone(), slug: slug.to_owned(), entry: told.seq }).collect()
}

fn past(slug: &str, partnership: &Partnership, body: &BodyId) -> Past {
    let members = &partnership.members;
    let proposed = members.proposed.last().map(|told| &told.fact);
    let part = match members.partners.contains_key(body) {
        true if members.is_partner(body) => Part::Partner,
        true => Part::Left,
        false => Part::Known,
    };
    let gains = |body: &&BodyId| members.benefits.iter().any(|told| told.body == **body);
    let lessons = partnership.evidence.lessons.iter().rev().take(LESSONS);
    Past {
        slug: slug.to_owned(),
        name: proposed.map_or_else(|| slug.to_owned(), |it| it.name.to_string()),
        style: proposed.map(|it| it.style),
        part,
        said_what_they_gain: members.partners.keys().filter(gains).count(),
        partners: members.partners.len(),
        evaluations: partnership.evidence.evaluations.len(),
        lessons: lessons.map(|told| (told.at, told.fact.title.to_string())).collect(),
    }
}

fn earlier(logs: &Logs, name: &str) -> Result<Vec<Earlier>, AppraisalError> {
    let place = logs.place();
    let mut found = Vec::new();
    for (_, stored) in kept::all(place, now(place)?)? {
        let names = stored.names();
        let is_of = Side::BOTH.iter().any(|side| same(names.of(*side), name));
        let Some(slug) = stored.slug.clone().filter(|_| is_of) else { continue };
        let end = |side: Side| {
            let end = stored.parties.of(side).end.as_ref().filter(|end| end.entry.is_some())?;
            Some((end.outcome, end.at, end.again))
        };
        let ends = Both { asking: end(Side::Asking), asked: end(Side::Asked) };
        let names = Both { asking: names.asking.to_owned(), asked: names.asked.to_owned() };
        found.push(Earlier { names, style: stored.style, ends, slug });
    }
    let latest = |it: &Earlier| Side::BOTH.iter().filter_map(|side| it.ends.of(*side).map(|end| end.1)).max();
    found.sort_by_key(|it| std::cmp::Reverse(latest(it)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use commonweal_record::fact::{Title, kinds::risk::Rating};

    use super::*;

    #[test]
    fn the_newest_ratings_are_told_and_one_of_two_records_once() {
        let rated = |slug: &str, on: &str, rating| Rated {
            fact: RatingPublished {
                body: "council".parse().unwrap(),
                rating,
                by: Title::new("Northdown Inspectorate (fictional)").unwrap(),
                on: Date::new(on).unwrap(),
            },
            slug: slug.to_owned(),
            entry: 1,
        };
        let all = [
            rated("falls", "2025-02-01", Rating::Inadequate),
            rated("homes", "2026-03-01", Rating::Good),
            rated("falls", "2026-03-01", Rating::Good),
            rated("falls", "2024-02-01", Rating::Adequate),
            rated("falls", "2023-02-01", Rating::Adequate),
        ];
        let told = newest(all.to_vec());
        let told: Vec<(&str, String)> =
            told.iter().map(|it| (it.slug.as_str(), it.fact.on.to_string())).collect();
        let wanted = [("falls", "2026-03-01"), ("falls", "2025-02-01"), ("falls", "2024-02-01")];
        assert_eq!(told, wanted.map(|(slug, on)| (slug, on.to_owned())));
    }
}
