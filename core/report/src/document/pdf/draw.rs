//! Copies what was laid out into a PDF, with its tags.

use std::num::NonZeroU16;

use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagTree,
};
use krilla::{Document as Pdf, SerializeSettings};

use super::super::Document;
use super::PdfError;
use super::face::{Faces, Run, Style};
use super::layout::{Branch, Entry, Layout, MARGIN, Mark, PAPER};

const LANGUAGE: &str = "en-GB";
const FOOT: Style = Style::regular(8.0);
/// Where the foot of a sheet stands.
const FOOT_Y: f32 = PAPER.1 - 38.0;

/// Draws every sheet, then says what their pieces mean.
pub(super) fn draw(document: &Document, faces: &Faces, laid: &Layout<'_>) -> Result<Vec<u8>, PdfError> {
    let unsound = |what: String| PdfError::Unsound(what);
    let settings = SerializeSettings { configuration: configuration()?, ..SerializeSettings::default() };
    let mut pdf = Pdf::new_with(settings);
    pdf.set_metadata(metadata(document));
    let mut drawn: Vec<Vec<Identifier>> = vec![Vec::new(); laid.leaves];
    let sheets = laid.sheets.len();
    for (at, sheet) in laid.sheets.iter().enumerate() {
        let paper = PageSettings::from_wh(PAPER.0, PAPER.1)
            .ok_or_else(|| unsound("the paper has no size".to_owned()))?;
        let mut page = pdf.start_page_with(paper);
        let mut surface = page.surface();
        for mark in sheet {
            match mark {
                Mark::Text { leaf: Some(leaf), x, y, run } => {
                    let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                    text(&mut surface, faces, *x, *y, run);
                    surface.end_tagged();
                    if let Some(ids) = drawn.get_mut(*leaf) {
                        ids.push(id);
                    }
                }
                Mark::Text { leaf: None, x, y, run } => {
                    beside(&mut surface, |surface| text(surface, faces, *x, *y, run));
                }
                Mark::Rule { x, y, width, thickness } => {
                    beside(&mut surface, |surface| rule(surface, *x, *y, *width, *thickness));
                }
            }
        }
        let foot = faces.run(&format!("{} · {}", document.title, document.subtitle), FOOT);
        let number = faces.run(&format!("{} of {sheets}", at + 1), FOOT);
        beside(&mut surface, |surface| {
            rule(surface, MARGIN, FOOT_Y - 13.0, PAPER.0 - 2.0 * MARGIN, 0.3);
            text(surface, faces, MARGIN, FOOT_Y, &foot);
            text(surface, faces, PAPER.0 - MARGIN - number.width, FOOT_Y, &number);
        });
        surface.finish();
        page.finish();
    }
    pdf.set_outline(outline(&laid.contents));
    pdf.set_tag_tree(tree(&laid.branches, &mut drawn));
    pdf.finish().map_err(|error| unsound(format!("{error:?}")))
}

fn configuration() -> Result<Configuration, PdfError> {
    let builder = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1);
    builder.finish().map_err(|error| PdfError::Unsound(format!("{error:?}")))
}

fn metadata(document: &Document) -> Metadata {
    let day = document.day.to_string();
    let part =
        |from: usize, to: usize| day.get(from..to).and_then(|part| part.parse::<u16>().ok()).unwrap_or(1);
    let small = |from, to| u8::try_from(part(from, to)).unwrap_or(1);
    let made = DateTime::new(part(0, 4)).month(small(5, 7)).day(small(8, 10)).hour(0).minute(0).second(0);
    Metadata::new()
        .title(document.title.clone())
        .description(document.subtitle.clone())
        .creator("Commonweal".to_owned())
        .language(LANGUAGE.to_owned())
        .creation_date(made.utc_offset_hour(0).utc_offset_minute(0))
        .document_id(format!("{} {} {day}", document.title, document.subtitle))
}

/// Draws what is not to be read aloud.
fn beside(surface: &mut Surface<'_>, draw: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
    draw(surface);
    surface.end_tagged();
}

fn text(surface: &mut Surface<'_>, faces: &Faces, x: f32, y: f32, run: &Run) {
    surface.set_fill(Some(Fill { paint: rgb::Color::new(11, 12, 12).into(), ..Fill::default() }));
    let font = faces.font(run.style.weight);
    surface.draw_glyphs(Point::from_xy(x, y), &run.glyphs, font, &run.text, run.style.size, false);
}

fn rule(surface: &mut Surface<'_>, x: f32, y: f32, width: f32, thickness: f32) {
    surface.set_fill(Some(Fill { paint: rgb::Color::new(80, 90, 95).into(), ..Fill::default() }));
    let mut path = PathBuilder::new();
    if let Some(line) = Rect::from_xywh(x, y, width, thickness) {
        path.push_rect(line);
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

fn outline(contents: &[Entry]) -> Outline {
    let mut outline = Outline::new();
    for Entry { words, sheet, y } in contents {
        let place = XyzDestination::new(*sheet, Point::from_xy(MARGIN, *y));
        outline.push_child(OutlineNode::new(words.clone(), place));
    }
    outline
}

/// The tree of tags, in the order of reading.
fn tree(branches: &[Branch], drawn: &mut [Vec<Identifier>]) -> TagTree {
    let mut leaf = |at: usize| -> Vec<Node> {
        let ids = drawn.get_mut(at).map(std::mem::take).unwrap_or_default();
        ids.into_iter().map(Node::from).collect()
    };
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    for branch in branches {
        tree.push(match branch {
            Branch::Heading { level, words, leaf: at } => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                TagGroup::with_children(Tag::Hn(level, Some(words.clone())), leaf(*at))
            }
            Branch::Paragraph(at) => TagGroup::with_children(Tag::P, leaf(*at)),
            Branch::List(items) => {
                let mut list = TagGroup::new(Tag::L(ListNumbering::Disc));
                for (bullet, words) in items {
                    let mut item = TagGroup::new(Tag::LI);
                    item.push(TagGroup::with_children(Tag::Lbl, leaf(*bullet)));
                    item.push(TagGroup::with_children(Tag::LBody, leaf(*words)));
                    list.push(item);
                }
                list
            }
            Branch::Table { caption, head, rows } => {
                let mut table = TagGroup::new(Tag::Table);
                table.push(TagGroup::with_children(Tag::Caption, leaf(*caption)));
                let mut first = TagGroup::new(Tag::TR);
                for at in head {
                    first.push(TagGroup::with_children(Tag::TH(TableHeaderScope::Column), leaf(*at)));
                }
                let mut heading = TagGroup::new(Tag::THead);
                heading.push(first);
                table.push(heading);
                let mut body = TagGroup::new(Tag::TBody);
                for cells in rows {
                    let mut row = TagGroup::new(Tag::TR);
                    for at in cells {
                        row.push(TagGroup::with_children(Tag::TD, leaf(*at)));
                    }
                    body.push(row);
                }
                table.push(body);
                table
            }
        });
    }
    tree
}
