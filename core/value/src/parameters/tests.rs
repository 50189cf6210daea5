use super::*;

const WHOLE: &str = r#"
[costs.call]
title = "A call"
amount = "£12.50"
price-year = "2023/24"
price-basis = "real"
unit = "call"
source = "Our own ledger"
licence = "ours"
"#;

fn refused(text: &str) -> String {
    Parameters::default().with_file("own.toml", text).unwrap_err().to_string()
}

#[test]
fn every_published_figure_has_its_source_and_there_are_some_of_each_sort() {
    let published = Parameters::published().unwrap();
    assert_eq!(published.unit_costs["a-and-e-attendance"].pence.0, 28_017);
    assert!(published.vintages.contains_key("green-book-2026"));
    assert_eq!(published.elasticity.unwrap().value, 1.3);
    assert_eq!(published.optimism_bias["standard-buildings"].capital.upper, 0.24);
}

#[test]
fn a_figure_without_source_licence_year_or_price_base_is_refused_with_file_line_key_and_remedy() {
    for key in ["source", "licence", "price-year", "price-basis"] {
        let without: Vec<&str> = WHOLE.lines().filter(|line| !line.starts_with(key)).collect();
        let message = refused(&without.join("\n"));
        assert!(
            message.starts_with("parameters own.toml, line 2, column 1: costs.call has no "),
            "{message}"
        );
        assert!(
            message.contains(&format!("has no {key}")) && message.contains(&format!("add {key} = ")),
            "{message}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_refused_by_its_key() {
    let message = refused(&WHOLE.replace("£12.50", "twelve"));
    assert!(message.contains("costs.call has an amount that cannot be read: 'twelve'"), "{message}");
    let message = refused(&WHOLE.replace("2023/24", "2023/25"));
    assert!(message.contains("costs.call has a price-year that cannot be read"), "{message}");
    let message = refused(&WHOLE.replace("licence", "license"));
    assert!(message.contains("there is no key 'license'; did you mean 'licence'?"), "{message}");
    let message = refused(&WHOLE.replace("\"real\"", "\"cash\""));
    assert!(message.contains("price-basis 'cash': write real or nominal"), "{message}");
}

#[test]
fn a_key_that_is_taken_is_refused_with_both_files() {
    let first = Parameters::default().with_file("ours.toml", WHOLE).unwrap();
    let message = first.with_file("theirs.toml", WHOLE).unwrap_err().to_string();
    assert!(message.contains("'call' stands in ours.toml and in theirs.toml"), "{message}");
}

#[test]
fn restating_there_and_back_changes_nothing_and_a_year_outside_the_series_is_refused() {
    let published = Parameters::published().unwrap();
    let year = |text: &str| text.parse().unwrap();
    let up = published.deflator(year("2016/17"), year("2024/25")).unwrap();
    let down = published.deflator(year("2024/25"), year("2016/17")).unwrap();
    assert!((up.factor * down.factor - 1.0).abs() < 1e-15);
    assert!(up.factor > 1.0);
    let message = published.deflator(year("2024/25"), year("2031/32")).unwrap_err().to_string();
    assert!(message.contains("no price index has both 2024/25 and 2031/32"), "{message}");
    assert!(published.deflator(year("2024"), year("2024/25")).is_err());
    assert_eq!(published.deflator(year("1900"), year("1900")).unwrap().factor, 1.0);
}

#[test]
fn a_series_with_an_index_of_nought_and_a_schedule_out_of_order_are_refused() {
    let series = "[series.x]\ntitle = \"x\"\nsource = \"s\"\nlicence = \"l\"\nprice-basis = \"index\"\npublished = \"2026\"\nindex = { \"2020\" = 0.0 }\n";
    assert!(refused(series).contains("a price index is above zero"), "{}", refused(series));
    let rates = "[vintages.x]\ntitle = \"x\"\nsource = \"s\"\nlicence = \"l\"\nprice-basis = \"real\"\npublished = \"2026\"\nschedules = { standard = [{ from = 2, rate = 0.03 }] }\n";
    assert!(refused(rates).contains("does not begin at year 1"), "{}", refused(rates));
}

#[test]
fn a_project_of_two_kinds_has_the_bias_of_its_shares() {
    assert!((combined_optimism_bias(&[(0.3, 0.51), (0.7, 0.24)]).unwrap() - 0.321).abs() < 1e-12);
    assert_eq!(combined_optimism_bias(&[(0.3, 0.51), (0.6, 0.24)]), None);
}
