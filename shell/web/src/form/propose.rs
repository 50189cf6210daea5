//! The next free identifier, for what a fact is the first to name.

use commonweal_record::fact::control::Control;
use commonweal_record::fact::table::Line;

use super::asked::under;
use super::label::inner;
use super::{Asked, Known};

/// Fills in every identifier that the fact makes known and that was left blank, in the rows that are there.
pub(crate) fn propose(lines: &[Line], asked: &mut Asked, known: &Known<'_>) {
    in_fields(lines, "", None, asked, known);
}

fn in_fields(lines: &[Line], path: &str, list: Option<&str>, asked: &mut Asked, known: &Known<'_>) {
    for line in lines {
        let here = under(path, line.name);
        match inner((line.control)()) {
            Control::New(new) => {
                let Control::Id { of } = *new else { continue };
                if asked.is_blank(&here) && proposes(of) {
                    let free = list.map_or_else(|| number(of, known), |list| letter(list, line.name, asked));
                    asked.set(&here, &free);
                }
            }
            Control::List(each) => {
                let Control::Parts(parts) = *each else { continue };
                for row in asked.rows(&here) {
                    in_fields(parts, &under(&here, &row.to_string()), Some(&here), asked, known);
                }
            }
            Control::Parts(parts) => in_fields(parts, &here, None, asked, known),
            Control::Shapes(shapes) => {
                let chosen = asked.one(&under(&here, "type")).to_owned();
                if let Some(shape) = shapes.iter().find(|shape| shape.word == chosen) {
                    in_fields(shape.fields, &here, None, asked, known);
                }
            }
            _ => {}
        }
    }
}

/// Whether identifiers of a sort are made up here; accounts and questions have names of their own.
pub(super) fn proposes(of: &str) -> bool {
    !matches!(of, "account of a ledger" | "survey item")
}

/// `d-4`: the first letter of the sort and a number that is free.
fn number(of: &str, known: &Known<'_>) -> String {
    let ids = known.ids(of);
    let letter = of.get(..1).unwrap_or("x");
    let used = |candidate: &str| ids.iter().any(|(id, _)| id == candidate);
    let mut number = ids.len() + 1;
    while used(&format!("{letter}-{number}")) {
        number += 1;
    }
    format!("{letter}-{number}")
}

/// `a`, `b`, … `z`, `a1`, …: the first that no row of the list has.
fn letter(list: &str, name: &str, asked: &Asked) -> String {
    let rows = asked.rows(list);
    let used =
        |candidate: &str| rows.iter().any(|row| asked.one(&format!("{list}.{row}.{name}")) == candidate);
    let mut rounds = 0_usize;
    loop {
        let end = if rounds == 0 { String::new() } else { rounds.to_string() };
        if let Some(free) =
            ('a'..='z').map(|letter| format!("{letter}{end}")).find(|candidate| !used(candidate))
        {
            return free;
        }
        rounds += 1;
    }
}
