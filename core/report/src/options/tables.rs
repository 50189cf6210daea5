//! The tables of an appraisal of options.

use commonweal_value::options::OptionsAppraisal;
use commonweal_value::options::appraisal::Standing;
use commonweal_value::options::file::OptionKind;

use crate::number::{Precision, percent};
use crate::table::{Cell, Column, Table};
use crate::valuation;
use crate::valuation::words::{exact, probability, rounded};

/// Less than this many pounds is not worth knowing, and rounds to nothing.
pub(crate) const LEAST_TOLD: f64 = 0.5;
/// Lines of switching values that a table shows of each pair.
const SHOWN: usize = 5;

fn money(pence: i64) -> Cell {
    Cell::shown(Some(pence as f64 / 100.0), exact(pence))
}

fn pounds(value: Option<f64>) -> Cell {
    Cell::shown(value, value.map_or_else(|| "–".to_owned(), rounded))
}

fn points(value: Option<f64>) -> Cell {
    Cell::number(value, Precision::decimals(1))
}

/// What part an option plays, in words.
fn kind(kind: OptionKind) -> &'static str {
    match kind {
        OptionKind::BusinessAsUsual => "business as usual",
        OptionKind::DoMinimum => "do minimum",
        OptionKind::Change => "change",
    }
}

/// Every option: net value, rank, probability, regret.
pub(crate) fn options(appraisal: &OptionsAppraisal) -> Table {
    let rows = appraisal.options.iter().map(|option| {
        let of = |figure: fn(&Standing) -> f64| option.standing.as_ref().map(figure);
        let best = of(|standing| standing.probability_best);
        let rank = option.standing.map_or_else(|| "out".to_owned(), |standing| standing.rank.to_string());
        vec![
            Cell::text(&option.name),
            Cell::text(kind(option.kind)),
            Cell::text(&option.delivered_by),
            money(option.central.npsv_pence),
            pounds(Some(option.npsv.lower)),
            pounds(Some(option.npsv.upper)),
            pounds(option.over_usual.as_ref().map(|over| over.mean)),
            points(option.score.as_ref().map(|score| score.mean)),
            Cell::text(rank),
            Cell::shown(best, best.map_or_else(|| "–".to_owned(), probability)),
            pounds(of(|standing| standing.expected_regret)),
        ]
    });
    Table {
        caption: "Options: net present social value, and how each stands".to_owned(),
        columns: vec![
            Column::text("option", "Option"),
            Column::text("kind", "Kind"),
            Column::text("delivered_by", "Delivered by"),
            Column::number("npsv", "Net value"),
            Column::number("npsv_lower", "from"),
            Column::number("npsv_upper", "to"),
            Column::number("over_usual", "Over usual"),
            Column::number("score", "Score"),
            Column::number("rank", "Rank"),
            Column::number("probability_best", "Worth most in"),
            Column::number("expected_regret", "Regret"),
        ],
        rows: rows.collect(),
    }
}

/// Who pays and who gains in each option, to the penny.
pub(crate) fn pockets(appraisal: &OptionsAppraisal) -> Table {
    let rows = appraisal.options.iter().flat_map(|option| {
        option.central.pockets.iter().map(|pocket| {
            let gains = pocket.gains_pence.iter().sum();
            vec![
                Cell::text(&option.name),
                Cell::text(&pocket.name),
                money(pocket.invests_pence),
                money(gains),
                money(pocket.net_pence),
            ]
        })
    });
    Table {
        caption: "Who pays and who gains, as expected".to_owned(),
        columns: vec![
            Column::text("option", "Option"),
            Column::text("budget", "Budget"),
            Column::number("pays", "Pays"),
            Column::number("gains", "Gains"),
            Column::number("net", "Net"),
        ],
        rows: rows.collect(),
    }
}

/// The expected scores of each option on each criterion.
pub(crate) fn scores(appraisal: &OptionsAppraisal) -> Table {
    let rows = appraisal.criteria.iter().enumerate().map(|(at, criterion)| {
        let ends = format!("{} to {}", percent(criterion.least), percent(criterion.most));
        let head = [
            Cell::text(&criterion.title),
            Cell::shown(Some(criterion.weight), percent(criterion.weight)),
            Cell::text(ends),
        ];
        head.into_iter()
            .chain(appraisal.options.iter().map(|option| points(option.scores.get(at).copied())))
            .collect()
    });
    let mut columns = vec![
        Column::text("criterion", "Criterion"),
        Column::number("weight", "Weight"),
        Column::text("range", "Range"),
    ];
    columns.extend(appraisal.options.iter().map(|option| Column::number("score", &option.name)));
    Table { caption: "What has no price, scored from 0 to 100".to_owned(), columns, rows: rows.collect() }
}

/// By how much lines would have to change before the first on money and each other come level.
pub(crate) fn switching(appraisal: &OptionsAppraisal) -> Table {
    let rows = appraisal.rivalries.iter().flat_map(|rivalry| {
        // No line can lose more than all of it.
        let possible = rivalry.switching.iter().filter(|one| one.change.is_some_and(|change| change >= -1.0));
        possible.take(SHOWN).map(|switching| {
            let shown = switching.change.map_or_else(String::new, signed_percent);
            vec![
                Cell::text(&rivalry.other),
                Cell::shown(Some(rivalry.lead), rounded(rivalry.lead)),
                Cell::text(&switching.line),
                Cell::shown(switching.change, shown),
            ]
        })
    });
    let leader = appraisal.rivalries.first().map_or("the first", |rivalry| rivalry.leader.as_str());
    Table {
        caption: format!("Switching values: what would end the lead of {leader}"),
        columns: vec![
            Column::text("other", "Over"),
            Column::number("lead", "Lead"),
            Column::text("line", "Line"),
            Column::number("change", "Would have to change by"),
        ],
        rows: rows.collect(),
    }
}

fn signed_percent(change: f64) -> String {
    let sign = if change > 0.0 { "+" } else { "" };
    format!("{sign}{}", percent(change))
}

/// What it would be worth to know each figure before choosing.
pub(crate) fn information(appraisal: &OptionsAppraisal) -> Table {
    let worth = appraisal.evppi.iter().filter(|one| one.evppi >= LEAST_TOLD);
    let rows = worth.map(|one| vec![Cell::text(&one.quantity), pounds(Some(one.evppi))]);
    Table {
        caption: "What it would be worth to know one figure before choosing".to_owned(),
        columns: vec![Column::text("figure", "Figure"), Column::number("evppi", "Worth")],
        rows: rows.collect(),
    }
}

/// The figures that state their source.
pub(crate) fn figures(appraisal: &OptionsAppraisal) -> Table {
    valuation::tables::figures(&appraisal.figures, appraisal.base_year)
}
