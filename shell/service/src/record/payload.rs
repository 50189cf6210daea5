//! Facts from what a person types: FIELD=VALUE, or a JSON object.

use std::fs;
use std::path::{Path, PathBuf};

use commonweal_record::canonical::{self, Value};
use commonweal_record::fact::{Cause, Fact, FactError, kind_of};
use commonweal_record::tree::Hash;
use commonweal_store::Blob;

use super::{Place, RecordError};

/// One FIELD=VALUE. A dot in the field leads into an object; `@FILE` as value keeps the file as a document and stands for its salted hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The field, such as `name` or `term.type`.
    pub field: String,
    /// What stands after the first `=`.
    pub value: String,
}

impl std::str::FromStr for Given {
    type Err = RecordError;

    fn from_str(word: &str) -> Result<Self, RecordError> {
        let not = || RecordError::NotAField { word: word.to_owned() };
        let (field, value) = word.split_once('=').ok_or_else(not)?;
        if field.split('.').all(canonical::is_key) {
            Ok(Self { field: field.to_owned(), value: value.to_owned() })
        } else {
            Err(not())
        }
    }
}

impl Given {
    /// A field and its value.
    pub fn new(field: &str, value: impl Into<String>) -> Self {
        Self { field: field.to_owned(), value: value.into() }
    }
}

/// A file that goes into the vault once the fact that carries its hash is known to be right.
#[derive(Debug)]
pub struct Document {
    hash: Hash,
    blob: Blob,
}

impl Document {
    /// Of these bytes. A salt is used for one document only, and comes from the machine's entropy.
    pub fn new(salt: [u8; 32], data: Vec<u8>) -> Self {
        Self { hash: Hash::of_parts(&[&salt, &data]), blob: Blob { salt, data } }
    }

    /// The salted hash by which a fact carries it.
    pub fn hash(&self) -> Hash {
        self.hash
    }
}

impl Place {
    /// The fact of `kind` with these fields, and the documents among them.
    ///
    /// # Errors
    /// [`RecordError::Fact`], naming the field; [`RecordError::File`] for a document that cannot be read.
    pub fn fact(&self, kind: &str, given: &[Given]) -> Result<(Fact, Vec<Document>), RecordError> {
        let mut documents = Vec::new();
        let mut resolved = Vec::new();
        for Given { field, value } in given {
            let value = match value.strip_prefix('@') {
                Some(file) => {
                    let document = self.document(Path::new(file))?;
                    let hash = document.hash.to_string();
                    documents.push(document);
                    hash
                }
                None => value.clone(),
            };
            resolved.push(Given { field: field.clone(), value });
        }
        Ok((fact(kind, &resolved)?, documents))
    }

    fn document(&self, path: &Path) -> Result<Document, RecordError> {
        let data = fs::read(path).map_err(RecordError::file(path))?;
        let salt: [u8; 32] = self.surroundings.random()?;
        Ok(Document::new(salt, data))
    }

    /// Keeps documents in the vault, each under a key of its own.
    ///
    /// # Errors
    /// What the store says.
    pub fn keep(&self, documents: &[Document]) -> Result<(), RecordError> {
        for Document { hash, blob } in documents {
            self.store.put_blob(&hash.to_string(), blob)?;
        }
        Ok(())
    }
}

/// The fact whose payload is the JSON object in a file.
///
/// # Errors
/// [`RecordError::File`], [`RecordError::Payload`], [`RecordError::Fact`].
pub fn from_file(kind: &str, path: &Path) -> Result<Fact, RecordError> {
    let bytes = fs::read(path).map_err(RecordError::file(path))?;
    let payload = canonical::parse(&bytes)
        .map_err(|source| RecordError::Payload { path: PathBuf::from(path), source })?;
    Ok(Fact::from_payload(kind, newest(kind), &payload)?)
}

/// The fact of `kind` with these fields. Each value is tried as a text; where the kind wants a number, a list or an object, as JSON; where
/// it wants a list of texts, as its one member. A field given again makes a list.
///
/// # Errors
/// [`RecordError::Fact`], naming the field and what to write; [`RecordError::FieldTwice`].
pub fn fact(kind: &str, given: &[Given]) -> Result<Fact, RecordError> {
    let mut payload = Value::object::<String>([]);
    for Given { field, value } in given {
        let place = place(&mut payload, field)?;
        *place = match std::mem::take(place) {
            Value::Null => Value::text(value.as_str()),
            Value::List(mut values) => {
                values.push(Value::text(value.as_str()));
                Value::List(values)
            }
            Value::Object(_) => return Err(RecordError::FieldTwice { field: field.clone() }),
            first => Value::List(vec![first, Value::text(value.as_str())]),
        };
    }
    // Each round turns one text into another value, or ends.
    for _ in 0..given.len() {
        match Fact::from_payload(kind, newest(kind), &payload) {
            Err(FactError::BadPayload { error, .. }) if is_wrong_type(&error.cause) => {
                if !reread(&mut payload, &error.path, &error.cause) {
                    break;
                }
            }
            _ => break,
        }
    }
    Ok(Fact::from_payload(kind, newest(kind), &payload)?)
}

fn newest(kind: &str) -> u64 {
    kind_of(kind).map_or(1, |kind| kind.schema)
}

fn is_wrong_type(cause: &Cause) -> bool {
    matches!(cause, Cause::WrongType { .. })
}

/// The value at a dotted path, made where it is not there.
fn place<'v>(payload: &'v mut Value, field: &str) -> Result<&'v mut Value, RecordError> {
    let mut value = payload;
    for part in field.split('.') {
        if *value == Value::Null {
            *value = Value::object::<String>([]);
        }
        let Value::Object(members) = value else {
            return Err(RecordError::FieldTwice { field: field.to_owned() });
        };
        value = members.entry(part.to_owned()).or_default();
    }
    Ok(value)
}

/// Reads the text at `path` as JSON, or as a list of one; whether anything changed.
fn reread(payload: &mut Value, path: &str, cause: &Cause) -> bool {
    let Some(value) = at(payload, path) else { return false };
    let Value::Text(text) = value else { return false };
    let json = canonical::parse(text.as_bytes()).ok().filter(|json| !matches!(json, Value::Text(_)));
    let one = matches!(cause, Cause::WrongType { wanted: "a list", .. });
    match json {
        Some(json) => *value = json,
        None if one => *value = Value::List(vec![std::mem::take(value)]),
        None => return false,
    }
    true
}

/// The value at a path of an error: `term.bodies`, `items[2]`.
fn at<'v>(payload: &'v mut Value, path: &str) -> Option<&'v mut Value> {
    let mut value = payload;
    for part in path.split(['.', '[']) {
        value = match (part.strip_suffix(']'), value) {
            (Some(index), Value::List(values)) => values.get_mut(index.parse::<usize>().ok()?)?,
            (None, Value::Object(members)) => members.get_mut(part)?,
            _ => return None,
        };
    }
    Some(value)
}
