//! The wording of the verdict, case by case.

mod samples;

use commonweal_evaluate::estimate::{Inference, Interval, IntervalConstruction};
use commonweal_evaluate::evaluation::Evaluation;
use commonweal_evaluate::scale::Scale;
use commonweal_report::{Agreement, Finding, Fit, Verdict};

fn only_primary(mut evaluation: Evaluation) -> Evaluation {
    evaluation.estimates.truncate(1);
    evaluation.control_chart = None;
    evaluation
}

fn cares(evaluation: &Evaluation) -> String {
    Verdict::of(evaluation).reasons_for_care.join("\n")
}

#[test]
fn an_interval_below_zero_is_fewer_with_the_interval_beside_it() {
    let verdict = Verdict::of(&samples::told());
    assert_eq!(verdict.finding, Finding::Lower);
    assert_eq!(verdict.heading, "Fewer than would have happened anyway");
    assert!(verdict.statement.starts_with("The estimate is 412 fewer a month"), "{}", verdict.statement);
    assert!(verdict.statement.contains("anything from 220 to 605 fewer a month (95% interval)"));
    assert!(verdict.headline.contains("urgent care visits, Harbour Wick, Jan 2023 to Jun 2024"));
}

#[test]
fn an_interval_above_zero_is_more() {
    let mut evaluation = only_primary(samples::told());
    evaluation.estimates[0].estimate = 412.37;
    evaluation.estimates[0].interval = samples::interval(220.0, 605.0);
    let verdict = Verdict::of(&evaluation);
    assert_eq!(
        (verdict.finding, verdict.heading.as_str()),
        (Finding::Higher, "More than would have happened anyway")
    );
}

#[test]
fn an_interval_that_holds_zero_is_no_change_told_from_noise_which_is_not_no_effect() {
    let verdict = Verdict::of(&samples::not_told());
    assert_eq!(verdict.finding, Finding::NotToldFromNoise);
    assert!(verdict.headline.starts_with("No change that can be told from noise: "));
    assert!(
        verdict.statement.contains("anything from 248 fewer to 121 more a month"),
        "{}",
        verdict.statement
    );
    assert!(verdict.sentences[0].starts_with("This is not the same as no effect"));
}

#[test]
fn without_an_interval_the_estimate_is_not_to_be_read_as_an_effect_and_the_reason_is_given() {
    let verdict = Verdict::of(&samples::refused());
    assert_eq!(verdict.finding, Finding::NoInference);
    assert!(verdict.statement.contains("with no interval: placebo was refused, it needs more donors"));
    assert!(verdict.statement.ends_with("It must not be read as an effect."));
}

#[test]
fn methods_that_answer_differently_disagree_in_the_heading() {
    let mut evaluation = samples::told();
    evaluation.estimates[2].interval = samples::interval(-900.0, 12.0);
    let verdict = Verdict::of(&evaluation);
    assert_eq!((verdict.finding, verdict.agreement), (Finding::MethodsDisagree, Agreement::SomeTellAChange));
    assert_eq!(verdict.heading, "The methods disagree");
    assert!(
        verdict.statement.contains(
            "Difference-in-differences: 450 fewer a month (95% interval 900 fewer to 10 more), not told from noise"
        ),
        "{}",
        verdict.statement
    );
    evaluation.estimates[2].estimate = 445.9;
    evaluation.estimates[2].interval = samples::interval(190.0, 700.0);
    assert_eq!(Verdict::of(&evaluation).agreement, Agreement::OppositeChanges);
}

#[test]
fn different_signs_that_noise_explains_are_said_without_changing_the_finding() {
    let verdict = Verdict::of(&samples::not_told());
    assert_eq!(
        (verdict.finding, verdict.agreement),
        (Finding::NotToldFromNoise, Agreement::DirectionsDiffer)
    );
    assert!(verdict.sentences.iter().any(|s| s.starts_with("The methods do not agree on the direction.")));
}

#[test]
fn a_poor_fit_comes_before_the_effect() {
    let mut evaluation = only_primary(samples::told());
    evaluation.estimates[0].diagnostics.pre_rmspe_relative = Some(1.3);
    let verdict = Verdict::of(&evaluation);
    assert_eq!((verdict.finding, verdict.fit), (Finding::Lower, Fit::Poor));
    assert_eq!(verdict.heading, "A difference, but on a poor comparison");
    assert!(verdict.sentences[0].starts_with("Look at the fit first"));
    assert!(verdict.sentences[0].contains("1.3 times the spread"));
    evaluation.estimates[0].diagnostics.pre_rmspe_relative = Some(1.0);
    assert_eq!(Verdict::of(&evaluation).fit, Fit::Usable);
}

#[test]
fn good_diagnostics_give_no_reason_for_care() {
    assert_eq!(cares(&samples::told()), "");
}

#[test]
fn a_placebo_in_time_as_large_as_the_effect_a_heavy_donor_and_a_turned_sign_are_reasons_for_care() {
    let cares = cares(&samples::not_told());
    assert!(cares.contains("A pretended start in Jan 2022"), "{cares}");
    assert!(cares.contains("Eastlow, carries 58% of the weight"), "{cares}");
    assert!(cares.contains("Leaving out Eastlow turns the estimate round, to 22 more a month."), "{cares}");
}

#[test]
fn too_few_placebos_for_the_level_are_a_reason_for_care_and_nineteen_are_enough() {
    let mut evaluation = only_primary(samples::told());
    evaluation.estimates[0].inference = Inference::ExhaustivePlacebo { replications: 18 };
    assert!(cares(&evaluation).contains("the smallest p that the rank test can give is 0.053"));
    evaluation.estimates[0].inference = Inference::ExhaustivePlacebo { replications: 19 };
    assert_eq!(cares(&evaluation), "");
    evaluation.estimates[0].inference = Inference::ExhaustivePlacebo { replications: 3 };
    evaluation.estimates[0].interval = Some(Interval {
        lower: -600.0,
        upper: -200.0,
        level: 0.95,
        construction: IntervalConstruction::Normal,
    });
    assert_eq!(cares(&evaluation), "");
}

#[test]
fn two_rankings_that_disagree_at_the_level_are_a_reason_for_care() {
    let mut evaluation = only_primary(samples::told());
    evaluation.estimates[0].diagnostics.rmspe_ratio_p_value = Some(0.2);
    assert!(cares(&evaluation).contains("Two rankings of the placebos differ"));
}

#[test]
fn logarithms_are_said_in_per_cent() {
    let mut evaluation = only_primary(samples::told());
    evaluation.scale = Scale::Log;
    let estimate = &mut evaluation.estimates[0];
    estimate.estimate = 0.9f64.ln();
    estimate.standard_error = Some(0.021);
    estimate.interval = samples::interval(0.86f64.ln(), 0.94f64.ln());
    let verdict = Verdict::of(&evaluation);
    assert!(verdict.statement.contains("10.0% lower in an average month"), "{}", verdict.statement);
    assert!(verdict.statement.contains("6.0% to 14.0% lower"), "{}", verdict.statement);
}

#[test]
fn rates_name_their_population_and_several_units_are_counted() {
    let mut evaluation = only_primary(samples::told());
    evaluation.scale = Scale::Rate { per: 1000.0 };
    evaluation.panel.treated.push("Longshire".to_owned());
    let verdict = Verdict::of(&evaluation);
    assert!(
        verdict.statement.contains("412 per 1,000 lower in an average month for each of the 2 units"),
        "{}",
        verdict.statement
    );
    assert!(verdict.headline.contains("urgent care visits, 2 units,"));
}

#[test]
fn an_outcome_with_fractions_is_lower_rather_than_fewer() {
    let mut evaluation = only_primary(samples::told());
    evaluation.estimates[0].path[0].actual += 0.25;
    assert!(Verdict::of(&evaluation).statement.contains("412 lower in an average month"));
}

#[test]
fn a_control_chart_alone_compares_with_nothing_and_says_so() {
    let evaluation = Evaluation { estimates: Vec::new(), ..samples::told() };
    let verdict = Verdict::of(&evaluation);
    assert_eq!(verdict.finding, Finding::NoEstimate);
    assert!(verdict.headline.contains("Only the control chart was drawn."));
    assert!(verdict.sentences[0].contains("special cause: improvement"));
}
