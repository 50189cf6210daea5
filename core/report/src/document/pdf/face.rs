//! The fonts, and text shaped by them.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, UnicodeBuffer};

use super::PdfError;

/// Weight of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// A weight and a size in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) weight: Weight,
    pub(super) size: f32,
}

impl Style {
    pub(super) const fn regular(size: f32) -> Self {
        Self { weight: Weight::Regular, size }
    }

    pub(super) const fn bold(size: f32) -> Self {
        Self { weight: Weight::Bold, size }
    }
}

/// A line of shaped text.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    pub(super) style: Style,
    /// In points.
    pub(super) width: f32,
}

/// The fonts of a document.
pub(super) struct Faces {
    regular: Face,
    bold: Face,
}

struct Face {
    font: Font,
    shaper: rustybuzz::Face<'static>,
}

impl Faces {
    pub(super) fn new() -> Result<Self, PdfError> {
        Ok(Self {
            regular: Face::new(notosans::REGULAR_TTF, "Noto Sans Regular")?,
            bold: Face::new(notosans::BOLD_TTF, "Noto Sans Bold")?,
        })
    }

    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    pub(super) fn font(&self, weight: Weight) -> Font {
        self.face(weight).font.clone()
    }

    /// One line of text, with kerning and ligatures.
    pub(super) fn run(&self, text: &str, style: Style) -> Run {
        let face = self.face(style.weight);
        let text = face.printable(text);
        let glyphs = face.shaped(&text);
        let ems: f32 = glyphs.iter().map(|glyph| glyph.x_advance).sum();
        Run { text, glyphs, style, width: ems * style.size }
    }

    /// Text in lines no wider than `width`, broken between words, and inside a word only where it alone is wider.
    pub(super) fn lines(&self, text: &str, style: Style, width: f32) -> Vec<Run> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.run(&longer, style).width <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = self.broken(word, style, width, &mut lines);
        }
        lines.push(line);
        let last = lines.len() - 1;
        // The space that ends a line is drawn, so that the words stay apart for whoever copies or hears them.
        let spaced = |(at, line): (usize, &String)| {
            let run = self.run(line, style);
            if at == last { run } else { Run { width: run.width, ..self.run(&format!("{line} "), style) } }
        };
        lines.iter().enumerate().map(spaced).collect()
    }

    /// Moves as much of a word as fills lines into `lines`, and gives what is left of it.
    fn broken(&self, word: &str, style: Style, width: f32, lines: &mut Vec<String>) -> String {
        let mut part = String::new();
        for letter in word.chars() {
            let longer = format!("{part}{letter}");
            if !part.is_empty() && self.run(&longer, style).width > width {
                lines.push(std::mem::take(&mut part));
                part.push(letter);
            } else {
                part = longer;
            }
        }
        part
    }
}

impl Face {
    fn new(bytes: &'static [u8], name: &'static str) -> Result<Self, PdfError> {
        let font = Font::new(bytes.into(), 0).ok_or(PdfError::Font(name))?;
        let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or(PdfError::Font(name))?;
        Ok(Self { font, shaper })
    }

    /// The text in letters that the font has.
    fn printable(&self, text: &str) -> String {
        let there = |letter: &char| self.shaper.glyph_index(*letter).is_some();
        let instead = Some('\u{fffd}').filter(there).unwrap_or('?');
        let letter = |letter: char| match letter {
            _ if letter.is_control() => ' ',
            _ if there(&letter) => letter,
            _ => instead,
        };
        text.chars().map(letter).collect()
    }

    fn shaped(&self, text: &str) -> Vec<KrillaGlyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        // The font has no script that runs the other way.
        buffer.set_direction(Direction::LeftToRight);
        let shaped = rustybuzz::shape(&self.shaper, &[], buffer);
        let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let em = self.font.units_per_em();
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).zip(&starts);
        let glyph =
            |((info, position), start): ((&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition), &usize)| {
                let end = starts.iter().copied().find(|other| other > start).unwrap_or(text.len());
                let ems = |units: i32| units as f32 / em;
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    ems(position.x_advance),
                    ems(position.x_offset),
                    ems(position.y_offset),
                    ems(position.y_advance),
                    *start..end,
                    None,
                )
            };
        glyphs.map(glyph).collect()
    }
}
