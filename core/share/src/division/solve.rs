//! Which method answers which rule on which problem.

use super::{Basis, DivisionError, Problem};
use crate::claims::{ClaimsRule, divide};
use crate::coalition::Coalition;
use crate::error::ShareError;
use crate::game::{Game, Worths, costs, lines};
use crate::nucleolus::{Complaint, Nucleolus, nucleolus, nucleolus_of_costs, prenucleolus};
use crate::proportional::{equal, in_proportion};
use crate::rule::Rule;
use crate::shapley::sampled::sampled_shapley;
use crate::{airport, banzhaf, gately, owen, shapley, tau, weighted_shapley};

/// Pairs of orders that a sampled value is the mean of.
const PAIRS: usize = 20_000;

/// What a method found.
#[derive(Debug, Default)]
pub(super) struct Solution {
    pub(super) parts: Vec<f64>,
    pub(super) total: f64,
    pub(super) sharing: &'static str,
    pub(super) unscaled: Option<Vec<f64>>,
    pub(super) error_bound: Option<Vec<f64>>,
    pub(super) verification: Vec<String>,
    pub(super) complaints: Vec<f64>,
    pub(super) least_core_value: Option<f64>,
    pub(super) warnings: Vec<String>,
}

/// Divides before limits and pence.
pub(super) fn solve(problem: &Problem, rule: Rule) -> Result<Solution, DivisionError> {
    match &problem.basis {
        Basis::Game { game, worths } => of_game(problem, game, *worths, rule),
        Basis::Sparse { .. } => of_sparse(problem, rule),
        Basis::Lines(benefit_lines) => of_lines(problem, benefit_lines, rule),
        Basis::Amount { what, numbers, amount } => of_amount(problem, what, numbers, *amount, rule),
        Basis::Facility(needs) => of_facility(problem, needs, rule),
    }
}

fn of_game(problem: &Problem, game: &Game, worths: Worths, rule: Rule) -> Result<Solution, DivisionError> {
    let mut solution = Solution {
        total: game.total(),
        sharing: if worths == Worths::Costs { "costs" } else { "gains" },
        ..Solution::default()
    };
    let found = match rule {
        Rule::Shapley => shapley::shapley(game),
        Rule::WeightedShapley => weighted_shapley::weighted_shapley(game, weights(problem, rule)?)?,
        Rule::Banzhaf => {
            solution.unscaled = Some(banzhaf::banzhaf(game));
            solution.warnings.push(
                "Banzhaf values do not add up to the total by themselves; the parts are scaled to it"
                    .to_owned(),
            );
            banzhaf::normalised_banzhaf(game)?
        }
        Rule::Owen if problem.groups.is_empty() => {
            let remedy = "give the groups in a plan: groups = [[\"A\", \"B\"], [\"C\"]]";
            return Err(DivisionError::Unfit {
                rule,
                needs: "groups that negotiate as one",
                given: "none",
                remedy,
            });
        }
        Rule::Owen => owen::owen(game, &problem.groups)?,
        Rule::SeparableCosts if worths == Worths::Costs => {
            gately::separable_costs(game, problem.weights.as_deref())?
        }
        Rule::Gately | Rule::SeparableCosts => on_savings(game, worths, gately::gately)?,
        Rule::Tau => on_savings(game, worths, tau::tau)?,
        Rule::Nucleolus | Rule::Prenucleolus | Rule::PerCapitaNucleolus | Rule::LeastCore => {
            let found = nucleolus_of(game, worths, rule)?;
            solution.verification = proof(&found, worths, rule);
            solution.least_core_value = (rule == Rule::LeastCore).then(|| found.largest_excess());
            solution.complaints = found.levels;
            found.allocation
        }
        Rule::Equal => equal(game.total(), game.players())?,
        Rule::Proportional | Rule::ByContribution | Rule::ByBenefit | Rule::ByNeed => {
            match &problem.weights {
                Some(weights) => in_proportion(game.total(), weights, "weight")?,
                None => in_proportion(game.total(), &game.alone(), "worth alone")?,
            }
        }
        Rule::Claims(_) | Rule::Airport | Rule::AirportNucleolus => return Err(needs_numbers(rule)),
    };
    solution.parts = found;
    Ok(solution)
}

fn weights(problem: &Problem, rule: Rule) -> Result<&[f64], DivisionError> {
    let remedy = "give a weight a body with --weights FILE, or as [weights] in a plan";
    problem.weights.as_deref().ok_or(DivisionError::Unfit {
        rule,
        needs: "a weight for each body",
        given: "none",
        remedy,
    })
}

fn needs_numbers(rule: Rule) -> DivisionError {
    let remedy = match rule {
        Rule::Airport | Rule::AirportNucleolus => "give what each needs alone with --claims FILE (body,cost)",
        _ => "give --claims FILE (body,claim) and --estate AMOUNT",
    };
    DivisionError::Unfit { rule, needs: "one number a body", given: "the worth of coalitions", remedy }
}

/// A value of gains, or for costs what each pays alone less the value of the savings.
fn on_savings(
    game: &Game,
    worths: Worths,
    value: fn(&Game) -> Result<Vec<f64>, ShareError>,
) -> Result<Vec<f64>, ShareError> {
    match worths {
        Worths::Gains => value(game),
        Worths::Costs => {
            let saved = value(&game.savings())?;
            Ok(game.alone().iter().zip(saved).map(|(alone, saved)| alone - saved).collect())
        }
    }
}

fn nucleolus_of(game: &Game, worths: Worths, rule: Rule) -> Result<Nucleolus, ShareError> {
    let complaint = if rule == Rule::PerCapitaNucleolus { Complaint::PerHead } else { Complaint::Whole };
    let among_all = matches!(rule, Rule::Prenucleolus | Rule::LeastCore);
    match worths {
        Worths::Gains if among_all => prenucleolus(game, complaint),
        Worths::Gains => nucleolus(game, complaint),
        Worths::Costs if among_all => {
            let mut found = prenucleolus(&game.savings(), complaint)?;
            found.allocation =
                game.alone().iter().zip(&found.allocation).map(|(alone, saved)| alone - saved).collect();
            Ok(found)
        }
        Worths::Costs => nucleolus_of_costs(game, complaint),
    }
}

fn proof(found: &Nucleolus, worths: Worths, rule: Rule) -> Vec<String> {
    let levels = match found.levels.len() {
        1 => "the one level of complaint that settles".to_owned(),
        levels => format!("each of the {levels} levels of complaint that settle"),
    };
    let name = if rule == Rule::LeastCore { Rule::Prenucleolus.name() } else { rule.name() };
    let mut proof = vec![format!("Kohlberg's criterion holds at {levels} the division, so it is the {name}")];
    if rule == Rule::LeastCore {
        let verb = if worths == Worths::Costs { "save" } else { "gain" };
        proof.push(format!(
            "the least-core value is {}: that is what some group would {verb} by leaving in any division, and in the least core no group more; the least core is a set, and its centre, the prenucleolus, is shown",
            super::money(found.largest_excess())
        ));
    }
    proof
}

fn of_sparse(problem: &Problem, rule: Rule) -> Result<Solution, DivisionError> {
    let Basis::Sparse { table, missing } = &problem.basis else { return Ok(Solution::default()) };
    let players = problem.bodies.len();
    if rule != Rule::Shapley {
        return Err(ShareError::TooManyPlayers(players).into());
    }
    let found =
        sampled_shapley(players, PAIRS, problem.run, |coalition| table.worth_of(coalition, *missing))?;
    let most = found.error_bound.iter().copied().fold(0.0, f64::max);
    Ok(Solution {
        total: table.worth_of(Coalition::grand(players), *missing),
        parts: found.value,
        sharing: if table.worths == Worths::Costs { "costs" } else { "gains" },
        error_bound: Some(found.error_bound),
        verification: vec![format!(
            "a mean over {PAIRS} antithetic pairs of orders of joining (run {}); every part is within {} with 95% confidence",
            found.run,
            super::money(most)
        )],
        warnings: vec![format!(
            "{players} bodies have too many coalitions to list: the Shapley value is sampled, not exact"
        )],
        ..Solution::default()
    })
}

fn of_lines(
    problem: &Problem,
    benefit_lines: &[lines::BenefitLine],
    rule: Rule,
) -> Result<Solution, DivisionError> {
    let players = problem.bodies.len();
    if rule != Rule::Shapley {
        return of_game(problem, &lines::game(players, benefit_lines)?, Worths::Gains, rule);
    }
    Ok(Solution {
        parts: lines::shapley(players, benefit_lines)?,
        total: lines::worth_of(benefit_lines, Coalition::grand(players)),
        sharing: "gains",
        verification: vec![
            "in closed form: each benefit line is divided equally among the bodies that it needs".to_owned(),
        ],
        ..Solution::default()
    })
}

fn of_amount(
    problem: &Problem,
    what: &'static str,
    numbers: &[f64],
    amount: f64,
    rule: Rule,
) -> Result<Solution, DivisionError> {
    let mut solution = Solution {
        total: amount,
        sharing: if amount < 0.0 { "a loss" } else { "gains" },
        ..Solution::default()
    };
    let size: f64 = numbers.iter().sum();
    solution.parts = match rule {
        Rule::Equal => equal(amount, numbers.len())?,
        Rule::Proportional | Rule::ByContribution | Rule::ByBenefit | Rule::ByNeed => {
            if rule == Rule::Proportional && amount.abs() > size {
                let over = super::money(amount.abs() - size);
                solution.warnings.push(format!(
                    "the amount is {over} more than the claims: each gets more than it claims"
                ));
            }
            in_proportion(amount, numbers, what)?
        }
        Rule::Claims(claims_rule) => divide(claims_rule, numbers, amount)?,
        Rule::Shapley => divide(ClaimsRule::RandomArrival, numbers, amount)?,
        Rule::Nucleolus | Rule::Prenucleolus => {
            solution.verification.push("in closed form: the nucleolus of a bankruptcy game is the Talmud rule (Aumann and Maschler 1985)".to_owned());
            divide(ClaimsRule::Talmud, numbers, amount)?
        }
        Rule::Airport | Rule::AirportNucleolus => {
            let remedy = "leave --estate out: the users pay for what they need";
            return Err(DivisionError::Unfit {
                rule,
                needs: "the cost of what each user needs alone",
                given: "an estate",
                remedy,
            });
        }
        _ => {
            // Refuses an amount that is more than the claims before it becomes a game.
            divide(ClaimsRule::Proportional, numbers, amount)?;
            let game = costs::bankruptcy(numbers, amount.abs())?;
            let mut found = of_game(problem, &game, Worths::Gains, rule)?;
            if amount < 0.0 {
                found.parts = found.parts.iter().map(|part| 0.0 - part).collect();
            }
            return Ok(Solution { total: amount, sharing: solution.sharing, ..found });
        }
    };
    Ok(solution)
}

fn of_facility(problem: &Problem, needs: &[f64], rule: Rule) -> Result<Solution, DivisionError> {
    let closed = match rule {
        Rule::Airport | Rule::Shapley => Some(airport::shapley(needs)?),
        Rule::AirportNucleolus | Rule::Nucleolus => Some(airport::nucleolus(needs)?),
        _ => None,
    };
    match closed {
        None => of_game(problem, &costs::airport(needs)?, Worths::Costs, rule),
        Some(parts) => Ok(Solution {
            parts,
            total: needs.iter().copied().fold(0.0, f64::max),
            sharing: "costs",
            verification: vec![
                "in closed form, for users of one facility each of whom needs a part of it".to_owned(),
            ],
            ..Solution::default()
        }),
    }
}

/// A rule in one sentence.
pub(super) fn method(rule: Rule) -> &'static str {
    match rule {
        Rule::Equal => "the same for each",
        Rule::Proportional => "in proportion to claims, or to worth alone",
        Rule::ByContribution => "in proportion to what each put in",
        Rule::ByBenefit => "in proportion to what each gains",
        Rule::ByNeed => "in proportion to the need that each serves",
        Rule::Shapley => "the average of what each adds, over all orders of joining (Shapley 1953)",
        Rule::WeightedShapley => {
            "what only a group brings about is divided among it by weight (Kalai and Samet 1987)"
        }
        Rule::Banzhaf => {
            "the average of what each adds, over all groups of the others (Banzhaf 1965), scaled to the total"
        }
        Rule::Owen => {
            "the average of what each adds, over the orders of joining that keep groups together (Owen 1977)"
        }
        Rule::Nucleolus => {
            "the largest complaint of any group is as small as can be, then the next (Schmeidler 1969)"
        }
        Rule::Prenucleolus => {
            "as the nucleolus, also among divisions that give a body less than it is worth alone"
        }
        Rule::PerCapitaNucleolus => "as the nucleolus, with complaints counted a head",
        Rule::LeastCore => "the centre of the divisions in which the largest complaint is as small as can be",
        Rule::Gately => "everybody's propensity to disrupt is the same (Gately 1974)",
        Rule::SeparableCosts => "separable costs first, the rest in proportion to remaining benefits",
        Rule::Tau => "a compromise between what each may hope for and can insist on (Tijs 1981)",
        Rule::Claims(ClaimsRule::Proportional) => "in proportion to claims",
        Rule::Claims(ClaimsRule::AdjustedProportional) => {
            "what the others concede first, the rest in proportion (Curiel, Maschler and Tijs 1987)"
        }
        Rule::Claims(ClaimsRule::EqualAwards) => "the same for each, none above its claim",
        Rule::Claims(ClaimsRule::EqualLosses) => "the same loss for each, none below nought",
        Rule::Claims(ClaimsRule::Talmud) => {
            "the contested garment: equal awards up to half the claims, equal losses from there (Aumann and Maschler 1985)"
        }
        Rule::Claims(ClaimsRule::RandomArrival) => {
            "first come, first served, averaged over all orders of arrival (O'Neill 1982)"
        }
        Rule::Claims(ClaimsRule::MinimalOverlap) => {
            "each part is divided among those who claim it, the claims laid to overlap least (O'Neill 1982)"
        }
        Rule::Airport => {
            "each step of the facility is paid in equal parts by all who need it (Littlechild and Owen 1973)"
        }
        Rule::AirportNucleolus => "the nucleolus of the airport problem (Littlechild 1974)",
    }
}
