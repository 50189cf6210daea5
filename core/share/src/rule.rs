//! The rules of division by name.

use std::fmt;
use std::str::FromStr;

use commonweal_quantity::nearest::{nearest, suggestion};

use crate::claims::ClaimsRule;

/// A rule of division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The same for each.
    Equal,
    /// In proportion to claims.
    Proportional,
    /// In proportion to what each put in.
    ByContribution,
    /// In proportion to what each gains.
    ByBenefit,
    /// In proportion to the need that each serves.
    ByNeed,
    /// The Shapley value.
    Shapley,
    /// The weighted Shapley value.
    WeightedShapley,
    /// The Banzhaf value, scaled to the total.
    Banzhaf,
    /// The Owen value.
    Owen,
    /// The nucleolus.
    Nucleolus,
    /// The prenucleolus.
    Prenucleolus,
    /// The per-capita nucleolus.
    PerCapitaNucleolus,
    /// The centre of the least core.
    LeastCore,
    /// Gately's value.
    Gately,
    /// Separable costs, remaining benefits.
    SeparableCosts,
    /// The τ-value.
    Tau,
    /// A rule for claims.
    Claims(ClaimsRule),
    /// The Shapley value of the airport problem.
    Airport,
    /// The nucleolus of the airport problem.
    AirportNucleolus,
}

/// Not the name of a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{name}' is not a rule{suggestion}; the rules are {}", names())]
pub struct UnknownRule {
    name: String,
    suggestion: String,
}

/// Every rule, its name, and other names that it goes by.
const RULES: [(Rule, &str, &[&str]); 24] = [
    (Rule::Equal, "equal", &["equally", "equal-shares", "equal-split", "egalitarian", "per-capita", "even"]),
    (Rule::Proportional, "proportional", &["pro-rata", "by-claim", "by-claims", "prop"]),
    (Rule::ByContribution, "by-contribution", &["contribution", "contributions", "by-contributions"]),
    (Rule::ByBenefit, "by-benefit", &["benefit", "benefits", "by-benefits"]),
    (Rule::ByNeed, "by-need", &["need", "needs", "by-needs", "by-weight", "by-weights"]),
    (Rule::Shapley, "shapley", &["shapley-value", "shapley-shubik"]),
    (Rule::WeightedShapley, "weighted-shapley", &["weighted-shapley-value"]),
    (
        Rule::Banzhaf,
        "banzhaf",
        &["banzhaf-value", "banzhaf-index", "normalised-banzhaf", "normalized-banzhaf", "penrose"],
    ),
    (Rule::Owen, "owen", &["owen-value"]),
    (Rule::Nucleolus, "nucleolus", &["nucl"]),
    (Rule::Prenucleolus, "prenucleolus", &["pre-nucleolus"]),
    (Rule::PerCapitaNucleolus, "per-capita-nucleolus", &["nucleolus-per-capita", "percapita-nucleolus"]),
    (Rule::LeastCore, "least-core", &["leastcore", "least-core-value"]),
    (Rule::Gately, "gately", &["gately-value", "gately-point"]),
    (
        Rule::SeparableCosts,
        "scrb",
        &[
            "separable-costs",
            "separable-cost-remaining-benefit",
            "separable-costs-remaining-benefits",
            "aca",
            "alternate-cost-avoided",
        ],
    ),
    (Rule::Tau, "tau", &["tau-value", "tijs", "tijs-value", "compromise"]),
    (Rule::Claims(ClaimsRule::EqualAwards), "constrained-equal-awards", &["cea", "equal-awards"]),
    (Rule::Claims(ClaimsRule::EqualLosses), "constrained-equal-losses", &["cel", "equal-losses"]),
    (Rule::Claims(ClaimsRule::Talmud), "talmud", &["aumann-maschler", "contested-garment", "talmud-rule"]),
    (
        Rule::Claims(ClaimsRule::RandomArrival),
        "random-arrival",
        &["ra", "recursive-completion", "run-to-the-bank"],
    ),
    (
        Rule::Claims(ClaimsRule::MinimalOverlap),
        "minimal-overlap",
        &["mo", "minimum-overlap", "ibn-ezra", "oneill"],
    ),
    (Rule::Claims(ClaimsRule::AdjustedProportional), "adjusted-proportional", &["ap", "aprop"]),
    (
        Rule::Airport,
        "airport",
        &["airport-shapley", "serial", "baker-thompson", "sequential-equal-contributions"],
    ),
    (Rule::AirportNucleolus, "airport-nucleolus", &["littlechild"]),
];

/// The names of all rules, in a line.
pub fn names() -> String {
    RULES.iter().map(|(_, name, _)| *name).collect::<Vec<_>>().join(", ")
}

impl Rule {
    /// Its name.
    pub fn name(self) -> &'static str {
        RULES.iter().find(|(rule, ..)| *rule == self).map_or("", |(_, name, _)| name)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Rule {
    type Err = UnknownRule;

    /// Reads a name or alias; case does not matter, and spaces and underscores stand for hyphens.
    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        let name = text.trim().to_lowercase().replace([' ', '_'], "-").replace(['\'', '’'], "");
        let found = RULES.iter().find(|(_, known, others)| *known == name || others.contains(&name.as_str()));
        let all = || RULES.iter().flat_map(|(_, name, others)| std::iter::once(name).chain(*others)).copied();
        found.map(|(rule, ..)| *rule).ok_or_else(|| UnknownRule {
            name: text.to_owned(),
            suggestion: suggestion(nearest(&name, all())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_alias_is_one_rule_and_printing_gives_the_name() {
        let mut seen = std::collections::BTreeSet::new();
        for (rule, name, others) in RULES {
            assert_eq!(rule.to_string(), name);
            for alias in std::iter::once(&name).chain(others) {
                assert!(seen.insert(*alias), "{alias} stands for two rules");
                assert_eq!(alias.parse(), Ok(rule), "{alias}");
            }
        }
        assert_eq!("Constrained Equal_Awards".parse(), Ok(Rule::Claims(ClaimsRule::EqualAwards)));
    }

    #[test]
    fn a_slip_gets_a_suggestion() {
        let error = "shapely".parse::<Rule>().unwrap_err().to_string();
        assert!(error.contains("did you mean 'shapley'?") && error.contains("minimal-overlap"), "{error}");
    }
}
