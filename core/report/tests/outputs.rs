//! Every output of three made-up evaluations, kept whole: a change of a word or a figure shows.

mod samples;

use commonweal_report::Style;

#[test]
fn told_from_noise() {
    let report = samples::report(&samples::told());
    insta::assert_snapshot!("told_text", report.to_text(Style::Plain));
    insta::assert_snapshot!("told_json", report.to_json());
    insta::assert_snapshot!("told_html", report.to_html());
    insta::assert_snapshot!("told_csv", report.to_csv());
    insta::assert_snapshot!("told_control_chart_csv", report.control_chart_csv());
}

#[test]
fn not_told_from_noise_with_reasons_for_care() {
    let report = samples::report(&samples::not_told());
    insta::assert_snapshot!("not_told_text", report.to_text(Style::Plain));
    insta::assert_snapshot!("not_told_json", report.to_json());
    insta::assert_snapshot!("not_told_html", report.to_html());
}

#[test]
fn inference_refused_with_one_control() {
    let report = samples::report(&samples::refused());
    insta::assert_snapshot!("refused_text", report.to_text(Style::Plain));
    insta::assert_snapshot!("refused_json", report.to_json());
    insta::assert_snapshot!("refused_html", report.to_html());
}

#[test]
fn the_same_evaluation_gives_the_same_bytes() {
    let [first, second] = [(), ()].map(|()| samples::report(&samples::not_told()));
    assert_eq!(first.to_html(), second.to_html());
    assert_eq!(first.to_json(), second.to_json());
}

#[test]
fn colour_changes_no_letter_and_plain_text_has_no_escape() {
    let report = samples::report(&samples::told());
    let coloured = report.to_text(Style::Colour);
    assert!(coloured.contains("\x1b[1m"));
    let stripped = coloured.replace("\x1b[1m", "").replace("\x1b[0m", "");
    assert_eq!(stripped, report.to_text(Style::Plain));
}

#[test]
fn json_names_every_method_and_gives_the_control_chart_no_estimate() {
    let json: serde_json::Value = serde_json::from_str(&samples::report(&samples::told()).to_json()).unwrap();
    let methods: Vec<&str> =
        json["methods"].as_array().unwrap().iter().filter_map(|m| m["method"].as_str()).collect();
    assert_eq!(methods, ["synthetic-did", "synthetic-control", "did", "control-chart"]);
    let chart = &json["methods"][3];
    for field in ["estimate", "standard_error", "interval", "p_value"] {
        assert!(chart[field].is_null() && chart.as_object().unwrap().contains_key(field), "{field}");
    }
    assert_eq!(chart["inference"]["method"], "control-chart-rules");
    assert_eq!(chart["weights"], serde_json::json!({ "units": [], "periods": [] }));
    assert_eq!(json["methods"][0]["estimate"], -412.37);
}

#[test]
fn the_check_figures_have_eight_decimals_and_an_ascii_hyphen() {
    let mut evaluation = samples::told();
    evaluation.estimates[0].estimate = -15.603_827_871;
    let text = samples::report(&evaluation).to_text(Style::Plain);
    let line = text.lines().rfind(|line| line.contains("synthetic-did")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["synthetic-did", "-15.60382787", "96.20000000"]);
}

#[test]
fn figures_that_are_not_finite_become_null_and_words_and_never_reach_a_picture() {
    let mut evaluation = samples::told();
    evaluation.estimates.truncate(1);
    let primary = &mut evaluation.estimates[0];
    primary.interval = samples::interval(f64::NEG_INFINITY, f64::INFINITY);
    primary.diagnostics.pre_rmspe = f64::NAN;
    primary.diagnostics.placebos[3].estimate = f64::NAN;
    primary.diagnostics.leave_one_out[0].estimate = f64::INFINITY;
    primary.path[4].counterfactual = f64::NAN;
    primary.path[5].counterfactual_upper = Some(f64::INFINITY);
    let report = samples::report(&evaluation);
    let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
    assert!(json["methods"][0]["interval"]["lower"].is_null());
    assert!(json["methods"][0]["diagnostics"]["pre_rmspe"].is_null());
    assert!(report.headline().contains("an effect of any size"), "{}", report.headline());
    for svg in report.to_html().split("<svg").skip(1).map(|rest| rest.split("</svg>").next().unwrap()) {
        for attribute in svg.split('"').skip(1).step_by(2) {
            assert!(!attribute.contains("NaN") && !attribute.contains("inf "), "{attribute}");
            assert!(
                !attribute.split([' ', ',']).any(|number| number == "inf" || number == "-inf"),
                "{attribute}"
            );
        }
    }
    assert!(!report.to_csv().contains("NaN") && !report.path_csv().contains("NaN"));
}
