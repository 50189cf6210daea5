//! What may be claimed of a valuation: a claim for each of its benefits, cash and what is none apart, with the links that it counts.

use commonweal_quantity::Share;
use commonweal_record::entry::BodyId;
use commonweal_record::fact::kinds::money::BenefitSort;
use commonweal_record::partnership::Partnership;
use commonweal_value::model::Sort;
use commonweal_value::valuation::{LineValue, Valuation};
use serde::{Deserialize, Serialize};

/// Shares are claimed to a millionth, rounded down: what is left over of a link is claimed by nobody.
const PARTS: u64 = 1_000_000;
/// Longest title of a claim.
const TITLE: usize = 120;

/// A benefit of a valuation, as it may be claimed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claimable {
    /// What is claimed.
    pub title: String,
    /// The word of its sort in the record.
    pub sort: String,
    /// The pocket that it falls to, by its name.
    pub pocket: String,
    /// Its present value as expected, in pence.
    pub pence: i64,
    /// The links that it counts.
    pub counts: Vec<Counted>,
}

/// A link that a claim counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The event.
    pub event: String,
    /// The link of its chain.
    pub link: String,
    /// The share of it, in the form of the record; none where all of it is counted.
    pub share: Option<String>,
}

/// A claim for each benefit line that is worth a penny or more; two where a share of it is released as cash.
pub fn claimable(valuation: &Valuation) -> Vec<Claimable> {
    let lines = valuation.central.lines.iter();
    lines.flat_map(|line| Sort::ALL.map(|sort| part(valuation, line, sort))).flatten().collect()
}

fn part(valuation: &Valuation, line: &LineValue, sort: Sort) -> Option<Claimable> {
    let pence = line.of_sort(sort);
    if line.sort.is_none() || pence <= 0 {
        return None;
    }
    let of_line = pence as f64 / line.present_value_pence as f64;
    let claimed = valuation.chain.iter().flat_map(|link| {
        let own = link.claimants.iter().filter(|(name, _)| *name == line.name);
        own.map(move |(_, share)| (link, share * of_line))
    });
    let counts = claimed.filter_map(|(link, share)| {
        let share = exact(share)?;
        let share = (share != Share::WHOLE).then(|| format!("{}/{}", share.numerator(), share.denominator()));
        Some(Counted { event: link.event.clone(), link: link.link.clone(), share })
    });
    let as_cash =
        if pence < line.present_value_pence && sort == Sort::CashReleasing { " as cash" } else { "" };
    let years = valuation.horizon_years;
    let end = format!("{as_cash}: {years} years at present value, {} prices", valuation.base_year);
    let name: String = line.name.chars().take(TITLE - end.chars().count().min(TITLE)).collect();
    Some(Claimable {
        title: format!("{}{end}", name.trim()),
        sort: word(sort).word().to_owned(),
        pocket: line.pocket.clone(),
        pence,
        counts: counts.collect(),
    })
}

fn word(sort: Sort) -> BenefitSort {
    match sort {
        Sort::CashReleasing => BenefitSort::CashReleasing,
        Sort::CapacityFreed => BenefitSort::CapacityFreed,
        Sort::Social => BenefitSort::SocialValue,
    }
}

/// The share to a millionth; none where it is less.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a claimed link is above nought and at most one"
)]
fn exact(share: f64) -> Option<Share> {
    // Decimals such as 0.29 lie a little below what they are written as.
    let parts = (share * PARTS as f64 + 1e-6).floor() as u64;
    Share::new(parts.min(PARTS), PARTS).ok().filter(|share| *share != Share::NONE)
}

/// The body of a pocket: the one of that name or that id.
pub fn beneficiary<'p>(partnership: &'p Partnership, pocket: &str) -> Option<&'p BodyId> {
    let mut bodies = partnership.members.bodies.iter();
    bodies.find(|(id, body)| body.name() == pocket || id.as_str() == pocket).map(|(id, _)| id)
}
