//! Where everything stands: sheets of placed runs and rules, and the tree of what they mean.

use super::super::{Block, Document};
use super::face::{Faces, Run, Style};
use super::table;

/// A4, in points.
pub(super) const PAPER: (f32, f32) = (595.28, 841.89);
/// Space around the text.
pub(super) const MARGIN: f32 = 62.0;
/// Width of the text.
pub(super) const MEASURE: f32 = PAPER.0 - 2.0 * MARGIN;
/// Where the text ends and the foot begins.
const BOTTOM: f32 = PAPER.1 - 72.0;

const TITLE: Style = Style::bold(22.0);
const SUBTITLE: Style = Style::regular(11.0);
const HEADING: Style = Style::bold(15.0);
const SUBHEADING: Style = Style::bold(11.0);
const BODY: Style = Style::regular(10.0);
/// Height of a line against the size of its letters.
const LEADING: f32 = 1.42;
const INDENT: f32 = 14.0;

/// Which piece of the tree a mark belongs to; none for what is not to be read aloud.
pub(super) type Leaf = Option<usize>;

/// Something drawn.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// Text, from the left end of its base line.
    Text { leaf: Leaf, x: f32, y: f32, run: Run },
    /// A line across.
    Rule { x: f32, y: f32, width: f32, thickness: f32 },
}

/// What leaves mean together, in the order of reading.
#[derive(Debug)]
pub(super) enum Branch {
    Heading {
        level: u16,
        words: String,
        leaf: usize,
    },
    Paragraph(usize),
    /// Bullet and words of each item.
    List(Vec<(usize, usize)>),
    Table {
        caption: usize,
        head: Vec<usize>,
        rows: Vec<Vec<usize>>,
    },
}

/// An entry of the contents in the viewer's side bar.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) words: String,
    pub(super) sheet: usize,
    pub(super) y: f32,
}

/// A document laid out.
pub(super) struct Layout<'f> {
    pub(super) faces: &'f Faces,
    pub(super) sheets: Vec<Vec<Mark>>,
    pub(super) branches: Vec<Branch>,
    pub(super) contents: Vec<Entry>,
    pub(super) leaves: usize,
    /// Where the next thing begins on the last sheet.
    pub(super) y: f32,
}

impl<'f> Layout<'f> {
    pub(super) fn of(document: &Document, faces: &'f Faces) -> Self {
        let mut layout = Self {
            faces,
            sheets: vec![Vec::new()],
            branches: Vec::new(),
            contents: Vec::new(),
            leaves: 0,
            y: MARGIN,
        };
        layout.heading(1, &document.title, TITLE);
        layout.paragraph(&document.subtitle, SUBTITLE);
        layout.y += 6.0;
        for block in &document.blocks {
            match block {
                Block::Heading(words) => {
                    layout.y += 14.0;
                    layout.heading(2, words, HEADING);
                    layout.y += 2.0;
                }
                Block::Subheading(words) => {
                    layout.y += 7.0;
                    layout.heading(3, words, SUBHEADING);
                }
                Block::Text(words) => layout.paragraph(words, BODY),
                Block::List(items) => layout.list(items),
                Block::Table(it) => table::place(&mut layout, it),
            }
        }
        layout
    }

    pub(super) fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.push(mark);
        }
    }

    /// Begins a new sheet where less than `height` is left of this one; says whether it did.
    pub(super) fn make_room(&mut self, height: f32) -> bool {
        let full = self.y + height > BOTTOM && self.y > MARGIN;
        if full {
            self.sheets.push(Vec::new());
            self.y = MARGIN;
        }
        full
    }

    /// Places lines one below the other, each where there is room.
    pub(super) fn lines(&mut self, leaf: Leaf, x: f32, lines: Vec<Run>) {
        for run in lines {
            let height = run.style.size * LEADING;
            self.make_room(height);
            let y = self.y + run.style.size * 1.05;
            self.mark(Mark::Text { leaf, x, y, run });
            self.y += height;
        }
    }

    fn heading(&mut self, level: u16, words: &str, style: Style) {
        let lines = self.faces.lines(words, style, MEASURE);
        // A heading stays with the beginning of what it is the heading of.
        self.make_room(style.size * LEADING * lines.len() as f32 + 6.0 * BODY.size * LEADING);
        let leaf = self.leaf();
        if level < 3 {
            let sheet = self.sheets.len() - 1;
            self.contents.push(Entry { words: words.to_owned(), sheet, y: self.y });
        }
        self.branches.push(Branch::Heading { level, words: words.to_owned(), leaf });
        self.lines(Some(leaf), MARGIN, lines);
    }

    fn paragraph(&mut self, words: &str, style: Style) {
        let leaf = self.leaf();
        self.branches.push(Branch::Paragraph(leaf));
        self.lines(Some(leaf), MARGIN, self.faces.lines(words, style, MEASURE));
        self.y += 5.0;
    }

    fn list(&mut self, items: &[String]) {
        let mut read = Vec::new();
        for item in items {
            let (bullet, words) = (self.leaf(), self.leaf());
            read.push((bullet, words));
            self.make_room(BODY.size * LEADING);
            let y = self.y + BODY.size * 1.05;
            self.mark(Mark::Text {
                leaf: Some(bullet), x: MARGIN + 2.0, y, run: self.faces.run("•", BODY)
            });
            self.lines(Some(words), MARGIN + INDENT, self.faces.lines(item, BODY, MEASURE - INDENT));
            self.y += 1.5;
        }
        self.branches.push(Branch::List(read));
        self.y += 5.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Column, Ends, Table};
    use commonweal_record::fact::Date;

    fn document(blocks: Vec<Block>) -> Document {
        let day = Date::new("2026-08-15").unwrap();
        Document { title: "A title".to_owned(), subtitle: "of somebody".to_owned(), day, blocks }
    }

    fn texts(sheet: &[Mark]) -> impl Iterator<Item = (&str, f32, f32, Leaf)> {
        sheet.iter().filter_map(|mark| match mark {
            Mark::Text { leaf, x, y, run } => Some((run.text.as_str(), *x + run.width, *y, *leaf)),
            Mark::Rule { .. } => None,
        })
    }

    fn rows(count: usize) -> Table {
        Table {
            caption: "Rows".to_owned(),
            columns: vec![Column::Text("What it is called"), Column::Figure("Sum")],
            rows: (0..count).map(|at| vec![format!("row {at}"), format!("£{at}.00")]).collect(),
            ends: Ends::WithRow,
        }
    }

    #[test]
    fn a_long_table_goes_on_over_sheets_with_its_heading_and_nothing_leaves_the_paper() {
        let faces = Faces::new().unwrap();
        let laid = Layout::of(&document(vec![Block::Table(rows(120))]), &faces);
        assert!(laid.sheets.len() >= 3, "{}", laid.sheets.len());
        for sheet in &laid.sheets {
            assert_eq!(texts(sheet).filter(|(text, ..)| *text == "What it is called").count(), 1);
            for (text, right, y, _) in texts(sheet) {
                assert!(right <= PAPER.0 - MARGIN + 0.01 && y <= BOTTOM, "{text} at {right}, {y}");
            }
        }
        let aloud = laid.sheets.iter().flat_map(|sheet| texts(sheet));
        let headings: Vec<Leaf> = aloud.filter(|(text, ..)| *text == "Sum").map(|(.., leaf)| leaf).collect();
        assert!(headings[0].is_some() && headings[1..].iter().all(Option::is_none), "{headings:?}");
    }

    #[test]
    fn figures_end_where_their_column_ends() {
        let faces = Faces::new().unwrap();
        let laid = Layout::of(&document(vec![Block::Table(rows(12))]), &faces);
        let ends: Vec<f32> = texts(&laid.sheets[0])
            .filter(|(text, ..)| text.starts_with('£'))
            .map(|(_, right, ..)| right)
            .collect();
        assert_eq!(ends.len(), 12);
        assert!(ends.iter().all(|end| (end - ends[0]).abs() < 0.01), "{ends:?}");
    }

    #[test]
    fn a_heading_is_never_the_last_thing_on_a_sheet() {
        let faces = Faces::new().unwrap();
        for lines in 30..50 {
            let mut blocks: Vec<Block> = (0..lines).map(|_| Block::Text("A line.".to_owned())).collect();
            blocks
                .extend([Block::Heading("The heading".to_owned()), Block::Text("What follows.".to_owned())]);
            let laid = Layout::of(&document(blocks), &faces);
            let sheet = laid.sheets.iter().find(|sheet| texts(sheet).any(|(text, ..)| text == "The heading"));
            assert!(texts(sheet.unwrap()).any(|(text, ..)| text == "What follows."), "after {lines} lines");
        }
    }

    #[test]
    fn words_are_broken_between_lines_and_only_a_word_that_is_too_long_inside() {
        let faces = Faces::new().unwrap();
        let style = Style::regular(10.0);
        let lines = faces.lines("one two three Donaudampfschifffahrtsgesellschaft", style, 60.0);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts[0], "one two ");
        assert!(texts.len() > 3 && lines.iter().all(|line| line.width <= 60.0), "{texts:?}");
        assert_eq!(texts.concat().replace(' ', ""), "onetwothreeDonaudampfschifffahrtsgesellschaft");
    }

    #[test]
    fn kerning_brings_letters_together_and_letters_without_a_shape_are_replaced() {
        let faces = Faces::new().unwrap();
        let width = |text: &str| faces.run(text, Style::regular(10.0)).width;
        assert!(width("AV") < width("A") + width("V"));
        assert!(!faces.run("東", Style::regular(10.0)).text.contains('東'));
        assert_eq!(faces.run("ŵ", Style::regular(10.0)).text, "ŵ");
    }
}
