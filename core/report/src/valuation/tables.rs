//! The tables of a valuation.

use commonweal_quantity::PriceYear;
use commonweal_value::model::Sort;
use commonweal_value::plan::UsedFigure;
use commonweal_value::valuation::Valuation;

use super::words::{exact, probability, ratio, rounded, sort, wrong_pocket_gap};
use crate::number::{Precision, number, percent};
use crate::table::{Cell, Column, Table};

/// Whole pence, in full as pounds.
fn money(pence: i64) -> Cell {
    Cell::shown(Some(pence as f64 / 100.0), exact(pence))
}

fn pounds(value: f64) -> Cell {
    Cell::shown(Some(value), rounded(value))
}

/// Every table that has rows, by the name of its file.
pub(crate) fn all(valuation: &Valuation) -> Vec<(&'static str, Table)> {
    let tables = [
        ("summary", Some(summary(valuation))),
        ("lines", Some(lines(valuation))),
        ("pockets", Some(pockets(valuation))),
        ("stages", Some(stages(valuation))),
        ("years", Some(years(valuation))),
        ("curve", Some(curve(valuation))),
        ("tornado", Some(tornado(valuation))),
        ("other-rates", Some(other_rates(valuation))),
        ("chain", Some(chain(valuation))),
        ("groups", groups(valuation)),
        ("figures", Some(figures(&valuation.figures, valuation.base_year))),
    ];
    let with_rows =
        |(name, table): (_, Option<Table>)| Some((name, table?)).filter(|it| !it.1.rows.is_empty());
    tables.into_iter().filter_map(with_rows).collect()
}

/// The summary table: benefits by sort, costs, net value, ratio; expected to the penny, then the interval of the draws.
pub(crate) fn summary(valuation: &Valuation) -> Table {
    let (central, drawn) = (&valuation.central, &valuation.drawn);
    let mut rows: Vec<Vec<Cell>> = Sort::ALL
        .iter()
        .zip(central.by_sort_pence)
        .zip(&drawn.by_sort)
        .map(|((sort, pence), summary)| {
            vec![Cell::text(sort.title()), money(pence), pounds(summary.lower), pounds(summary.upper)]
        })
        .collect();
    for (name, pence, summary) in [
        ("Benefits", central.benefits_pence, &drawn.benefits),
        ("Costs", central.costs_pence, &drawn.costs),
        ("Net present social value", central.npsv_pence, &drawn.npsv),
    ] {
        rows.push(vec![Cell::text(name), money(pence), pounds(summary.lower), pounds(summary.upper)]);
    }
    let ends = |end: fn((f64, f64)) -> f64| {
        let value = drawn.bcr_interval.map(end);
        Cell::shown(value, ratio(value))
    };
    rows.push(vec![
        Cell::text("Benefits over costs"),
        Cell::shown(central.bcr, ratio(central.bcr)),
        ends(|ends| ends.0),
        ends(|ends| ends.1),
    ]);
    let cash = central.cash_bcr;
    let dash = || Cell::number(None, Precision::decimals(0));
    rows.push(vec![
        Cell::text("Cash-releasing benefits over costs"),
        Cell::shown(cash, ratio(cash)),
        dash(),
        dash(),
    ]);
    Table {
        caption: format!(
            "Present value over {} years, {} prices",
            valuation.horizon_years, valuation.base_year
        ),
        columns: vec![
            Column::text("item", "Item"),
            Column::number("expected", "Expected"),
            Column::number("lower", &format!("{} interval, lower", percent(drawn.npsv.level))),
            Column::number("upper", "Upper"),
        ],
        rows,
    }
}

/// Who pays and who gains, with the sum of all.
pub(crate) fn pockets(valuation: &Valuation) -> Table {
    let central = &valuation.central;
    let row = |name: &str, invests: i64, gains: [i64; 3], net: i64| {
        let [cash, capacity, social] = gains.map(money);
        vec![Cell::text(name), money(invests), cash, capacity, social, money(net)]
    };
    let mut rows: Vec<Vec<Cell>> = central
        .pockets
        .iter()
        .map(|pocket| row(&pocket.name, pocket.invests_pence, pocket.gains_pence, pocket.net_pence))
        .collect();
    rows.push(row("All", central.costs_pence, central.by_sort_pence, central.npsv_pence));
    Table {
        caption: format!(
            "Who pays and who gains; those who pay more than they gain are {} short",
            exact(wrong_pocket_gap(&central.pockets))
        ),
        columns: vec![
            Column::text("pocket", "Budget"),
            Column::number("invests", "Pays"),
            Column::number("cash_releasing", "Gains in cash"),
            Column::number("capacity_freed", "Gains in capacity"),
            Column::number("social", "Social value"),
            Column::number("net", "Net"),
        ],
        rows,
    }
}

/// Benefits from gross to net.
pub(crate) fn stages(valuation: &Valuation) -> Table {
    let rows = valuation.central.stages.iter().map(|stage| vec![Cell::text(stage.name), money(stage.pence)]);
    Table {
        caption: "Benefits from gross to net".to_owned(),
        columns: vec![Column::text("step", "Step"), Column::number("pounds", "Amount")],
        rows: rows.collect(),
    }
}

/// Every line.
pub(crate) fn lines(valuation: &Valuation) -> Table {
    let rows = valuation.central.lines.iter().map(|line| {
        vec![
            Cell::text(&line.name),
            Cell::text(&line.pocket),
            Cell::text(sort(line.sort)),
            money(line.first_year_pence),
            money(line.cash_pence),
            money(line.present_value_pence),
        ]
    });
    Table {
        caption: "Every line".to_owned(),
        columns: vec![
            Column::text("line", "Line"),
            Column::text("pocket", "Budget"),
            Column::text("sort", "Sort"),
            Column::number("first_year", "Its first year"),
            Column::number("cash", "Of it cash"),
            Column::number("present_value", "Present value"),
        ],
        rows: rows.collect(),
    }
}

/// Year by year at present value.
pub(crate) fn years(valuation: &Valuation) -> Table {
    let rows = valuation.central.years.iter().map(|year| {
        vec![
            Cell::text(year.year.to_string()),
            money(year.costs_pence),
            money(year.benefits_pence),
            money(year.running_pence),
        ]
    });
    Table {
        caption: "Year by year, at present value".to_owned(),
        columns: vec![
            Column::text("year", "Year"),
            Column::number("costs", "Costs"),
            Column::number("benefits", "Benefits"),
            Column::number("running", "Running total"),
        ],
        rows: rows.collect(),
    }
}

/// What each uncertain figure alone does, and what it would be worth to know it.
pub(crate) fn tornado(valuation: &Valuation) -> Table {
    let worth =
        |name: &str| valuation.drawn.evppi.iter().find(|one| one.quantity == name).map(|one| one.evppi);
    let digits = |value: f64| number(value, Precision::of_spread(value.abs() / 10.0));
    let rows = valuation.tornado.iter().map(|swing| {
        vec![
            Cell::text(&swing.quantity),
            Cell::shown(Some(swing.low), digits(swing.low)),
            Cell::shown(Some(swing.high), digits(swing.high)),
            pounds(swing.npsv_at_low),
            pounds(swing.npsv_at_high),
            worth(&swing.quantity).map_or_else(|| Cell::text("none"), pounds),
        ]
    });
    Table {
        caption: "What each uncertain figure does to the net value, the others as expected".to_owned(),
        columns: vec![
            Column::text("figure", "Figure"),
            Column::number("low", "Lower end"),
            Column::number("high", "Upper end"),
            Column::number("npsv_at_low", "Net value at the lower"),
            Column::number("npsv_at_high", "Net value at the upper"),
            Column::number("evppi", "Worth of knowing it"),
        ],
        rows: rows.collect(),
    }
}

/// The probability of more than an amount.
pub(crate) fn curve(valuation: &Valuation) -> Table {
    let rows = valuation.drawn.curve.iter().map(|point| {
        vec![pounds(point.npsv), Cell::shown(Some(point.probability), probability(point.probability))]
    });
    Table {
        caption: "Probability that the net value is above an amount".to_owned(),
        columns: vec![
            Column::number("npsv", "Net value above"),
            Column::number("probability", "Probability"),
        ],
        rows: rows.collect(),
    }
}

/// The result under other rates.
pub(crate) fn other_rates(valuation: &Valuation) -> Table {
    let rows = valuation.other_rates.iter().map(|other| {
        vec![Cell::text(&other.name), pounds(other.npsv), Cell::shown(other.bcr, ratio(other.bcr))]
    });
    Table {
        caption: "The result under other discount rates".to_owned(),
        columns: vec![
            Column::text("rates", "Rates"),
            Column::number("npsv", "Net present social value"),
            Column::number("bcr", "Benefits over costs"),
        ],
        rows: rows.collect(),
    }
}

/// Who claims which link; what nobody claims is said to be uncounted.
pub(crate) fn chain(valuation: &Valuation) -> Table {
    let rows = valuation.chain.iter().map(|link| {
        let claimants = link.claimants.iter().map(|(name, share)| {
            if *share < 1.0 { format!("{name} ({})", percent(*share)) } else { name.clone() }
        });
        let claimants: Vec<String> = claimants.collect();
        let said = if claimants.is_empty() { "uncounted".to_owned() } else { claimants.join(", ") };
        vec![Cell::text(&link.event), Cell::text(&link.link), Cell::text(said)]
    });
    Table {
        caption: "The chain: each link is counted once".to_owned(),
        columns: vec![
            Column::text("event", "Event"),
            Column::text("link", "Link"),
            Column::text("claimed_by", "Counted by"),
        ],
        rows: rows.collect(),
    }
}

/// Who gains; empty where the plan has no groups.
pub(crate) fn groups(valuation: &Valuation) -> Option<Table> {
    let distribution = valuation.distribution.as_ref()?;
    let rate = |value: f64| Cell::number(Some(value), Precision::decimals(2));
    let mut rows: Vec<Vec<Cell>> = distribution
        .groups
        .iter()
        .map(|group| {
            vec![
                Cell::text(&group.name),
                rate(group.rate_before),
                rate(group.rate_after),
                Cell::shown(Some(group.share), percent(group.share)),
                pounds(group.benefits),
                Cell::number(group.weight, Precision::decimals(2)),
            ]
        })
        .collect();
    let none = || Cell::number(None, Precision::decimals(0));
    let (before, after) = (rate(distribution.average_before), rate(distribution.average_after));
    rows.push(vec![Cell::text("All"), before, after, none(), none(), none()]);
    let (before, after) = (rate(distribution.gap_before), rate(distribution.gap_after));
    rows.push(vec![Cell::text("Gap, first to last"), before, after, none(), none(), none()]);
    let weighted = distribution.weighted_benefits.map_or_else(String::new, |weighted| {
        format!(
            "; equity-weighted benefits {} beside {} unweighted",
            rounded(weighted),
            super::words::rounded_pence(valuation.central.benefits_pence)
        )
    });
    Some(Table {
        caption: format!("Who gains, the most deprived first{weighted}"),
        columns: vec![
            Column::text("group", "Group"),
            Column::number("rate_before", "A year for 1,000 people, before"),
            Column::number("rate_after", "After"),
            Column::number("share", "Share of the effect"),
            Column::number("benefits", "Benefits"),
            Column::number("weight", "Equity weight"),
        ],
        rows,
    })
}

/// The figures used, each with its source.
pub(crate) fn figures(figures: &[UsedFigure], base_year: PriceYear) -> Table {
    let rows = figures.iter().map(|figure| {
        let restated = figure.pounds * figure.deflator.factor;
        vec![
            Cell::text(&figure.line),
            Cell::text(&figure.title),
            Cell::shown(Some(figure.pounds), format!("£{}", number(figure.pounds, Precision::decimals(2)))),
            Cell::text(figure.deflator.from.to_string()),
            Cell::shown(Some(restated), format!("£{}", number(restated, Precision::decimals(2)))),
            Cell::text(figure.provenance.with_licence()),
        ]
    });
    Table {
        caption: format!("Unit costs and amounts, as stated and in {base_year} prices"),
        columns: vec![
            Column::text("line", "Line"),
            Column::text("figure", "Figure"),
            Column::number("published", "As stated, on average"),
            Column::text("price_year", "Price year"),
            Column::number("restated", "Restated"),
            Column::text("source", "Source and licence"),
        ],
        rows: rows.collect(),
    }
}
