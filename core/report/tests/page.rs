//! What makes the page a page for everybody: its structure, whatever the figures are.

mod samples;

use commonweal_evaluate::evaluation::Evaluation;

fn pages() -> Vec<(&'static str, String)> {
    let empty = Evaluation { estimates: Vec::new(), control_chart: None, ..samples::told() };
    let chart_alone = Evaluation { estimates: Vec::new(), ..samples::told() };
    [
        ("told", samples::told()),
        ("not told", samples::not_told()),
        ("refused", samples::refused()),
        ("nothing run", empty),
        ("control chart alone", chart_alone),
    ]
    .into_iter()
    .map(|(name, evaluation)| (name, samples::report(&evaluation).to_html()))
    .collect()
}

fn between<'a>(html: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    html.split(open).skip(1).filter_map(|rest| rest.split(close).next()).collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    tag.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("")
}

#[test]
fn every_picture_is_named_described_captioned_and_followed_by_its_table_and_csv() {
    for (page, html) in pages() {
        for figure in html.split("<figure").skip(1) {
            let (figure, after) = figure.split_once("</figure>").unwrap();
            assert!(figure.contains("<figcaption>"), "{page}");
            for svg in between(figure, "<svg", "</svg>") {
                assert_eq!(attribute(svg, "role"), "img", "{page}");
                for id in attribute(svg, "aria-labelledby").split(' ') {
                    let element = svg.split(&format!("id=\"{id}\">")).nth(1).unwrap_or("<");
                    assert!(!element.starts_with('<'), "{page}: {id} is missing or empty");
                }
                assert!(svg.contains("<title") && svg.contains("<desc"), "{page}");
            }
            assert!(after.starts_with("<details>"), "{page}: a table stands right after each picture");
            let details = after.split("</details>").next().unwrap();
            assert!(details.contains("<caption>") && details.contains("href=\"data:text/csv"), "{page}");
        }
    }
}

#[test]
fn the_told_page_has_every_picture() {
    let html = samples::report(&samples::told()).to_html();
    let figures: Vec<&str> = between(&html, "<figure id=\"figure-", "\"");
    let expected = [
        "methods",
        "path",
        "gap",
        "placebos",
        "control-chart",
        "donor-weights",
        "period-weights",
        "leave-one-out",
    ];
    assert_eq!(figures, expected);
}

#[test]
fn a_picture_that_cannot_be_drawn_says_why() {
    let html = samples::report(&samples::refused()).to_html();
    assert!(html.contains("No placebo was possible or asked for with this method."));
    assert!(html.contains("No donor was left out in turn for this method."));
}

#[test]
fn headings_go_down_one_level_at_a_time_from_a_single_first() {
    for (page, html) in pages() {
        let levels: Vec<u32> = html
            .match_indices("<h")
            .filter_map(|(at, _)| html[at + 2..].chars().next()?.to_digit(10))
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{page}");
        assert_eq!(levels.first(), Some(&1), "{page}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{page}: {levels:?}");
    }
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    for (page, html) in pages() {
        for forbidden in ["http://", "https://", "<script", "<link", "<img", "url(", "@import", " onclick"] {
            assert!(!html.contains(forbidden), "{page}: {forbidden}");
        }
    }
}

#[test]
fn identifiers_are_unique_and_every_link_on_the_page_has_its_target() {
    for (page, html) in pages() {
        let mut ids = between(&html, " id=\"", "\"");
        for target in between(&html, "href=\"#", "\"") {
            assert!(ids.contains(&target), "{page}: {target}");
        }
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{page}");
    }
}

#[test]
fn tables_have_captions_and_scopes() {
    for (page, html) in pages() {
        for table in between(&html, "<table", "</table>") {
            assert!(table.split_once('>').is_some_and(|(_, rest)| rest.starts_with("<caption>")), "{page}");
            assert!(
                between(table, "<th", ">").iter().all(|th| th.starts_with("ead") || th.contains("scope=")),
                "{page}"
            );
        }
    }
}

#[test]
fn names_from_the_data_are_escaped_everywhere() {
    let nasty = "<script>alert('x')</script> & \"co\"";
    let mut evaluation = samples::not_told();
    evaluation.outcome = nasty.to_owned();
    evaluation.panel.treated = vec![nasty.to_owned()];
    evaluation.panel.dropped[0].unit = nasty.to_owned();
    evaluation.panel.dropped[0].reason = nasty.to_owned();
    evaluation.caveats = vec![nasty.to_owned()];
    for estimate in &mut evaluation.estimates {
        estimate.weights.units[4].unit = nasty.to_owned();
        estimate.diagnostics.placebos[0].label = nasty.to_owned();
        estimate.diagnostics.leave_one_out[0].unit = nasty.to_owned();
        estimate.warnings = vec![nasty.to_owned()];
    }
    let mut reproduce = samples::reproduce();
    reproduce.command = nasty.to_owned();
    reproduce.reading = vec![nasty.to_owned()];
    let html = commonweal_report::EvaluationReport::new(&evaluation, reproduce, nasty).to_html();
    assert!(!html.contains("<script"));
    assert!(html.contains("&lt;script&gt;"));
}

#[test]
fn a_panel_of_one_period_and_equal_values_is_still_drawn() {
    let mut evaluation = samples::told();
    for estimate in &mut evaluation.estimates {
        estimate.path.truncate(1);
        for placebo in &mut estimate.diagnostics.placebos {
            placebo.estimate = 0.0;
        }
        estimate.estimate = 0.0;
        estimate.interval = samples::interval(0.0, 0.0);
    }
    let html = samples::report(&evaluation).to_html();
    assert!(
        html.contains("figure-path") && html.contains("figure-placebos") && html.contains("figure-methods")
    );
    assert!(!html.contains("NaN"));
}

#[test]
fn many_placebos_are_drawn_as_bars() {
    let mut evaluation = samples::told();
    let placebos = &mut evaluation.estimates[0].diagnostics.placebos;
    let one = placebos[0].clone();
    placebos.extend((0..400u64).map(|i| commonweal_evaluate::estimate::Placebo {
        estimate: 200.0 * samples::wobble(i),
        ..one.clone()
    }));
    let html = samples::report(&evaluation).to_html();
    let figure = between(&html, "<figure id=\"figure-placebos\"", "</figure>")[0];
    assert!(figure.contains("<rect") && !figure.contains("<circle"));
}

#[test]
fn the_lightest_donors_are_left_to_the_table_and_their_share_is_said() {
    let mut evaluation = samples::told();
    let units = &mut evaluation.estimates[0].weights.units;
    for (index, unit) in units.iter_mut().enumerate() {
        unit.weight = if index < 15 { 0.06 } else { 0.1 / 9.0 };
    }
    let html = samples::report(&evaluation).to_html();
    let figure = between(&html, "<figure id=\"figure-donor-weights\"", "</figure>")[0];
    assert_eq!(figure.matches("<rect").count(), 2 * 15, "15 bars, drawn for a wide page and for a phone");
    assert!(figure.contains("The 15 heaviest are drawn; the other 9 together weigh 10%."));
}

#[test]
fn every_unit_left_out_has_a_row_and_long_lists_are_cut_in_the_summary() {
    let mut evaluation = samples::not_told();
    let one = evaluation.panel.dropped[1].clone();
    evaluation.panel.dropped = (1..=9)
        .map(|n| commonweal_evaluate::evaluation::Dropped { unit: format!("Nowhere {n}"), ..one.clone() })
        .collect();
    let html = samples::report(&evaluation).to_html();
    assert!(html.contains("Nowhere 5, Nowhere 6 and 3 more"));
    assert!(html.contains("<th scope=\"row\">Nowhere 9</th>"));
    assert!(html.contains("2 of 42 months, the first 2021-05"));
}

#[test]
fn the_parts_are_the_sections_of_the_page_with_diagnostics_before_effects() {
    for evaluation in [samples::told(), samples::refused()] {
        let report = samples::report(&evaluation);
        let (parts, page) = (report.parts(), report.to_html());
        assert_eq!(parts.len(), page.matches("<section aria-labelledby=").count());
        let place = |id: &str| parts.iter().position(|part| part.id == id).unwrap();
        assert!(
            place("fit") < place("actual-and-counterfactual") && place("gap") < place("figures-by-method")
        );
        assert!(parts.iter().all(|part| page.contains(&part.html)));
    }
}
