//! A valuation in plain words.

use commonweal_quantity::Pence;
use commonweal_value::discount::Timing;
use commonweal_value::model::Sort;
use commonweal_value::valuation::{PocketValue, Valuation};

use crate::number::{Precision, number, percent};
use crate::words::{counted, list};

/// An amount to the penny: "−£1,234.56".
pub(crate) fn exact(pence: i64) -> String {
    Pence(pence).to_string().replace('-', "−")
}

/// An amount in pounds as a sentence has it: three digits that count, in thousands or millions.
pub(crate) fn rounded(pounds: f64) -> String {
    let size = pounds.abs();
    let (size, unit) = match size {
        size if size >= 999_500.0 => (size / 1e6, "m"),
        size if size >= 9_995.0 => (size / 1e3, "k"),
        size => (size, ""),
    };
    let decimals = match (unit, size) {
        ("", _) => 0,
        (_, size) if size < 9.995 => 2,
        (_, size) if size < 99.95 => 1,
        _ => 0,
    };
    let digits = number(size, Precision::decimals(decimals));
    let sign =
        if pounds < 0.0 && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) { "−" } else { "" };
    format!("{sign}£{digits}{unit}")
}

/// Whole pence as a sentence has them: "£1.20m", "−£345k", "£9,994".
pub fn rounded_pence(pence: i64) -> String {
    rounded(pence as f64 / 100.0)
}

/// "£1.20m to £3.40m".
pub(crate) fn range(lower: f64, upper: f64) -> String {
    format!("{} to {}", rounded(lower), rounded(upper))
}

/// A ratio with two decimals: "2.39".
pub(crate) fn ratio(value: Option<f64>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| number(value, Precision::decimals(2)))
}

/// A probability that is never said to be certain.
pub(crate) fn probability(value: f64) -> String {
    if value > 0.99 {
        "more than 99%".to_owned()
    } else if value < 0.01 {
        "less than 1%".to_owned()
    } else {
        percent(value)
    }
}

/// The result in one sentence.
pub(crate) fn headline(valuation: &Valuation) -> String {
    let (central, npsv) = (&valuation.central, &valuation.drawn.npsv);
    let worth = match central.npsv_pence {
        0.. => format!("Worth {} more than it costs", rounded_pence(central.npsv_pence)),
        _ => format!("Costs {} more than it is worth", rounded_pence(-central.npsv_pence)),
    };
    let years = counted(valuation.horizon_years, "year");
    format!(
        "{worth}, over {years} at present value, in {} prices ({} interval {}).",
        valuation.base_year,
        percent(npsv.level),
        range(npsv.lower, npsv.upper)
    )
}

/// What stands below the headline.
pub(crate) fn sentences(valuation: &Valuation) -> Vec<String> {
    let mut sentences = vec![ratio_sentence(valuation), cash_sentence(valuation)];
    sentences.extend(pocket_sentence(&valuation.central.pockets));
    sentences.push(payback_sentence(valuation));
    sentences
}

fn ratio_sentence(valuation: &Valuation) -> String {
    let (central, drawn) = (&valuation.central, &valuation.drawn);
    let chance = probability(drawn.probability_benefits_exceed_costs);
    let exceed = format!("The probability that benefits exceed costs is {chance}.");
    match (central.bcr, drawn.bcr_interval) {
        (Some(bcr), Some((lower, upper))) => format!(
            "Benefits are {} times the costs ({} interval {} to {}). {exceed}",
            ratio(Some(bcr)),
            percent(drawn.npsv.level),
            ratio(Some(lower)),
            ratio(Some(upper))
        ),
        _ => format!("The plan has no costs, so that there is no ratio of benefits to costs. {exceed}"),
    }
}

/// Cash is said first, and that capacity is none.
fn cash_sentence(valuation: &Valuation) -> String {
    let [cash, capacity, social] = valuation.central.by_sort_pence;
    let cash_words = match cash {
        0 => "Nothing of it is cash that a budget no longer spends".to_owned(),
        cash => format!("{} of the benefits is cash that a budget no longer spends", rounded_pence(cash)),
    };
    let mut parts = vec![cash_words];
    if capacity != 0 {
        parts.push(format!("{} is capacity freed, which is no cash", rounded_pence(capacity)));
    }
    if social != 0 {
        parts.push(format!("{} is worth to people and place, in nobody's budget", rounded_pence(social)));
    }
    format!("{}.", parts.join("; "))
}

/// Who pays more than it gains, and who gains.
fn pocket_sentence(pockets: &[PocketValue]) -> Option<String> {
    let losing: Vec<String> = pockets
        .iter()
        .filter(|pocket| pocket.net_pence < 0)
        .map(|pocket| {
            let gains = match pocket.gains_pence.iter().sum() {
                0 => "nothing".to_owned(),
                gains => rounded_pence(gains),
            };
            format!("{} pays {} and gains {gains}", pocket.name, rounded_pence(pocket.invests_pence))
        })
        .collect();
    let winning: Vec<String> = pockets
        .iter()
        .filter(|pocket| pocket.net_pence > 0)
        .map(|pocket| format!("{} is {} better off", pocket.name, rounded_pence(pocket.net_pence)))
        .collect();
    if losing.is_empty() || winning.is_empty() {
        return None;
    }
    Some(format!(
        "The wrong pocket: {}, while {}. The gap is {}.",
        list(&losing),
        list(&winning),
        rounded_pence(wrong_pocket_gap(pockets))
    ))
}

/// What those who pay more than they gain are short of, together, in pence.
pub(crate) fn wrong_pocket_gap(pockets: &[PocketValue]) -> i64 {
    pockets.iter().map(|pocket| (-pocket.net_pence).max(0)).sum()
}

fn payback_sentence(valuation: &Valuation) -> String {
    let payback = &valuation.drawn.payback;
    let chance = probability(payback.probability);
    match valuation.central.payback_year {
        Some(year) => format!(
            "As expected it has paid back by the end of year {year} of {}; the probability that it does within the {} is {chance}.",
            valuation.horizon_years,
            counted(valuation.horizon_years, "year")
        ),
        None => format!(
            "As expected it does not pay back within the {}; the probability that it does is {chance}.",
            counted(valuation.horizon_years, "year")
        ),
    }
}

/// How it was discounted.
pub(crate) fn discounting(valuation: &Valuation) -> String {
    let timing = match valuation.timing {
        Timing::StartOfYear => "money falls due at the start of its year, year 0 is not discounted",
        Timing::MidYear => "money falls due in the middle of its year",
    };
    format!("{} ({}); {timing}", valuation.vintage.1, valuation.vintage.0)
}

/// The words of a sort, or of a cost.
pub(crate) fn sort(sort: Option<Sort>) -> &'static str {
    sort.map_or("Cost", Sort::title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_three_digits_that_count() {
        let cases = [
            (2_166_200.2, "£2.17m"),
            (-999_600.0, "−£1.00m"),
            (12_345.0, "£12.3k"),
            (345_678.0, "£346k"),
            (9_994.0, "£9,994"),
            (-0.2, "£0"),
        ];
        for (pounds, said) in cases {
            assert_eq!(rounded(pounds), said);
        }
        assert_eq!(exact(-123_456), "−£1,234.56");
    }

    #[test]
    fn nothing_is_certain() {
        assert_eq!([0.001, 0.5, 0.9999].map(probability), ["less than 1%", "50%", "more than 99%"]);
    }
}
