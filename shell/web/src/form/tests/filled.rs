//! The pairs that a browser would send for a payload.

use commonweal_quantity::Pence;
use commonweal_record::canonical::Value;
use commonweal_record::fact::Kind;
use commonweal_record::fact::control::Control;
use commonweal_record::fact::table::Line;

use crate::form::Asked;
use crate::form::asked::under;
use crate::form::label::inner;

/// What a person would have sent for a payload.
pub(super) fn filled(kind: &Kind, payload: &Value) -> Asked {
    let mut pairs = Vec::new();
    fill_fields((kind.lines)(), payload, "", &mut pairs);
    Asked::new(&pairs)
}

fn fill_fields(lines: &[Line], value: &Value, path: &str, pairs: &mut Vec<(String, String)>) {
    for line in lines {
        if let Some(value) = value.get(line.name) {
            fill(&inner((line.control)()), value, &under(path, line.name), pairs);
        }
    }
}

fn fill(control: &Control, value: &Value, path: &str, pairs: &mut Vec<(String, String)>) {
    let text = || value.as_text().map_or_else(|| value.as_integer().unwrap().to_string(), str::to_owned);
    let mut put = |name: &str, value: String| pairs.push((name.to_owned(), value));
    match control {
        Control::Money => put(path, Pence(text().parse().unwrap()).to_string().replace('£', "")),
        Control::Date => {
            for (part, value) in ["year", "month", "day"].into_iter().zip(text().split('-')) {
                put(&under(path, part), value.to_owned());
            }
        }
        Control::Optional(inner) | Control::New(inner) => fill(inner, value, path, pairs),
        Control::List(each) => {
            for (row, value) in value.as_list().unwrap().iter().enumerate() {
                fill(each, value, &under(path, &row.to_string()), pairs);
            }
        }
        Control::Set(each) => {
            value.as_list().unwrap().iter().for_each(|value| fill(each, value, path, pairs));
        }
        Control::PerBody { name, value: each } => {
            for row in value.as_list().unwrap() {
                fill(
                    each,
                    row.get(name).unwrap(),
                    &under(path, row.get("body").unwrap().as_text().unwrap()),
                    pairs,
                );
            }
        }
        Control::Parts(lines) => fill_fields(lines, value, path, pairs),
        Control::Shapes(shapes) => {
            let word = value.get("type").unwrap().as_text().unwrap();
            put(&under(path, "type"), word.to_owned());
            put(&under(path, "shown"), word.to_owned());
            let shape = shapes.iter().find(|shape| shape.word == word).unwrap();
            fill_fields(shape.fields, value, path, pairs);
        }
        _ => put(path, text()),
    }
}
