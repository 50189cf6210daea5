//! Published cases of agreement among raters. Every row of `shared/goldens/alignment` is computed by the product, none is passed over.
//!
//! Ratings are restated here from the sources that the rows name, but for three that stand beside them as files.
#![allow(clippy::unwrap_used)]

use commonweal_appraise::raters::alpha::{Metric, krippendorff_alpha};
use commonweal_appraise::raters::chance_corrected::{Chance, chance_corrected};
use commonweal_appraise::raters::concordance::kendall_w;
use commonweal_appraise::raters::diversity::{gini_simpson, gini_simpson_normalised, shannon_normalised};
use commonweal_appraise::raters::ordered::{agreement_a, consensus, leik_d, polarisation};
use commonweal_appraise::raters::within_group::{average_deviation, even_variance, rwg, rwg_j};
use commonweal_appraise::raters::{Ratings, Undefined};
use commonweal_validation::{records, shared};

/// Van der Eijk 2001, p. 331.
const P331: [f64; 7] = [30.0, 40.0, 210.0, 130.0, 530.0, 50.0, 10.0];
/// Two Dutch parties placed on seven positions, in per cent (the same article, as the vignette of the R package agrmt gives them).
const PVDA: [f64; 7] = [2.4, 2.8, 3.2, 6.2, 13.5, 30.4, 41.6];
const D66: [f64; 7] = [1.6, 2.6, 8.2, 21.0, 29.3, 27.0, 10.3];
/// Three raters and fifteen units, a row a rater; a star is a rating that was not given (Wikipedia, "Krippendorff's alpha").
const WIKIPEDIA: [&str; 3] = ["*****34121133*3", "1*213343*******", "**21344*21133*4"];
/// Three interviewers rank six applicants, a row an interviewer (Siegel and Castellan 1988, p. 265).
const APPLICANTS: [[f64; 6]; 3] =
    [[1.0, 6.0, 3.0, 2.0, 5.0, 4.0], [1.0, 5.0, 6.0, 4.0, 2.0, 3.0], [6.0, 3.0, 2.0, 5.0, 4.0, 1.0]];
/// How many of fourteen raters gave each of ten subjects each of five categories (Wikipedia, "Fleiss' kappa").
const FLEISS: [[usize; 5]; 10] = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
];

/// A row of ratings a rater, as the files have them, read unit by unit.
fn by_unit(rows: &[Vec<Option<f64>>]) -> Ratings {
    let units = 0..rows[0].len();
    Ratings::new(rows.len(), units.flat_map(|unit| rows.iter().map(move |row| row[unit]))).unwrap()
}

fn wikipedia() -> Ratings {
    let row = |row: &str| row.chars().map(|letter| letter.to_digit(10).map(f64::from)).collect();
    by_unit(&WIKIPEDIA.map(row))
}

fn applicants() -> Ratings {
    by_unit(&APPLICANTS.map(|row| row.map(Some).to_vec()))
}

fn fleiss() -> Ratings {
    let subject = |counts: &[usize; 5]| {
        let times = counts.iter().zip([1.0, 2.0, 3.0, 4.0, 5.0]);
        times.flat_map(|(times, category)| vec![Some(category); *times]).collect::<Vec<_>>()
    };
    Ratings::new(14, FLEISS.iter().flat_map(subject)).unwrap()
}

/// The ratings of a file, a row a rater.
fn file(name: &str) -> Vec<Vec<Option<f64>>> {
    let text = std::fs::read_to_string(shared(&format!("goldens/alignment/{name}.csv")).unwrap()).unwrap();
    text.lines().map(|line| line.split(',').map(|cell| cell.trim().parse().ok()).collect()).collect()
}

/// Ratings of the five raters on item `item` of the demonstration of `r_wg`.
fn item(item: usize) -> Vec<f64> {
    file("rwg_demo").iter().filter_map(|row| row[item]).collect()
}

/// Ours, by the case and the measure that a row names.
fn ours(case: &str, measure: &str) -> Option<Result<f64, Undefined>> {
    if let Some(pattern) = case.strip_prefix("vdEijk_ideal_[").and_then(|rest| rest.strip_suffix(']')) {
        let frequencies: Vec<f64> = pattern.split(", ").map(|count| count.parse().unwrap()).collect();
        return (measure == "agreement_A").then(|| agreement_a(&frequencies));
    }
    let of = |ratings: &Ratings| of_ratings(ratings, measure);
    match case {
        "krippendorff_2011_D" => of(&by_unit(&file("krippendorff_D"))),
        "wikipedia_3x15" => of(&wikipedia()),
        "siegel_3x6" => of(&applicants()),
        "kendall_ties_3x10" => of(&by_unit(&file("kendall_ties"))),
        "fleiss_wikipedia_10x14" => of(&fleiss()),
        "vdEijk_p331" => of_frequencies(&P331, measure),
        "vdEijk_PvdA" => of_frequencies(&PVDA, measure),
        "vdEijk_D66" => of_frequencies(&D66, measure),
        "rwg_demo_5x3" => match measure {
            "rwg_item1" => Some(rwg(&item(0), 5)),
            "rwgj" => Some(rwg_j(&[item(0), item(1), item(2)], 5)),
            "AD_mean_item1" => Some(average_deviation(&item(0))),
            _ => None,
        },
        "rwg_JDW84_check" => match measure {
            "rwg_perfect" => Some(rwg(&[4.0; 5], 5)),
            "sigma_E2_uniform_A5" => Some(even_variance(5)),
            "sigma_E2_uniform_A7" => Some(even_variance(7)),
            _ => None,
        },
        _ => None,
    }
}

fn of_ratings(ratings: &Ratings, measure: &str) -> Option<Result<f64, Undefined>> {
    let alpha =
        |metric| Some(krippendorff_alpha(&ratings.values_by_units(), metric).map(|alpha| alpha.value));
    let corrected = |chance| Some(chance_corrected(ratings, chance).map(|corrected| corrected.value));
    match measure {
        "alpha_nominal" | "CAC_krippendorff" => alpha(Metric::Nominal),
        "alpha_ordinal" => alpha(Metric::Ordinal),
        "alpha_interval" => alpha(Metric::Interval),
        "alpha_ratio" => alpha(Metric::Ratio),
        "CAC_fleiss" | "fleiss_kappa" => corrected(Chance::Fleiss),
        "CAC_gwet" => corrected(Chance::Gwet),
        "CAC_bp" => corrected(Chance::BrennanPrediger),
        "CAC_conger" => corrected(Chance::Conger),
        "kendall_W" => Some(kendall_w(ratings).map(|found| found.w)),
        "kendall_chi2" => Some(kendall_w(ratings).map(|found| found.chi_squared)),
        _ => None,
    }
}

fn of_frequencies(frequencies: &[f64], measure: &str) -> Option<Result<f64, Undefined>> {
    let statistic = match measure {
        "agreement_A" => agreement_a,
        "polarization" => polarisation,
        "tastle_wierman_consensus" => consensus,
        "leik_D" => leik_d,
        "gini_simpson" => gini_simpson,
        "gini_simpson_norm" => gini_simpson_normalised,
        "shannon_norm" => shannon_normalised,
        _ => return None,
    };
    Some(statistic(frequencies))
}

/// One unit of the last digit printed.
fn printed_unit(printed: &str) -> f64 {
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    10_f64.powi(-i32::try_from(decimals).unwrap())
}

#[test]
fn every_row_of_the_references_is_reproduced() {
    let Some(path) = shared("goldens/alignment/goldens_alignment.csv") else { return };
    let rows = records(&path, b',').unwrap();
    assert_eq!(rows.len(), 38);
    for row in rows {
        let [case, measure, computed, published] = [0, 1, 2, 3].map(|column| row[column].as_str());
        let found =
            ours(case, measure).unwrap_or_else(|| panic!("{case} {measure} is not computed")).unwrap();
        let reference: f64 = computed.parse().unwrap();
        // The R package prints five decimals and cuts the rest off.
        let near = if measure.starts_with("CAC_") { 1e-5 } else { 1e-12 };
        assert!((found - reference).abs() <= near, "{case} {measure}: {found}, reference {reference}");
        if !published.is_empty() {
            let printed: f64 = published.parse().unwrap();
            let unit = printed_unit(published);
            assert!((found - printed).abs() <= unit, "{case} {measure}: {found}, published {published}");
        }
    }
}
