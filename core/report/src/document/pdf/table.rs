//! Tables: columns as wide as they need to be, rows that stay together, a heading that is repeated on each sheet.

use super::super::{Column, Ends, Table};
use super::face::{Faces, Run, Style};
use super::layout::{Branch, Layout, MARGIN, MEASURE, Mark};

const CELL: Style = Style::regular(9.0);
const STRONG: Style = Style::bold(9.0);
const LINE: f32 = 12.6;
/// Between columns, and above and below the words of a row.
const GAP: f32 = 10.0;
const PADDING: f32 = 3.2;
/// No column of words is squeezed below this.
const NARROWEST: f32 = 46.0;

/// Places a table below what is there.
pub(super) fn place(layout: &mut Layout<'_>, table: &Table) {
    let widths = widths(layout.faces, table);
    let caption = layout.leaf();
    let words = layout.faces.lines(&table.caption, STRONG, MEASURE);
    layout.y += 4.0;
    layout.make_room(5.0 * LINE);
    layout.lines(Some(caption), MARGIN, words);
    let headings: Vec<String> = table.columns.iter().map(|column| column.heading().to_owned()).collect();
    let head = Row::of(layout.faces, table, &headings, STRONG, &widths);
    let read_head = head.place(layout, &widths, Read::Aloud);
    rule(layout, 0.9);
    let mut rows = Vec::new();
    for (at, cells) in table.rows.iter().enumerate() {
        let total = table.ends == Ends::WithTotal && at + 1 == table.rows.len();
        let style = if total { STRONG } else { CELL };
        let row = Row::of(layout.faces, table, cells, style, &widths);
        if layout.make_room(row.height()) {
            head.place(layout, &widths, Read::Silently);
            rule(layout, 0.9);
        }
        rows.push(row.place(layout, &widths, Read::Aloud));
        rule(layout, 0.3);
    }
    layout.branches.push(Branch::Table { caption, head: read_head, rows });
    layout.y += 9.0;
}

/// Whether a row is read aloud; a repeated heading is not.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Read {
    Aloud,
    Silently,
}

/// The cells of a row, each as lines, and whether each stands right-aligned.
struct Row {
    cells: Vec<(Vec<Run>, bool)>,
}

impl Row {
    fn of(faces: &Faces, table: &Table, cells: &[String], style: Style, widths: &[f32]) -> Self {
        let cells = cells.iter().zip(&table.columns).zip(widths);
        let cells =
            cells.map(|((words, column), width)| (faces.lines(words, style, *width), column.is_figure()));
        Self { cells: cells.collect() }
    }

    fn height(&self) -> f32 {
        let lines = self.cells.iter().map(|(lines, _)| lines.len()).max().unwrap_or(1);
        lines as f32 * LINE + 2.0 * PADDING
    }

    fn place(&self, layout: &mut Layout<'_>, widths: &[f32], read: Read) -> Vec<usize> {
        let mut leaves = Vec::new();
        let mut left = MARGIN;
        for ((lines, figure), width) in self.cells.iter().zip(widths) {
            let leaf = (read == Read::Aloud).then(|| layout.leaf());
            leaves.extend(leaf);
            let mut y = layout.y + PADDING + CELL.size * 1.05;
            for run in lines {
                let x = if *figure { left + width - run.width } else { left };
                layout.mark(Mark::Text { leaf, x, y, run: run.clone() });
                y += LINE;
            }
            left += width + GAP;
        }
        layout.y += self.height();
        leaves
    }
}

fn rule(layout: &mut Layout<'_>, thickness: f32) {
    let y = layout.y;
    layout.mark(Mark::Rule { x: MARGIN, y, width: MEASURE, thickness });
}

/// Figures get what they need and words share the rest: in full where it is enough, else each at most an equal part of what the narrower ones leave. What is
/// still over goes to the columns of words, or is left free at the right where there are none.
fn widths(faces: &Faces, table: &Table) -> Vec<f32> {
    let needs = |at: usize, column: &Column| {
        let cells = table.rows.iter().filter_map(|row| row.get(at)).map(String::as_str);
        let width = |words: &str| faces.run(words, STRONG).width;
        let widest_word = column.heading().split_whitespace().map(width).fold(0.0, f32::max);
        let widest = cells.map(width).fold(0.0, f32::max);
        if column.is_figure() { widest.max(widest_word) } else { widest.max(width(column.heading())) }
    };
    let needed: Vec<f32> =
        table.columns.iter().enumerate().map(|(at, column)| needs(at, column) + 0.5).collect();
    let gaps = GAP * table.columns.len().saturating_sub(1) as f32;
    let of_figures = |figures: bool| {
        table.columns.iter().zip(&needed).filter(move |(column, _)| column.is_figure() == figures)
    };
    let figures: f32 = of_figures(true).map(|(_, width)| width).sum();
    let room = (MEASURE - gaps - figures).max(0.0);
    let most = level(of_figures(false).map(|(_, width)| *width).collect(), room).max(NARROWEST);
    let words = of_figures(false).count();
    let used: f32 = of_figures(false).map(|(_, width)| width.min(most)).sum();
    let spare = if words == 0 { 0.0 } else { (room - used).max(0.0) / words as f32 };
    let widths = table.columns.iter().zip(&needed);
    widths.map(|(column, width)| if column.is_figure() { *width } else { width.min(most) + spare }).collect()
}

/// The level at which widths are cut so that they fit into `room`; their widest where they fit.
fn level(mut widths: Vec<f32>, room: f32) -> f32 {
    widths.sort_by(f32::total_cmp);
    let mut left = room;
    for (at, width) in widths.iter().enumerate() {
        let equal = left / (widths.len() - at) as f32;
        if *width > equal {
            return equal;
        }
        left -= width;
    }
    widths.last().copied().unwrap_or(room)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_do_not_fit_are_cut_at_one_level_and_narrow_ones_keep_what_they_need() {
        assert_eq!(level(vec![300.0, 20.0, 200.0], 220.0), 100.0);
        assert_eq!(level(vec![30.0, 20.0], 220.0), 30.0);
    }
}
