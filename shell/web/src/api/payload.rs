//! JSON schemas of facts, from their declarations.
//!
//! A schema says what every reader of JSON Schema can check; what the fields must be beside one another (sums, orders, intervals) is for the
//! record, which names the field.

use commonweal_record::fact::control::Control;
use commonweal_record::fact::table::Line;
use commonweal_record::fact::{Kind, Signer};
use serde_json::{Map, Value, json};

/// One line without control characters, white space around it, or an `@`.
const TEXT: &str = r"^[^\s@\x00-\x1f\x7f-\x9f]([^@\x00-\x1f\x7f-\x9f]*[^\s@\x00-\x1f\x7f-\x9f])?$";

/// The schema of a value that is asked for in this way.
pub(super) fn of(control: &Control) -> Value {
    match control {
        Control::Line { most } | Control::Paragraph { most } => {
            json!({ "type": "string", "pattern": TEXT, "minLength": 1, "maxLength": most })
        }
        Control::Whole { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Control::Money => pattern("^(0|-?[1-9][0-9]{0,18})$", "Whole pence, as text."),
        Control::Share => pattern("^[0-9]{1,19}/[1-9][0-9]{0,18}$", "A share in lowest terms."),
        Control::Date => json!({ "type": "string", "format": "date" }),
        Control::Decimal => pattern("^-?(0|[1-9][0-9]*)(\\.[0-9]{1,9})?$", "A decimal number, as text."),
        Control::Choice(words) => json!({ "enum": words.iter().map(|word| word.word).collect::<Vec<_>>() }),
        Control::Id { of } => {
            let mut schema = pattern("^[a-z0-9]+(-[a-z0-9]+)*$", &format!("The identifier of a {of}."));
            schema["maxLength"] = 64.into();
            schema
        }
        Control::Body => pattern("^[a-z0-9][a-z0-9-]{0,63}$", "A body."),
        Control::Person => pattern("^[0-9a-f]{32}$", "A person, by an opaque id."),
        Control::Document => pattern("^[0-9a-f]{64}$", "The salted hash of a document."),
        Control::Code { wanted } => json!({ "description": wanted }),
        Control::New(inner) | Control::Optional(inner) => of(inner),
        Control::List(inner) => json!({ "type": "array", "items": of(inner) }),
        Control::Set(inner) => json!({ "type": "array", "items": of(inner), "uniqueItems": true }),
        Control::PerBody { name, value } => json!({
            "type": "array",
            "items": {
                "type": "object",
                "properties": { "body": of(&Control::Body), *name: of(value) },
                "required": ["body", name],
                "additionalProperties": false,
            },
        }),
        Control::Parts(lines) => object(lines, None),
        Control::Shapes(shapes) => {
            let one = |shape: &commonweal_record::fact::table::Shape| object(shape.fields, Some(shape.word));
            json!({ "oneOf": shapes.iter().map(one).collect::<Vec<_>>() })
        }
    }
}

fn pattern(pattern: &str, description: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "description": description })
}

/// The schema of an object with these fields; a shape says in `type` which it is.
fn object(lines: &[Line], shape: Option<&str>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    if let Some(word) = shape {
        properties.insert("type".to_owned(), json!({ "const": word }));
        required.push("type");
    }
    for line in lines {
        let mut schema = of(&(line.control)());
        schema["description"] = line.meaning.trim().into();
        properties.insert(line.name.to_owned(), schema);
        if (line.required)() {
            required.push(line.name);
        }
    }
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// The schema of a new fact of a kind.
pub(super) fn new_fact(kind: &Kind) -> Value {
    json!({
        "type": "object",
        "title": kind.name,
        "description": kind.meaning.trim(),
        "properties": {
            "kind": { "const": kind.name },
            "schema": { "const": kind.schema },
            "payload": object((kind.lines)(), None),
        },
        "required": ["kind", "schema", "payload"],
        "additionalProperties": false,
    })
}

/// Whose key a kind asks for, in a word.
pub(super) fn signer(signer: Signer) -> &'static str {
    match signer {
        Signer::Host => "host",
        Signer::Either => "either",
        Signer::Body => "body",
        Signer::BodyOnceItHasAKey => "body_once_it_has_a_key",
    }
}
