//! The tables of an alignment.

use commonweal_appraise::alignment::comparison::{QuestionCompared, SideOfQuestion};
use commonweal_appraise::alignment::{Alignment, Told};

use crate::number::Precision;
use crate::table::{Cell, Column, Table};
use crate::valuation::words::probability;

fn figure(value: Option<f64>) -> Cell {
    Cell::number(value, Precision::decimals(2))
}

fn told(value: &Told) -> Cell {
    figure(value.value().copied())
}

/// Each mode: how far inside its borders, and how probable.
pub(crate) fn modes(alignment: &Alignment) -> Table {
    let margins = alignment.margins.iter().flatten();
    let rows = margins.map(|(mode, margin)| {
        let share = alignment.probabilities.map(|told| told.of(*mode));
        let shown = share.map_or_else(|| "–".to_owned(), probability);
        vec![Cell::text(mode.title()), figure(Some(*margin)), Cell::shown(share, shown)]
    });
    Table {
        caption: "How near each mode is: below nought it does not hold".to_owned(),
        columns: vec![
            Column::text("mode", "Mode"),
            Column::number("margin", "Inside its borders by"),
            Column::number("probability", "Share of draws"),
        ],
        rows: rows.collect(),
    }
}

/// Each figure that the modes look at, beside its border.
pub(crate) fn criteria(alignment: &Alignment) -> Table {
    let known = alignment.criteria.iter().filter(|criterion| criterion.value.is_some());
    let rows = known.map(|criterion| {
        vec![
            Cell::text(&criterion.name),
            figure(criterion.value),
            Cell::shown(Some(criterion.border), criterion.border.to_string()),
        ]
    });
    Table {
        caption: "The figures, from 0 to 1, and their borders".to_owned(),
        columns: vec![
            Column::text("figure", "Figure"),
            Column::number("value", "Value"),
            Column::number("border", "Border"),
        ],
        rows: rows.collect(),
    }
}

/// Agreement by area: α beside A.
pub(crate) fn areas(alignment: &Alignment) -> Table {
    let rows = alignment.comparison.areas.iter().map(|area| {
        let interval = area.alpha_interval.value();
        vec![
            Cell::text(area.area.title()),
            told(&area.alpha),
            figure(interval.map(|interval| interval.lower)),
            figure(interval.map(|interval| interval.upper)),
            told(&area.agreement_together),
            told(&area.agreement_within[0]),
            told(&area.agreement_within[1]),
        ]
    });
    let [first, second] = &alignment.bodies;
    Table {
        caption: "Agreement by area: α of all people, and the mean agreement A of its questions".to_owned(),
        columns: vec![
            Column::text("area", "Area"),
            Column::number("alpha", "α"),
            Column::number("alpha_lower", "from"),
            Column::number("alpha_upper", "to"),
            Column::number("agreement_together", "A together"),
            Column::number("agreement_first", &format!("A, {first}")),
            Column::number("agreement_second", &format!("A, {second}")),
        ],
        rows: rows.collect(),
    }
}

/// Both sides on each question.
pub(crate) fn questions(alignment: &Alignment) -> Table {
    let rows = alignment.comparison.questions.iter().map(|compared| {
        let [first, second] = &compared.sides;
        vec![
            Cell::text(compared.question.to_string()),
            figure(first.mean),
            figure(second.mean),
            figure(compared.gap),
            told(&first.agreement),
            told(&second.agreement),
        ]
    });
    let [first, second] = &alignment.bodies;
    Table {
        caption: "Every question: mean answers from 1 to 5, and agreement A within each side".to_owned(),
        columns: vec![
            Column::text("question", "Question"),
            Column::number("mean_first", first),
            Column::number("mean_second", second),
            Column::number("gap", "Apart"),
            Column::number("agreement_first", &format!("A, {first}")),
            Column::number("agreement_second", &format!("A, {second}")),
        ],
        rows: rows.collect(),
    }
}

/// The table of answers without rows.
pub(crate) fn no_answers() -> Table {
    let number = |name| Column::number(name, name);
    let mut columns = ["body", "other", "area", "question"].map(|name| Column::text(name, name)).to_vec();
    columns.extend(
        [
            "answered",
            "answered_1",
            "answered_2",
            "answered_3",
            "answered_4",
            "answered_5",
            "mean",
            "gap",
            "agreement_a",
            "rwg",
            "average_deviation",
        ]
        .map(number),
    );
    Table { caption: "Answers".to_owned(), columns, rows: Vec::new() }
}

/// A row a question and side, in full.
pub(crate) fn answers(alignment: &Alignment) -> Table {
    let row = |compared: &QuestionCompared, side: &SideOfQuestion, [body, other]: [&String; 2]| {
        let count = |count: u32| Cell::text(count.to_string());
        let mut cells = vec![
            Cell::text(body),
            Cell::text(other),
            Cell::text(compared.question.area.key()),
            Cell::text(&compared.question.words),
            count(side.answered),
        ];
        cells.extend(side.counts.map(count));
        cells.extend([figure(side.mean), figure(compared.gap)]);
        cells.extend([&side.agreement, &side.rwg, &side.average_deviation].map(told));
        cells
    };
    let [first, second] = &alignment.bodies;
    let rows = alignment.comparison.questions.iter().flat_map(|compared| {
        let [here, there] = &compared.sides;
        [row(compared, here, [first, second]), row(compared, there, [second, first])]
    });
    Table { rows: rows.collect(), ..no_answers() }
}
