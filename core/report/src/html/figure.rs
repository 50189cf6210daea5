//! A picture with its title, description, caption and table.

use maud::{Markup, html};

use super::data_table;
use crate::chart::{Drawing, NotDrawn, Width};
use crate::table::Table;

/// All that a figure of the page has.
pub(super) struct Figure<'a, D: Fn(Width) -> Result<Drawing, NotDrawn>> {
    /// Identifier on the page and name of the CSV file.
    pub(super) id: &'static str,
    /// A name of a few words.
    pub(super) title: &'a str,
    /// What the picture shows, in words.
    pub(super) description: &'a str,
    /// How to read it.
    pub(super) caption: &'a str,
    /// The picture.
    pub(super) draw: D,
    /// The figures behind it.
    pub(super) table: Table,
}

/// The figure, or the reason why there is none; either way the table, where it has rows.
pub(super) fn figure<D: Fn(Width) -> Result<Drawing, NotDrawn>>(figure: &Figure<'_, D>) -> Markup {
    let drawings: Result<Vec<Drawing>, NotDrawn> = Width::ALL.into_iter().map(&figure.draw).collect();
    html! {
        @match drawings {
            Ok(drawings) => {
                figure id={ "figure-" (figure.id) } {
                    @for drawing in &drawings { (svg(figure.id, figure.title, figure.description, drawing)) }
                    figcaption { strong { (figure.title) ". " } (figure.description) " " (figure.caption) }
                }
            }
            Err(NotDrawn(reason)) => { p class="not-drawn" { strong { (figure.title) ": no picture. " } (reason) } }
        }
        @if !figure.table.rows.is_empty() {
            (data_table::behind(&format!("{}: the figures as a table", figure.title), figure.id, &figure.table))
        }
    }
}

/// A drawing with its title and description, for those who do not see it.
pub(crate) fn svg(id: &str, title: &str, description: &str, drawing: &Drawing) -> Markup {
    let id = format!("{id}-{}", drawing.width.id());
    let view_box = format!("0 0 {} {}", drawing.width.units(), drawing.height.ceil());
    html! {
        svg class={ "chart " (drawing.width.id()) } viewBox=(view_box) role="img"
            aria-labelledby={ (id) "-title " (id) "-desc" } {
            title id={ (id) "-title" } { (title) }
            desc id={ (id) "-desc" } { (description) }
            (drawing.body)
        }
    }
}
