//! What it is for, who is in, where it is.

use commonweal_record::partnership::Partnership;

use super::{day_of, heading, names, table, text};
use crate::accounts::name_of;
use crate::document::{Block, Column, Ends};
use crate::words::capitalised;

/// Aims, partners with what each gains, phase, queue.
pub(super) fn blocks(partnership: &Partnership) -> Vec<Block> {
    let members = &partnership.members;
    let mut blocks = vec![heading("Overview")];
    match members.proposed.last() {
        None => blocks.push(text("Nothing is proposed yet.")),
        Some(told) => {
            let style = told.fact.style.phrase();
            let article = if style.starts_with(['a', 'e', 'i', 'o', 'u']) { "An" } else { "A" };
            blocks.push(text(format!("{article} {style} partnership in {}. It is for:", told.fact.place)));
            blocks.push(Block::List(told.fact.aims.iter().map(|aim| capitalised(aim.as_str())).collect()));
        }
    }
    let rows = members.current().map(|body| {
        let form = members.bodies.get(body).map_or("", |known| known.legal_form().phrase());
        let benefit = members.benefits.iter().rev().find(|told| told.body == *body);
        let benefit =
            benefit.map_or("Not stated yet".to_owned(), |told| capitalised(told.fact.benefit.as_str()));
        vec![name_of(partnership, body).to_owned(), capitalised(form), benefit]
    });
    let columns = vec![
        Column::Text("Partner"),
        Column::Text("Legal form"),
        Column::Text("What it gains, in its own words"),
    ];
    blocks.push(table("Who is in", columns, rows.collect(), Ends::WithRow));
    let phase = partnership.programme.phases.last().map(|told| {
        format!("The programme is in the phase {}, entered on {}.", told.fact.phase.phrase(), day_of(told))
    });
    blocks.extend(phase.map(text));
    if !members.queue.is_empty() {
        let queue = names(partnership, members.queue.iter().map(|told| &told.fact.body));
        blocks.push(text(format!("Waiting to join: {queue}.")));
    }
    blocks
}
