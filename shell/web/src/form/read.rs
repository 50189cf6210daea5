//! From what was sent to a fact, or to what must be changed.

use commonweal_quantity::{Pence, Share};
use commonweal_record::canonical::Value;
use commonweal_record::fact::control::Control;
use commonweal_record::fact::table::{Line, Shape};
use commonweal_record::fact::{Fact, FactError, FieldError, Kind, Object};
use commonweal_record::tree::Hash;
use commonweal_service::record::payload::Document;

use super::asked::under;
use super::label::{self, label, label_at};
use super::{Asked, Known, rows, sentence};

/// What must be changed, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// The name of the field.
    pub(crate) path: String,
    /// What to do.
    pub(crate) says: String,
}

/// What came of a form.
#[derive(Debug)]
pub(crate) enum Made {
    /// A fact, and the documents that it carries by their hashes.
    Fact(Box<Fact>, Vec<Document>),
    /// Something must be changed; nothing yet where the next part of the form has not been seen.
    NotYet(Vec<Complaint>),
}

/// Reads a form. Rows in which nothing was written are taken away first. `salt` is the form's own: each document has one made from it.
pub(crate) fn read(kind: &Kind, asked: &mut Asked, known: &Known<'_>, salt: [u8; 32]) -> Made {
    let lines = (kind.lines)();
    if rows::has_unseen_parts(lines, asked) {
        return Made::NotYet(Vec::new());
    }
    rows::tidy(lines, "", asked);
    let mut reader = Reader {
        lines,
        asked,
        known,
        salt,
        complaints: Vec::new(),
        documents: Vec::new(),
        places: Vec::new(),
    };
    let payload = Value::Object(reader.fields(lines, ""));
    if reader.complaints.is_empty() {
        match Fact::from_payload(kind.name, kind.schema, &payload) {
            Ok(fact) => return Made::Fact(Box::new(fact), reader.documents),
            Err(FactError::BadPayload { error, .. }) => reader.complain_of("", None, &error),
            Err(other) => reader.complain("", crate::words::sentence(&other.to_string())),
        }
    }
    Made::NotYet(reader.complaints)
}

struct Reader<'a> {
    lines: &'static [Line],
    asked: &'a Asked,
    known: &'a Known<'a>,
    salt: [u8; 32],
    complaints: Vec<Complaint>,
    documents: Vec<Document>,
    /// Where a value's rows stand under other names on the form: `struck[0]`, `struck.northdown-minds`.
    places: Vec<(String, String)>,
}

impl Reader<'_> {
    fn fields(&mut self, lines: &[Line], path: &str) -> Object {
        let mut object = Object::new();
        for line in lines {
            let (here, label) = (under(path, line.name), label(line));
            let before = self.complaints.len();
            let value = self.value(&(line.control)(), &here, &label);
            if self.complaints.len() > before {
                continue;
            }
            match value {
                None if (line.required)() => {
                    self.complain(&here, sentence::missing(&label, (line.control)()));
                }
                None => {}
                Some(value) => {
                    match (line.check)(&value) {
                        Err(error) if matches!(label::inner((line.control)()), Control::Set(_)) => {
                            self.complain(&here, sentence::wrong(&label, &error.cause));
                        }
                        Err(error) => self.complain_of(&here, Some(&label), &error),
                        Ok(()) => {}
                    }
                    object.insert(line.name.to_owned(), value);
                }
            }
        }
        object
    }

    fn value(&mut self, control: &Control, path: &str, label: &str) -> Option<Value> {
        let asked = self.asked;
        let text = || Some(asked.one(path)).filter(|text| !text.is_empty());
        match control {
            Control::Line { .. } | Control::Paragraph { .. } => {
                text().map(|text| Value::Text(one_line(text)))
            }
            Control::Choice(_)
            | Control::Id { .. }
            | Control::Body
            | Control::Person
            | Control::Code { .. } => text().map(Value::text),
            Control::Whole { .. } => {
                self.parsed(path, text()?, label, "a whole number, such as 12", |text| {
                    text.replace([',', ' '], "").parse().ok().map(Value::Integer)
                })
            }
            Control::Money => {
                self.parsed(path, text()?, label, "pounds and pence, such as 1,250 or 1,250.50", |text| {
                    text.parse::<Pence>().ok().map(|pence| Value::Text(pence.0.to_string()))
                })
            }
            Control::Share => {
                self.parsed(path, text()?, label, "a share from 0% to 100%, such as 25% or 1/3", |text| {
                    text.parse::<Share>()
                        .ok()
                        .map(|share| Value::Text(format!("{}/{}", share.numerator(), share.denominator())))
                })
            }
            Control::Decimal => text().map(|text| Value::Text(text.replace('−', "-").replace(',', ""))),
            Control::Date => self.date(path, label),
            Control::Document => self.document(path),
            Control::New(new) => self.first_named(new, path, label),
            Control::Optional(inner) => match **inner {
                Control::Parts(_) | Control::Shapes(_) | Control::List(_) if asked.is_blank(path) => None,
                _ => self.value(inner, path, label),
            },
            Control::List(each) => Some(self.list(each, path, label)),
            Control::Set(_) => {
                let mut values: Vec<Value> = asked.all(path).map(Value::text).collect();
                values.sort();
                values.dedup();
                Some(Value::List(values))
            }
            Control::PerBody { name, value } => Some(self.per_body(name, value, path)),
            Control::Parts(lines) => Some(Value::Object(self.fields(lines, path))),
            Control::Shapes(shapes) => self.shape(shapes, path, label),
        }
    }

    fn parsed(
        &mut self,
        path: &str,
        text: &str,
        label: &str,
        wanted: &str,
        read: impl Fn(&str) -> Option<Value>,
    ) -> Option<Value> {
        let value = read(text);
        if value.is_none() {
            self.complain(path, format!("{label} must be {wanted}"));
        }
        value
    }

    /// As three parts, or whole from a prefilled address.
    fn date(&mut self, path: &str, label: &str) -> Option<Value> {
        let parts = ["year", "month", "day"].map(|part| (part, self.asked.one(&under(path, part))));
        let blank: Vec<&str> =
            parts.iter().filter(|(_, value)| value.is_empty()).map(|(part, _)| *part).collect();
        match blank.as_slice() {
            [] => {
                let [year, month, day] = parts.map(|(_, value)| value);
                if year.len() != 4 {
                    self.complain(&under(path, "year"), format!("{label} must have a year of four digits"));
                    return None;
                }
                Some(Value::Text(format!("{year:0>4}-{month:0>2}-{day:0>2}")))
            }
            [_, _, _] => Some(self.asked.one(path)).filter(|text| !text.is_empty()).map(Value::text),
            [first, ..] => {
                let says = format!("{label} must include a {first}");
                self.complain(&under(path, first), says);
                None
            }
        }
    }

    fn document(&mut self, path: &str) -> Option<Value> {
        let text = self.asked.one(&under(path, "text")).replace("\r\n", "\n");
        if text.is_empty() {
            return Some(self.asked.one(path)).filter(|hash| !hash.is_empty()).map(Value::text);
        }
        let salt = Hash::of_parts(&[&self.salt, path.as_bytes()]);
        let document = Document::new(salt.0, text.into_bytes());
        let hash = document.hash();
        self.documents.push(document);
        Some(Value::Text(hash.to_string()))
    }

    fn first_named(&mut self, new: &Control, path: &str, label: &str) -> Option<Value> {
        let text = self.asked.one(path);
        let taken = match new {
            Control::Id { of } => self.known.is_taken(of, text),
            Control::Body => self.known.partnership.members.bodies.keys().any(|body| body.as_str() == text),
            _ => false,
        };
        if taken {
            self.complain(path, format!("{label}: ‘{text}’ is in the record already. Choose another name"));
        }
        self.value(new, path, label)
    }

    fn list(&mut self, each: &Control, path: &str, label: &str) -> Value {
        let mut values = Vec::new();
        for row in self.asked.rows(path) {
            values.extend(self.value(each, &under(path, &row.to_string()), label));
        }
        Value::List(values)
    }

    fn per_body(&mut self, name: &str, each: &Control, path: &str) -> Value {
        let mut values = Vec::new();
        for body in self.asked.branches(path) {
            let here = under(path, body);
            if self.asked.is_blank(&here) {
                continue;
            }
            let called = self.known.body_name(body);
            if let Some(value) = self.value(each, &here, &called) {
                self.places.push((format!("{path}[{}]", values.len()), here));
                values.push(Value::object([("body", Value::text(body)), (name, value)]));
            }
        }
        Value::List(values)
    }

    fn shape(&mut self, shapes: &[Shape], path: &str, label: &str) -> Option<Value> {
        let at = under(path, "type");
        let chosen = self.asked.one(&at);
        let Some(shape) = shapes.iter().find(|shape| shape.word == chosen) else {
            self.complain(&at, format!("Choose {}", label::within(label)));
            return None;
        };
        let mut object = self.fields(shape.fields, path);
        object.insert("type".to_owned(), Value::text(shape.word));
        Some(Value::Object(object))
    }

    fn complain(&mut self, path: &str, says: String) {
        self.complaints.push(Complaint { path: path.to_owned(), says });
    }

    /// An error inside the value at `path` of the form. Rows by body stand there under the names of the bodies.
    fn complain_of(&mut self, path: &str, label: Option<&str>, error: &FieldError) {
        let joint =
            if path.is_empty() || error.path.is_empty() || error.path.starts_with('[') { "" } else { "." };
        let whole = format!("{path}{joint}{}", error.path);
        let place = self
            .places
            .iter()
            .find(|(value, _)| whole.starts_with(value.as_str()))
            .map(|(_, form)| form.clone());
        let body =
            place.as_ref().and_then(|form| form.rsplit('.').next()).map(|body| self.known.body_name(body));
        let at = place.unwrap_or_else(|| whole.replace('[', ".").replace(']', ""));
        let label = body.or_else(|| label.map(str::to_owned)).or_else(|| label_at(self.lines, &at));
        let says = sentence::wrong(label.as_deref().unwrap_or("This"), &error.cause);
        self.complain(&at, says);
    }
}

/// The record holds texts of one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
