//! Buttons that change a form without ending it: rows added and removed, a shape chosen anew.

use commonweal_record::fact::control::Control;
use commonweal_record::fact::table::Line;

use super::Asked;
use super::asked::under;
use super::label::inner;
use super::propose::proposes;

/// The name of every button.
pub(crate) const BUTTON: &str = "do";
/// Most rows of a list: an entry holds no more.
const MOST_ROWS: usize = 500;

/// What was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    /// A row was added or removed, a choice taken back: the form is shown again.
    Again,
    /// What was filled in is to be kept for later.
    Save,
    /// What was kept is to be thrown away.
    Discard,
    /// The answers are to be checked.
    Check,
    /// Back from the checked answers to the form.
    Change,
    /// The checked answers are to be recorded.
    Record,
    /// The checked answers are to be signed elsewhere.
    Unsigned,
    /// The checked answers are to be signed with a passkey of the body: the page's script asks for it.
    Sign,
}

/// What was pressed, with rows added and removed as asked.
pub(crate) fn press(asked: &mut Asked) -> Press {
    let pressed = asked.one(BUTTON).to_owned();
    asked.forget(BUTTON);
    match pressed.split_once(' ') {
        Some(("add", list)) => add(list, asked),
        Some(("remove", row)) => remove(row, asked),
        Some(("choose", tagged)) => {
            asked.forget(&under(tagged, "type"));
            asked.forget(&under(tagged, "shown"));
        }
        _ => {
            return match pressed.as_str() {
                "save" => Press::Save,
                "discard" => Press::Discard,
                "record" => Press::Record,
                "unsigned" => Press::Unsigned,
                "sign" => Press::Sign,
                "change" => Press::Change,
                _ => Press::Check,
            };
        }
    }
    Press::Again
}

fn add(list: &str, asked: &mut Asked) {
    let rows = asked.rows(list);
    asked.renumber(list, &rows);
    // The first row stands on the page before anybody asks for one.
    let next = rows.len().max(1);
    if next < MOST_ROWS {
        asked.set(&under(list, "0"), asked.one(&under(list, "0")).to_owned().as_str());
        asked.set(&under(list, &next.to_string()), "");
    }
}

fn remove(row: &str, asked: &mut Asked) {
    if let Some((list, row)) = row.rsplit_once('.') {
        let kept: Vec<usize> = asked.rows(list).into_iter().filter(|kept| kept.to_string() != row).collect();
        asked.renumber(list, &kept);
    }
}

/// Takes rows away in which nothing was written, and numbers the others from nought.
pub(super) fn tidy(lines: &[Line], path: &str, asked: &mut Asked) {
    for line in lines {
        let here = under(path, line.name);
        match inner((line.control)()) {
            Control::List(each) => {
                let written = |row: &usize| !is_blank(&each, &under(&here, &row.to_string()), asked);
                let kept: Vec<usize> = asked.rows(&here).into_iter().filter(written).collect();
                asked.renumber(&here, &kept);
            }
            Control::Parts(parts) => tidy(parts, &here, asked),
            _ => {}
        }
    }
}

/// An identifier that the form made up counts for nothing.
fn is_blank(control: &Control, path: &str, asked: &Asked) -> bool {
    let Control::Parts(parts) = control else { return asked.is_blank(path) };
    parts.iter().all(|line| match inner((line.control)()) {
        Control::New(new) => {
            matches!(*new, Control::Id { of } if proposes(of)) || asked.is_blank(&under(path, line.name))
        }
        _ => asked.is_blank(&under(path, line.name)),
    })
}

/// Whether a shape was chosen whose parts have not been on the page yet.
pub(super) fn has_unseen_parts(lines: &[Line], asked: &Asked) -> bool {
    lines.iter().any(|line| {
        let Control::Shapes(shapes) = inner((line.control)()) else { return false };
        let chosen = asked.one(&under(line.name, "type"));
        shapes.iter().any(|shape| shape.word == chosen) && asked.one(&under(line.name, "shown")) != chosen
    })
}
