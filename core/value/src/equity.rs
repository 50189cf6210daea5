//! Who gains: equity weights, and whether the gap between groups narrows.
//!
//! A pound to a household of income y counts (y / y₀)^−η, y₀ being the baseline income and η the elasticity of the marginal
//! utility of income, 1.3 (HM Treasury, The Green Book 2022, Annex 3, A3.20). The weighted figure stands beside the unweighted one
//! and never takes its place.

use serde::{Deserialize, Serialize};

/// (income / baseline)^−η; 1 at the baseline. Incomes are above zero.
pub fn equity_weight(income: f64, baseline: f64, elasticity: f64) -> f64 {
    (income / baseline).powf(-elasticity)
}

/// One group of the people served.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// What it is called: "most deprived fifth".
    pub name: String,
    /// Its people.
    pub population: f64,
    /// Their income, where the weights need it.
    pub income: Option<f64>,
    /// Events among them a year, before.
    pub before: f64,
    /// The share of the effect that falls to them, 0 to 1.
    pub share: f64,
}

/// Which way the outcome is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Better {
    /// Fewer is better: attendances, admissions.
    Fewer,
    /// More is better.
    More,
}

/// One group's part in the change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupChange {
    /// The group.
    pub name: String,
    /// Events a year for 1,000 people, before.
    pub rate_before: f64,
    /// Events a year for 1,000 people, after.
    pub rate_after: f64,
    /// The share of the effect that falls to it.
    pub share: f64,
    /// Its equity weight, where its income is known.
    pub weight: Option<f64>,
    /// Its part of the benefits in pounds.
    pub benefits: f64,
}

/// What the change does to the groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distribution {
    /// The groups, the most deprived first.
    pub groups: Vec<GroupChange>,
    /// Rate of all groups together, before.
    pub average_before: f64,
    /// Rate of all groups together, after.
    pub average_after: f64,
    /// Rate of the most deprived less that of the least deprived, before.
    pub gap_before: f64,
    /// The same, after.
    pub gap_after: f64,
    /// Benefits with each group's part times its weight, where all weights are known.
    pub weighted_benefits: Option<f64>,
    /// Said where the average improves and the gap widens.
    pub warning: Option<String>,
}

/// Spreads a change of `effect` events a year and benefits worth `benefits` over the groups, the most deprived first; there
/// are at least two. `baseline` is the income of weight one, with η.
pub fn distribution(
    groups: &[Group],
    effect: f64,
    better: Better,
    benefits: f64,
    baseline: Option<(f64, f64)>,
) -> Distribution {
    const PER: f64 = 1_000.0;
    let changes: Vec<GroupChange> = groups
        .iter()
        .map(|group| GroupChange {
            name: group.name.clone(),
            rate_before: group.before / group.population * PER,
            rate_after: (group.before + group.share * effect) / group.population * PER,
            share: group.share,
            weight: group.income.zip(baseline).map(|(income, (y0, eta))| equity_weight(income, y0, eta)),
            benefits: group.share * benefits,
        })
        .collect();
    let people: f64 = groups.iter().map(|group| group.population).sum();
    let events: f64 = groups.iter().map(|group| group.before).sum();
    let shared: f64 = groups.iter().map(|group| group.share).sum();
    let (average_before, average_after) = (events / people * PER, (events + shared * effect) / people * PER);
    let gap = |rate: fn(&GroupChange) -> f64| match (changes.first(), changes.last()) {
        (Some(most), Some(least)) => rate(most) - rate(least),
        _ => 0.0,
    };
    let (gap_before, gap_after) = (gap(|group| group.rate_before), gap(|group| group.rate_after));
    let weighted = changes.iter().map(|group| group.weight.map(|weight| weight * group.benefits));
    let weighted_benefits = weighted.sum::<Option<f64>>();
    let worse = |after: f64, before: f64| match better {
        Better::Fewer => after - before,
        Better::More => before - after,
    };
    let widens = worse(average_after, average_before) < 0.0 && worse(gap_after, gap_before) > 0.0;
    let warning = widens.then(|| {
        format!(
            "the average improves and the gap widens: {average_before:.2} to {average_after:.2} a year for 1,000 people over all, while the gap between \
             {} and {} goes from {gap_before:.2} to {gap_after:.2}",
            changes.first().map_or("", |group| &group.name),
            changes.last().map_or("", |group| &group.name),
        )
    });
    Distribution {
        groups: changes,
        average_before,
        average_after,
        gap_before,
        gap_after,
        weighted_benefits,
        warning,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn group(name: &str, before: f64, share: f64, income: f64) -> Group {
        Group { name: name.to_owned(), population: 10_000.0, income: Some(income), before, share }
    }

    fn two(share_of_most_deprived: f64) -> Vec<Group> {
        vec![
            group("the most deprived", 600.0, share_of_most_deprived, 15_000.0),
            group("the least deprived", 300.0, 1.0 - share_of_most_deprived, 60_000.0),
        ]
    }

    #[test]
    fn the_warning_fires_where_the_average_improves_and_the_gap_widens_and_not_elsewhere() {
        let told = |share, effect| distribution(&two(share), effect, Better::Fewer, 1.0, None).warning;
        assert!(told(0.2, -100.0).unwrap().contains("goes from 30.00 to 36.00"));
        assert_eq!(told(0.8, -100.0), None);
        assert_eq!(told(0.2, 100.0), None);
    }

    #[test]
    fn where_more_is_better_the_gap_widens_the_other_way() {
        let groups =
            [group("the most deprived", 300.0, 0.2, 1.0), group("the least deprived", 600.0, 0.8, 1.0)];
        assert!(distribution(&groups, 100.0, Better::More, 1.0, None).warning.is_some());
        assert!(distribution(&groups, 100.0, Better::Fewer, 1.0, None).warning.is_none());
    }

    #[test]
    fn a_pound_to_half_the_baseline_income_counts_as_the_green_book_says() {
        assert!((equity_weight(15_000.0, 30_000.0, 1.3) - 2.462_288_826_69).abs() < 1e-10);
        let weighed = distribution(&two(0.5), -1.0, Better::Fewer, 100.0, Some((30_000.0, 1.3)));
        let by_hand = 50.0 * 2.0_f64.powf(1.3) + 50.0 * 0.5_f64.powf(1.3);
        assert!((weighed.weighted_benefits.unwrap() - by_hand).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn without_elasticity_the_weighted_figure_is_the_unweighted_one(share in 0.0..1.0f64, benefits in 0.0..1e6f64) {
            let weighed = distribution(&two(share), -10.0, Better::Fewer, benefits, Some((30_000.0, 0.0)));
            prop_assert!((weighed.weighted_benefits.unwrap() - benefits).abs() < 1e-6);
        }
    }
}
