//! A report in words and tables.

use commonweal_appraise::pooled_fund::period::Month;
use commonweal_quantity::Pence;
use commonweal_record::fact::Date;
use commonweal_record::partnership::{Partnership, Told};

use super::{Forecast, FundReport, Line};
use crate::accounts::includes_none;
use crate::document::{Block, Column, Document, Ends, Table};
use crate::pack::evidence::effect;
use crate::words::{capitalised, counted};

/// The report: who answers for it, income, expenditure, what is left, the year as it goes, by what its effectiveness can be seen.
pub(super) fn document(report: &FundReport, partnership_name: &str, today: Date) -> Document {
    let annual = report.period == report.year;
    let kind = if annual { "Annual return" } else { "Quarterly report" };
    let managers = match report.pool_managers.as_slice() {
        [] => "No pool manager is appointed.".to_owned(),
        [one] => format!("The pool manager is the officer {one}."),
        several => format!("The pool managers are the officers {}.", several.join(", ")),
    };
    let mut blocks = vec![Block::Text(format!(
        "{} hosts the pooled fund and answers for its accounts and audit. {managers} The pool manager manages the fund for the partners and submits this to them \
         (regulation 7(4) of S.I. 2000/617).",
        report.host
    ))];
    if !report.ended {
        blocks.push(Block::Text(format!(
            "{} has not ended: this is how it stood on {}.",
            report.months,
            today.in_words()
        )));
    }
    blocks.push(Block::Heading("Income".to_owned()));
    blocks.push(lines(
        &report.income,
        "Income by source",
        &["Source", "In the period", "Year to date", "Agreed for the year"],
    ));
    blocks.push(Block::Heading("Expenditure".to_owned()));
    blocks.push(if report.expenditure.is_empty() {
        Block::Text("Nothing was spent from the fund.".to_owned())
    } else {
        lines(&report.expenditure, "Expenditure by purpose", &["Purpose", "In the period", "Year to date"])
    });
    blocks.push(Block::Heading("The fund".to_owned()));
    blocks.push(balance(report));
    blocks.push(Block::Text(going(report.forecast.as_ref(), report.ended)));
    blocks.push(Block::Heading("Is it effective?".to_owned()));
    blocks.push(if report.effectiveness.is_empty() {
        Block::Text(
            "The record holds nothing by which it can be seen: no evaluation, no promise, no lesson."
                .to_owned(),
        )
    } else {
        Block::List(report.effectiveness.clone())
    });
    Document {
        title: partnership_name.to_owned(),
        subtitle: format!("Pooled fund: {}, {}", kind.to_lowercase(), report.months),
        day: today,
        blocks,
    }
}

fn lines(lines: &[Line], caption: &str, headings: &[&'static str]) -> Block {
    let with_agreed = headings.len() == 4;
    let row = |of: String, sums: [Option<i64>; 3]| {
        let shown = sums.into_iter().take(headings.len() - 1);
        let cell = |sum: Option<i64>| sum.map_or("–".to_owned(), |pence| Pence(pence).to_string());
        std::iter::once(of).chain(shown.map(cell)).collect::<Vec<_>>()
    };
    let sum = |of: fn(&Line) -> Option<i64>| lines.iter().filter_map(of).try_fold(0_i64, i64::checked_add);
    let mut rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| {
            let agreed = line.agreed_pence.map(|pence| pence.0);
            row(
                capitalised(&line.of),
                [Some(line.in_period_pence.0), Some(line.year_to_date_pence.0), agreed],
            )
        })
        .collect();
    let agreed = if with_agreed { sum(|line| line.agreed_pence.map(|pence| pence.0)) } else { None };
    let totals =
        [sum(|line| Some(line.in_period_pence.0)), sum(|line| Some(line.year_to_date_pence.0)), agreed];
    rows.push(row("Together".to_owned(), totals));
    let mut headings = headings.iter();
    let first = headings.next().map(|heading| Column::Text(heading));
    let columns = first.into_iter().chain(headings.map(|heading| Column::Figure(heading))).collect();
    Block::Table(Table { caption: caption.to_owned(), columns, rows, ends: Ends::WithTotal })
}

fn balance(report: &FundReport) -> Block {
    let row = |what: &str, pence: Pence| vec![what.to_owned(), pence.to_string()];
    Block::Table(Table {
        caption: "In the fund".to_owned(),
        columns: vec![Column::Text("When"), Column::Figure("Balance")],
        rows: vec![
            row("When the period began", report.opening_pence),
            row(if report.ended { "When the period ended" } else { "Now" }, report.closing_pence),
        ],
        ends: Ends::WithTotal,
    })
}

fn going(forecast: Option<&Forecast>, ended: bool) -> String {
    let Some(it) = forecast else {
        return if ended {
            "The year is over: there is nothing to forecast."
        } else {
            "Too little of the year has gone to say how it will end."
        }
        .to_owned();
    };
    let verdict = if it.left_pence.0 < 0 {
        format!("{} more than was agreed to be put in", Pence(it.left_pence.0.saturating_neg()))
    } else {
        format!("{} less than was agreed to be put in", it.left_pence)
    };
    format!(
        "If the year goes on as in its first {} of {}, {} will be spent: {verdict} ({}).",
        counted(usize::try_from(it.months_gone).unwrap_or(0), "month"),
        it.months,
        it.expenditure_pence,
        it.agreed_pence
    )
}

/// What the record holds about the months: evaluations, promises, lessons.
pub(super) fn effectiveness(partnership: &Partnership, first: Month, last: Month) -> Vec<String> {
    fn month<T>(told: &Told<T>) -> Month {
        let day = told.at.date();
        Month::of((day.year(), day.month()))
    }
    let mut seen = Vec::new();
    for (id, evaluation) in &partnership.evidence.evaluations {
        let found = &evaluation.attached.fact;
        if month(&evaluation.attached) <= last {
            let doubt = if includes_none(found) { "; it cannot be told from no effect" } else { "" };
            seen.push(format!("Evaluation {id}: {}{doubt}.", effect(evaluation)));
        }
    }
    let within = |month: Month| (first..=last).contains(&month);
    let promises = partnership.programme.promises.values();
    let kept = promises.clone().filter(|it| it.kept.as_ref().is_some_and(|told| within(month(told)))).count();
    let broken = promises.filter(|it| it.broken.as_ref().is_some_and(|told| within(month(told)))).count();
    if kept + broken > 0 {
        seen.push(format!(
            "{} kept and {} broken in the period.",
            counted(kept, "promise"),
            counted(broken, "promise")
        ));
    }
    let lessons = partnership.evidence.lessons.iter().filter(|told| within(month(told)));
    seen.extend(lessons.map(|told| format!("A lesson: {}.", told.fact.title)));
    seen
}
