//! Published panels against `validation/goldens/two_way_fixed_effects.csv`, which names the script and versions behind it.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read reference numbers and public data"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use commonweal_evaluate::two_way_fixed_effects::{
    ClusterRobustRefusal, TwoWayFixedEffects, two_by_two, two_way_fixed_effects,
};

use super::{GAP, Panel, close};

/// Relative. Ours is exact and the package iterates to 1e-13; the p-value's series is the coarsest step between them.
const TOLERANCE: f64 = 1e-8;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Lines of a shared data file without its header, or `None` after saying that it is absent.
fn shared_lines(name: &str) -> Option<Vec<String>> {
    let path = workspace().join("../shared/data/causal").join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: ../shared/data/causal/{name} is not there");
        return None;
    };
    Some(text.lines().skip(1).map(|line| line.replace('"', "")).collect())
}

fn goldens(case: &str) -> BTreeMap<String, f64> {
    let text =
        std::fs::read_to_string(workspace().join("validation/goldens/two_way_fixed_effects.csv")).unwrap();
    let rows = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let rows = rows.filter(|row| row[0] == case).map(|row| (row[1].to_owned(), row[2].parse().unwrap()));
    rows.collect()
}

/// Lays (unit, period, outcome, treated) out as a panel that starts at `start`.
fn panel(rows: &[(String, i32, f64, bool)], start: i32) -> Panel {
    let units: BTreeMap<&str, bool> = rows.iter().map(|row| (row.0.as_str(), row.3)).collect();
    let first = rows.iter().map(|row| row.1).min().unwrap();
    let last = rows.iter().map(|row| row.1).max().unwrap();
    let column = |period: i32| usize::try_from(period - first).unwrap();
    let periods = column(last) + 1;
    let mut outcomes = vec![GAP; units.len() * periods];
    for (unit, period, outcome, _) in rows {
        let row = units.keys().position(|name| name == unit).unwrap();
        outcomes[row * periods + column(*period)] = *outcome;
    }
    Panel { outcomes, periods, treated: units.into_values().collect(), start: column(start) }
}

/// Counties first treated in 2007 and never, with log employment; `keep` says which (county, year) to use.
fn county_employment(file: &str, keep: impl Fn(i32, i32) -> bool) -> Option<Panel> {
    let lines = shared_lines(file)?;
    let rows = lines.iter().filter_map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |index: usize| fields[index].parse::<i32>().unwrap();
        let (year, county, first_treated) = (number(0), number(1), number(4));
        ([0, 2007].contains(&first_treated) && keep(county, year))
            .then(|| (fields[1].to_owned(), year, fields[3].parse().unwrap(), first_treated == 2007))
    });
    Some(panel(&rows.collect::<Vec<_>>(), 2007))
}

fn assert_equals_golden(case: &str, fit: &TwoWayFixedEffects) {
    let golden = goldens(case);
    let robust = fit.inference.as_ref().unwrap();
    let ours = [
        ("att", fit.att),
        ("standard_error", robust.standard_error),
        ("t", robust.t),
        ("p_value", robust.p_value),
        ("lower", robust.interval_at(0.95).lower),
        ("upper", robust.interval_at(0.95).upper),
        ("cells", fit.cells as f64),
        ("clusters", robust.clusters as f64),
    ];
    for (name, value) in ours {
        let golden = golden[name];
        assert!((value - golden).abs() <= TOLERANCE * golden.abs(), "{case} {name}: {value}, not {golden}");
    }
}

#[test]
fn county_employment_equals_the_reference_package() {
    let Some(panel) = county_employment("mpdta.csv", |_, _| true) else { return };
    let fit = two_way_fixed_effects(&panel.cells()).unwrap();
    assert_equals_golden("mpdta_2007", &fit);
    assert!(close(two_by_two(&panel.cells()).unwrap().att(), fit.att, 1e-10));
}

#[test]
fn unbalanced_county_employment_equals_the_reference_package() {
    let file = "mpdta_unbalanced_seed42.csv";
    let Some(panel) = county_employment(file, |_, _| true) else { return };
    assert_equals_golden("mpdta_2007_unbalanced", &two_way_fixed_effects(&panel.cells()).unwrap());
    let sparse = county_employment(file, |county, year| (county + 3 * year) % 7 > 2).unwrap();
    let fit = two_way_fixed_effects(&sparse.cells()).unwrap();
    assert_equals_golden("mpdta_2007_sparse", &fit);
    assert_eq!(fit.singletons.units.len(), 12);
}

#[test]
fn cigarette_sales_give_the_published_estimate_and_no_clustered_error() {
    let Some(lines) = shared_lines("california_prop99.csv") else { return };
    let rows = lines.iter().map(|line| {
        let fields: Vec<&str> = line.split(';').collect();
        (
            fields[0].to_owned(),
            fields[1].parse().unwrap(),
            fields[2].parse().unwrap(),
            fields[0] == "California",
        )
    });
    let panel = panel(&rows.collect::<Vec<_>>(), 1989);
    let fit = two_way_fixed_effects(&panel.cells()).unwrap();
    assert!(close(fit.att, goldens("california_prop99")["att"], TOLERANCE));
    assert!((fit.att - -27.349_111_08).abs() < 5e-9);
    assert_eq!(fit.inference, Err(ClusterRobustRefusal::OneTreatedCluster));
}
