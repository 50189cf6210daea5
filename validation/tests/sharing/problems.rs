//! Claims problems, airport fees by type of user, and contracts of the goldens.

use commonweal_share::airport;
use commonweal_share::claims::{ClaimsRule, divide};
use commonweal_share::corridor::{Corridor, Point};
use commonweal_share::proportional::in_proportion;

use crate::games::{Answer, answer};

/// Every answer on problems of the goldens that are no games.
pub(crate) fn answers() -> Vec<Answer> {
    [claims(), birmingham(), aumann_shapley(), contracts()].concat()
}

/// Its name, the claims, the estate, and the rules by their names.
type Problem<'a> = (&'a str, &'a [f64], f64, Vec<(&'a str, ClaimsRule)>);

fn claims() -> Vec<Answer> {
    use ClaimsRule::{
        AdjustedProportional, EqualAwards, EqualLosses, MinimalOverlap, Proportional, RandomArrival, Talmud,
    };
    let all = |talmud: &'static str| {
        vec![
            (talmud, Talmud),
            ("CEA", EqualAwards),
            ("CEL", EqualLosses),
            ("proportional", Proportional),
            ("random_arrival", RandomArrival),
            ("minimal_overlap", MinimalOverlap),
            ("adjusted_proportional", AdjustedProportional),
        ]
    };
    let fishery = [158.0, 299.0, 927.0, 2196.0, 4348.0, 6256.0, 13952.0];
    let problems: [Problem<'_>; 6] = [
        ("talmud_E100", &[100.0, 200.0, 300.0], 100.0, all("talmud_rule")),
        ("talmud_E200", &[100.0, 200.0, 300.0], 200.0, all("talmud_rule")),
        ("talmud_E300", &[100.0, 200.0, 300.0], 300.0, all("talmud_rule")),
        ("mattugames_6p_bankruptcy", &[40.0, 32.0, 11.0, 73.3, 54.95, 81.1], 176.0, vec![("talmud", Talmud)]),
        ("fishery_2003_E13500", &fishery, 13500.0, all("talmud")),
        ("alphamin_E67", &[10.0, 20.0, 30.0, 40.0], 67.0, [&all("talmud")[..4]].concat()),
    ];
    let answers = problems.iter().flat_map(|(case, claims, estate, rules)| {
        rules.iter().map(|(name, rule)| answer(case, name, divide(*rule, claims, *estate).unwrap()))
    });
    answers.collect()
}

/// Movements by type of aircraft and the cost of a runway for each; the goldens give one fee a type.
fn birmingham() -> Vec<Answer> {
    let movements = [42, 9555, 288, 303, 151, 1315, 505, 1128, 151, 112, 22];
    let costs = [
        65_899.0, 76_725.0, 95_200.0, 97_200.0, 97_436.0, 98_142.0, 102_496.0, 104_849.0, 113_322.0,
        115_440.0, 117_676.0,
    ];
    let each: Vec<f64> =
        costs.iter().zip(movements).flat_map(|(cost, times)| std::iter::repeat_n(*cost, times)).collect();
    let first_of_type = |fees: Vec<f64>| {
        let firsts = movements.iter().scan(0, |start, times| {
            *start += times;
            Some(*start - times)
        });
        firsts.map(|at| fees[at]).collect()
    };
    vec![
        answer("birmingham_1968_69", "shapley_fee", first_of_type(airport::shapley(&each).unwrap())),
        answer("birmingham_1968_69", "nucleolus_fee", first_of_type(airport::nucleolus(&each).unwrap())),
    ]
}

/// Where the cost is a function of one weighted sum of quantities, `C(Σ a_i q_i)`, each price is `a_i` times the same integral: the Aumann–Shapley shares are in
/// proportion to `a_i q_i`. Here C(t) = 10√t with a = (1, 4), q = (9, 4).
fn aumann_shapley() -> Vec<Answer> {
    let total = 10.0 * 25.0_f64.sqrt();
    vec![answer("aumann_shapley_sqrt", "AS_share", in_proportion(total, &[9.0, 16.0], "need").unwrap())]
}

/// A shared-savings contract that pays from the first pound once savings pass a threshold, as a corridor in which the pay catches up over the half of
/// the threshold before it: the published contract is a cliff there, and agrees at every other saving.
fn contract(benchmark: f64, threshold: f64, rate: f64, most: f64, loss: Option<(f64, f64)>) -> Corridor {
    let at = threshold * benchmark;
    let mut points = Vec::new();
    if let Some((loss_rate, most_lost)) = loss {
        points.extend([(-most_lost / loss_rate, -most_lost), (-at, -at * loss_rate), (-at / 2.0, 0.0)]);
    }
    points.extend([(at / 2.0, 0.0), (at, at * rate), (most / rate, most)]);
    Corridor::through(points.into_iter().map(|(effect, shared)| Point { effect, shared }).collect()).unwrap()
}

fn contracts() -> Vec<Answer> {
    let million = 1e6;
    let earned = |case: &str, corridor: &Corridor, saved: f64| {
        answer(&format!("mssp_{case}"), "earned", vec![corridor.shared(saved * million)])
    };
    let tenth = |benchmark: f64| benchmark / 10.0;
    let one_sided = |benchmark: f64, threshold, rate| {
        contract(benchmark * million, threshold, rate, tenth(benchmark * million), None)
    };
    let two_sided = contract(100.0 * million, 0.02, 0.5, 10.0 * million, Some((0.3, 4.0 * million)));
    vec![
        earned("one_sided_meets_msr", &one_sided(120.0, 0.025, 0.45), 6.0),
        earned("below_msr", &one_sided(300.0, 0.02, 0.75), 3.0),
        earned("loss_one_sided", &one_sided(96.0, 0.031, 0.40), -3.0),
        earned("cap_binds", &one_sided(100.0, 0.02, 0.5), 30.0),
        earned("two_sided_loss", &two_sided, -6.0),
        earned("loss_floor", &two_sided, -20.0),
    ]
}
