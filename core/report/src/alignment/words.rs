//! An alignment in plain words.

use commonweal_appraise::alignment::human_factors::{Feeling, RoleCompared};
use commonweal_appraise::alignment::{Alignment, Reading};

use crate::number::percent;
use crate::valuation::words::probability;
use crate::words::counted;

/// Which mode it is, or that none can be told.
pub(crate) fn headline(alignment: &Alignment) -> String {
    let [first, second] = &alignment.bodies;
    match &alignment.reading {
        Reading::Told(mode) => format!("{first} and {second} look {}: {}.", mode.title(), mode.meaning()),
        Reading::CannotTell(reason) => {
            format!("Whether {first} and {second} are aligned cannot be told: {reason}.")
        }
    }
}

/// What stands below the headline.
pub(crate) fn sentences(alignment: &Alignment) -> Vec<String> {
    let mut sentences: Vec<String> = alignment.margins.map(|_| sureness(alignment)).into_iter().collect();
    sentences.extend(comfort(alignment));
    sentences.extend(alignment.human_factors.roles.iter().filter_map(role));
    if !alignment.left_out.is_empty() {
        sentences.push(format!(
            "{} left out: fewer than {} of a side answered.",
            were(alignment.left_out.len(), "question"),
            alignment.terms.minimum_group
        ));
    }
    if alignment.terms.minimum_group < 3 {
        sentences.push(
            "The minimum group is so small that what one person answered can be seen; keep this among those who answered."
                .to_owned(),
        );
    }
    sentences
}

fn were(count: usize, noun: &str) -> String {
    format!("{} {}", counted(count, noun), if count == 1 { "was" } else { "were" })
}

fn sureness(alignment: &Alignment) -> String {
    match &alignment.probabilities {
        Some(told) => format!(
            "Drawn again and again from the {} people who answered, it looks naive in {}, unravelling in {}, genuine in {} and like none of them in {} of {} draws.",
            alignment.respondents.iter().sum::<usize>(),
            probability(told.naive),
            probability(told.unravelling),
            probability(told.genuine),
            probability(told.none),
            crate::number::count(told.draws)
        ),
        None => {
            "How sure that is cannot be told: a side has fewer than three people to draw from.".to_owned()
        }
    }
}

fn comfort(alignment: &Alignment) -> Option<String> {
    let [first, second] = &alignment.bodies;
    let [here, there] = alignment.human_factors.feelings;
    Some(match (here?, there?) {
        (Feeling::AtEase, Feeling::AtEase) => {
            "Both sides are at ease with the other's size and sector.".to_owned()
        }
        (Feeling::Threatened, Feeling::Threatened) => {
            "Each side feels the other's size or sector as a threat.".to_owned()
        }
        (Feeling::Threatened, _) => {
            format!("{first} feels the size or sector of {second} as a threat; {second} is at ease.")
        }
        (_, Feeling::Threatened) => {
            format!("{second} feels the size or sector of {first} as a threat; {first} is at ease.")
        }
    })
}

fn role(role: &RoleCompared) -> Option<String> {
    let same = role.same?;
    let named = |role: &Option<String>| {
        role.as_ref().map_or_else(|| "no one role".to_owned(), |role| format!("'{role}'"))
    };
    Some(format!(
        "{} sees itself as {}; the other side expects {} of it (two people, one of each, name the same role in {} of cases).",
        role.body,
        named(&role.own),
        named(&role.expected),
        percent(same)
    ))
}
