use super::*;
use crate::parameters::Parameters;
use crate::valuation::{Valuation, value};

const PLAN: &str = r#"
title = "Falls answered together"
base-year = "2024/25"
horizon-years = 3
vintage = "green-book-2022"
draws = 2000

[pockets]
hospital = "Saltmere Hospital"
council = "Saltmere Council"

[effects.falls]
a-year = -100
interval = [-140, -60]
method = "did"

[[benefits]]
name = "Admissions avoided"
effect = "falls"
unit-cost = { amount = "£1,000", price-year = "2024/25", source = "made up", licence = "ours", covers = ["admission"] }
pocket = "hospital"
sort = "capacity-freed"
cash-share = 0.2
displacement = 0.1
drop-off = 0.5

[[costs]]
name = "Response team"
pocket = "council"
amount = "£50,000"
years = 2
"#;

fn valued(text: &str) -> Valuation {
    value(&built(text).unwrap())
}

fn built(text: &str) -> Result<Built, PlanError> {
    Plan::from_toml(text)?.build(text, &Parameters::published().unwrap(), &BTreeMap::new())
}

fn refused(from: &str, to: &str) -> String {
    assert!(PLAN.contains(from), "{from}");
    built(&PLAN.replace(from, to)).unwrap_err().to_string()
}

#[expect(clippy::cast_possible_truncation, reason = "amounts of some pounds")]
fn pence(pounds: f64) -> i64 {
    (pounds * 100.0).round() as i64
}

#[test]
fn a_plan_is_valued_as_by_hand() {
    // 100 × £1,000 × 0.9 = £90,000 in year 0, half of it in year 1, a quarter in year 2; £50,000 in years 0 and 1.
    let valuation = valued(PLAN);
    let central = &valuation.central;
    let benefits: f64 = 90_000.0 * (1.0 + 0.5 / 1.035 + 0.25 / 1.035 / 1.035);
    let costs: f64 = 50_000.0 * (1.0 + 1.0 / 1.035);
    assert_eq!(central.benefits_pence, pence(benefits));
    assert_eq!(central.costs_pence, pence(costs));
    assert!((central.bcr.unwrap() - benefits / costs).abs() < 1e-6);
    assert_eq!(central.payback_year, Some(1));
    assert_eq!(central.by_sort_pence[0], pence(benefits * 0.2));
    assert_eq!(central.by_sort_pence[2], 0);
}

#[test]
fn pockets_sorts_and_stages_add_up_to_the_penny() {
    let central = valued(PLAN).central;
    assert_eq!(central.by_sort_pence.iter().sum::<i64>(), central.benefits_pence);
    assert_eq!(central.pockets.iter().map(|pocket| pocket.net_pence).sum::<i64>(), central.npsv_pence);
    assert_eq!(central.pockets.iter().map(|pocket| pocket.invests_pence).sum::<i64>(), central.costs_pence);
    let (last, steps) = central.stages.split_last().unwrap();
    assert_eq!(steps.iter().map(|stage| stage.pence).sum::<i64>(), last.pence);
    assert_eq!(central.stages[0].pence, 30_000_000);
    let years = &central.years;
    assert_eq!(years.last().unwrap().running_pence, central.npsv_pence);
    assert_eq!(years.iter().map(|year| year.costs_pence).sum::<i64>(), central.costs_pence);
    let council = central.pockets.iter().find(|pocket| pocket.name == "Saltmere Council").unwrap();
    assert!(council.net_pence < 0 && council.gains_pence == [0; 3]);
}

#[test]
fn the_draws_surround_the_expected_value_and_say_how_sure_it_is() {
    let valuation = valued(PLAN);
    let (drawn, npsv) = (&valuation.drawn, valuation.central.npsv_pence as f64 / 100.0);
    assert!((drawn.npsv.mean - npsv).abs() < 5.0 * drawn.npsv.monte_carlo_error);
    assert!(drawn.npsv.lower < npsv && npsv < drawn.npsv.upper);
    assert!((0.0..=1.0).contains(&drawn.probability_benefits_exceed_costs));
    assert!(drawn.evpi >= 0.0 && drawn.evppi.iter().all(|one| one.evppi <= drawn.evpi + 1e-9));
    assert_eq!(drawn.evppi.len(), 1);
    assert_eq!(valuation.tornado[0].quantity, "effect 'falls' (events a year)");
    assert!(
        valuation.tornado[0].npsv_at_low > valuation.tornado[0].npsv_at_high,
        "fewer events are worth more"
    );
    assert!(
        drawn
            .curve
            .windows(2)
            .all(|pair| pair[1].npsv >= pair[0].npsv && pair[1].probability <= pair[0].probability)
    );
}

#[test]
fn deadweight_is_not_taken_off_a_net_effect_and_is_missed_in_a_gross_one() {
    let message = refused("displacement = 0.1", "deadweight = 0.1");
    assert!(
        message
            .contains("deducts deadweight from an effect by difference-in-differences, which is already net"),
        "{message}"
    );
    let gross = PLAN.replace("method = \"did\"", "method = \"before-after\"");
    assert!(built(&gross).unwrap().warnings.iter().any(|said| said.contains("deducts no deadweight")));
    let deducted = gross.replace("displacement = 0.1", "deadweight = 0.1");
    assert_eq!(valued(&deducted).central.benefits_pence, valued(PLAN).central.benefits_pence);
}

#[test]
fn a_second_claim_on_one_admission_is_refused_with_both_named() {
    let twice = format!(
        "{PLAN}\n[[benefits]]\nname = \"Beds freed\"\neffect = \"falls\"\nunit-cost = \"non-elective-long-stay\"\npocket = \"hospital\"\nsort = \"capacity-freed\"\n"
    );
    let message = built(&twice).unwrap_err().to_string();
    assert!(
        message.contains("'Admissions avoided' and 'Beds freed' both claim the admission of 'falls'"),
        "{message}"
    );
    let uncounted: Vec<_> = valued(PLAN)
        .chain
        .into_iter()
        .filter(|link| link.claimants.is_empty())
        .map(|link| link.link)
        .collect();
    assert_eq!(uncounted, ["a-and-e-attendance", "bed-day", "respite-bed"]);
}

#[test]
fn cash_at_an_average_cost_is_warned_of() {
    let cash = PLAN.replace("sort = \"capacity-freed\"\ncash-share = 0.2", "sort = \"cash-releasing\"");
    assert!(built(&cash).unwrap().warnings[0].contains("holds fixed costs"));
    assert!(refused("sort = \"capacity-freed\"", "sort = \"social\"").contains("which only capacity has"));
}

#[test]
fn each_mistake_is_answered_with_its_line_its_key_and_what_to_write() {
    let cases = [
        ("base-year = \"2024/25\"\n", "", "the plan has no base-year"),
        ("horizon-years = 3", "horizon-years = 0", "horizon-years = 0 is out of range"),
        ("draws = 2000", "draws = 1", "draws = 1 is out of range"),
        ("green-book-2022", "green-book-2023", "did you mean 'green-book-2022'?"),
        (
            "pocket = \"hospital\"",
            "pocket = \"hopsital\"",
            "line 17, column 1: benefit 'Admissions avoided' has pocket = \"hopsital\", which is not one of [pockets]; did you mean 'hospital'?",
        ),
        ("effect = \"falls\"", "effect = \"fals\"", "did you mean 'falls'?"),
        ("effect = \"falls\"\n", "", "rests on nothing"),
        ("sort = \"capacity-freed\"", "sort = \"cash\"", "does not take \"cash\""),
        ("source = \"made up\", ", "", "has a unit-cost without source; add source ="),
        ("displacement = 0.1", "displacement = 1.1", "has a displacement that is not a share"),
        ("displacement = 0.1", "displacement = { mean = 0.1, sd = 0.1 }", "reaches beyond 0 and 1"),
        ("displacement = 0.1", "displacement = { low = 0.1 }", "this key takes a number"),
        ("displacement = 0.1", "displacment = 0.1", "did you mean 'displacement'?"),
        ("interval = [-140, -60]", "interval = [-60, -140]", "write the lower end first"),
        ("interval = [-140, -60]", "", "gives no standard error"),
        ("method = \"did\"", "", "has no method"),
        ("years = 2", "years = 9", "beyond the horizon"),
        ("amount = \"£50,000\"", "", "has no amount"),
        ("amount = \"£1,000\"", "amount = 1e12", "could come to more than £10 million million"),
        ("amount = \"£50,000\"", "amount = \"50 thousand\"", "is not an amount of money"),
        ("price-year = \"2024/25\", source", "price-year = \"1949/50\", source", "cannot be restated"),
        ("name = \"Response team\"", "name = \"Admissions avoided\"", "has the name of another line"),
    ];
    for (from, to, told) in cases {
        let message = refused(from, to);
        assert!(message.contains(told), "{to}: {message}");
    }
}

#[test]
fn an_effect_shared_by_two_lines_moves_both_in_every_draw() {
    // The two lines are worth the same to two pockets: their net values are equal in every draw, not only on average.
    let shared = format!(
        "{PLAN}\n[[benefits]]\nname = \"The other half\"\neffect = \"falls\"\nunit-cost = {{ amount = \"£1,000\", price-year = \"2024/25\", source = \"made up\", licence = \"ours\", covers = [\"bed-day\"] }}\npocket = \"council\"\nsort = \"capacity-freed\"\ncash-share = 0.2\ndisplacement = 0.1\ndrop-off = 0.5\n"
    );
    let drawn = valued(&shared).drawn;
    let [council, hospital] = &drawn.by_pocket[..] else { panic!("two pockets") };
    assert!((council.sd - hospital.sd).abs() < 1e-6);
    assert!((drawn.npsv.sd - 2.0 * hospital.sd).abs() < 1e-6);
}

#[test]
fn optimism_bias_by_kind_its_mitigation_and_the_burden_of_tax_raise_a_cost() {
    let raised =
        PLAN.replace("years = 2", "optimism-bias = \"20%\"\nmitigation = 0.5\nexcess-tax-burden = 0.2");
    assert_eq!(valued(&raised).central.costs_pence, 6_600_000);
    let kind = PLAN.replace("years = 2", "optimism-bias = \"standard-buildings\"");
    assert_eq!(valued(&kind).central.costs_pence, 6_200_000);
}

#[test]
fn who_gains_is_told_and_a_widening_gap_is_warned_of() {
    let groups = format!(
        "{PLAN}\n[equity]\neffect = \"falls\"\nbaseline-income = 30000\n\n[[groups]]\nname = \"most deprived fifth\"\npopulation = 10000\nincome = 15000\nbefore = 600\nshare = 0.1\n\n[[groups]]\nname = \"all others\"\npopulation = 40000\nincome = 35000\nbefore = 1200\nshare = 0.9\n"
    );
    let valuation = valued(&groups);
    assert!(
        valuation
            .warnings
            .iter()
            .any(|warning| warning.starts_with("the average improves and the gap widens"))
    );
    let distribution = valuation.distribution.unwrap();
    assert!(distribution.weighted_benefits.is_some() && distribution.gap_after > distribution.gap_before);
}
