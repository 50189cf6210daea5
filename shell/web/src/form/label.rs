//! What a field is called on a form: the beginning of what its declaration says it means.

use commonweal_record::fact::control::Control;
use commonweal_record::fact::table::Line;

/// The label: the meaning up to its first pause.
pub(super) fn label(line: &Line) -> String {
    let control = (line.control)();
    let meaning = line.meaning.trim();
    let meaning =
        if is_document(&control) { meaning.strip_prefix("Hash of ").unwrap_or(meaning) } else { meaning };
    let end = meaning.find([',', ';', '(', '.', ':']).unwrap_or(meaning.len());
    crate::words::capital(meaning.get(..end).unwrap_or(meaning).trim_end())
}

/// As much more as a meaning may say, in bytes, before it is worth a hint.
const SLIGHT: usize = 12;

/// The meaning, where the label does not say all of it.
pub(super) fn hint(line: &Line) -> Option<&'static str> {
    let meaning = line.meaning.trim();
    let rest = meaning.find([',', ';', '(', '.', ':']).and_then(|end| meaning.get(end..)).unwrap_or("");
    (rest.len() > SLIGHT).then_some(meaning)
}

/// Within a sentence: "the decision".
pub(super) fn within(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next();
    let is_word = !letters.as_str().starts_with(char::is_uppercase);
    match first {
        Some(first) if is_word => first.to_lowercase().collect::<String>() + letters.as_str(),
        _ => label.to_owned(),
    }
}

fn is_document(control: &Control) -> bool {
    match control {
        Control::Document => true,
        Control::Optional(inner) => is_document(inner),
        _ => false,
    }
}

/// What may be left out, without the leave.
pub(super) fn inner(control: Control) -> Control {
    match control {
        Control::Optional(inner) => *inner,
        other => other,
    }
}

/// The label of the field with this name on a form.
pub(super) fn label_at(lines: &[Line], path: &str) -> Option<String> {
    let mut lines = lines.to_vec();
    let mut found = None;
    for part in path.split('.').filter(|part| part.parse::<usize>().is_err()) {
        let line = lines.iter().find(|line| line.name == part)?;
        found = Some(label(line));
        lines = parts((line.control)());
    }
    found
}

fn parts(control: Control) -> Vec<Line> {
    match control {
        Control::Parts(lines) => lines.to_vec(),
        Control::Shapes(shapes) => shapes.iter().flat_map(|shape| shape.fields.to_vec()).collect(),
        Control::List(inner) | Control::Optional(inner) | Control::New(inner) => parts(*inner),
        _ => Vec::new(),
    }
}
