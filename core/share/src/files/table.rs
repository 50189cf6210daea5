//! A file as a table, whatever its form.

use super::{FileError, Place};

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Rows of fields with a header.
    Csv,
    /// JSON.
    Json,
    /// TOML.
    Toml,
}

impl Form {
    /// By the ending of its name, and else by its first character.
    pub fn of(name: &str, text: &str) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("json") => Self::Json,
            Some("toml") => Self::Toml,
            _ if text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with(['{', '[']) => {
                Self::Json
            }
            _ => Self::Csv,
        }
    }
}

/// A row and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) place: Place,
    pub(crate) cells: Vec<String>,
}

impl Row {
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// Named columns and rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
    /// What separates the fields, where anything does.
    pub(crate) delimiter: Option<u8>,
    pub(crate) example: &'static str,
}

impl Table {
    /// Reads a text of this form; `example` is shown where it cannot be read. A CSV file whose first row ends in an amount has no header:
    /// its columns are without names.
    pub(crate) fn read(text: &str, form: Form, example: &'static str) -> Result<Self, FileError> {
        let text = text.trim_start_matches('\u{feff}');
        let table = match form {
            Form::Csv => from_csv(text, example)?,
            Form::Json => {
                let value: serde_json::Value =
                    serde_json::from_str(text).map_err(|error| FileError::Form {
                        place: format!("line {}, column {}: ", error.line(), error.column()),
                        detail: "this is not JSON".to_owned(),
                        example,
                    })?;
                from_value(&value, example)?
            }
            Form::Toml => {
                let value: serde_json::Value =
                    toml::from_str(text).map_err(|error| not_toml(text, &error, example))?;
                from_value(&value, example)?
            }
        };
        if table.rows.is_empty() { Err(FileError::Empty { example }) } else { Ok(table) }
    }

    /// The first column that goes by one of these names; case, spaces, hyphens and a unit in brackets do not matter.
    pub(crate) fn column(&self, names: &[&str]) -> Option<usize> {
        self.columns.iter().position(|column| names.contains(&plain(column).as_str()))
    }

    /// A column by name, or by position in a table of two columns.
    pub(crate) fn column_or(
        &self,
        names: &[&str],
        position: usize,
        wanted: &'static str,
    ) -> Result<usize, FileError> {
        let by_position = || (self.columns.len() <= 2 && position < self.columns.len()).then_some(position);
        self.column(names).or_else(by_position).ok_or_else(|| self.lacks(wanted))
    }

    pub(crate) fn lacks(&self, wanted: &'static str) -> FileError {
        FileError::NoColumn { wanted, found: self.columns.clone(), example: self.example }
    }

    /// The name of a column for a message.
    pub(crate) fn name(&self, column: usize) -> String {
        match self.columns.get(column).map(String::as_str) {
            None | Some("") => format!("column {}", column + 1),
            Some(name) => format!("column {name}"),
        }
    }

    /// The amount in a cell.
    pub(crate) fn amount(&self, row: &Row, column: usize) -> Result<f64, FileError> {
        let text = row.cell(column);
        let (place, name) = (|| row.place.clone(), self.name(column));
        if text.is_empty() {
            return Err(FileError::NoCell { place: place(), column: name });
        }
        super::amount(text).ok_or_else(|| FileError::NotAnAmount {
            place: place(),
            column: name,
            text: text.to_owned(),
        })
    }
}

/// `Worth (£)` → `worth`.
fn plain(column: &str) -> String {
    let name = column.split(['(', '£', '[']).next().unwrap_or_default();
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

fn from_csv(text: &str, example: &'static str) -> Result<Table, FileError> {
    let first =
        text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#')).unwrap_or_default();
    let mut quoted = false;
    let outside: String = first
        .chars()
        .filter(|c| {
            quoted ^= *c == '"';
            !quoted
        })
        .collect();
    let count = |delimiter: u8| outside.matches(char::from(delimiter)).count();
    let delimiter =
        [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| FileError::Form {
            place: error.position().map_or_else(String::new, |at| format!("line {}: ", at.line())),
            detail: "this is not a row of text".to_owned(),
            example,
        })?;
        if record.iter().any(|cell| !cell.is_empty()) {
            let line = record.position().map_or(0, csv::Position::line);
            rows.push(Row { place: Place::Line(line), cells: record.iter().map(str::to_owned).collect() });
        }
    }
    let headerless =
        rows.first().is_none_or(|row| row.cells.last().is_some_and(|cell| super::amount(cell).is_some()));
    let columns = if headerless {
        vec![String::new(); rows.first().map_or(0, |row| row.cells.len())]
    } else {
        rows.remove(0).cells
    };
    Ok(Table { columns, rows, delimiter: Some(delimiter), example })
}

pub(super) fn not_toml(text: &str, error: &toml::de::Error, example: &'static str) -> FileError {
    let place = error.span().map_or_else(String::new, |span| {
        let before = text.get(..span.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        format!(
            "line {line}, column {}: ",
            before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1
        )
    });
    FileError::Form { place, detail: error.message().to_owned(), example }
}

/// Keys under which a document may keep its rows.
const WRAPPERS: [&str; 8] =
    ["worths", "worth", "values", "coalitions", "costs", "claims", "limits", "balances"];

fn from_value(value: &serde_json::Value, example: &'static str) -> Result<Table, FileError> {
    use serde_json::Value;
    let unfit = |detail: &str| FileError::Form { place: String::new(), detail: detail.to_owned(), example };
    if let Value::Object(entries) = value
        && let Some(inner) = WRAPPERS
            .iter()
            .find_map(|key| entries.get(*key))
            .filter(|inner| !inner.is_number() && !inner.is_string())
    {
        return from_value(inner, example);
    }
    let named: Vec<(Place, Option<&str>, &Value)> = match value {
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| (Place::Entry(key.clone()), Some(key.as_str()), value))
            .collect(),
        Value::Array(entries) => entries
            .iter()
            .enumerate()
            .map(|(at, value)| (Place::Entry((at + 1).to_string()), None, value))
            .collect(),
        _ => return Err(unfit("the file holds a single value, not a table of entries")),
    };
    let mut columns: Vec<String> = Vec::new();
    for (_, key, value) in &named {
        let inner = value.as_object().into_iter().flat_map(|fields| fields.keys().map(String::as_str));
        let plain = (!value.is_object()).then_some("");
        for column in key.map(|_| "name").into_iter().chain(inner).chain(plain) {
            if !columns.iter().any(|known| known == column) {
                columns.push(column.to_owned());
            }
        }
    }
    let mut rows = Vec::new();
    for (place, key, value) in named {
        let cell = |column: &String| match (key, value) {
            (Some(key), _) if column == "name" => Ok(key.to_owned()),
            (_, Value::Object(fields)) => fields.get(column).map_or(Ok(String::new()), text_of),
            (Some(_), plain) if column.is_empty() => text_of(plain),
            _ => Ok(String::new()),
        };
        let cells: Option<Vec<String>> = match value {
            Value::Array(cells) if key.is_none() => cells.iter().map(|cell| text_of(cell).ok()).collect(),
            _ => columns.iter().map(|column| cell(column).ok()).collect(),
        };
        let cells = cells
            .ok_or_else(|| unfit(&format!("{place} holds a table where an amount or a name should stand")))?;
        rows.push(Row { place, cells });
    }
    if columns == [""] {
        columns = vec![String::new(); rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)];
    }
    Ok(Table { columns, rows, delimiter: None, example })
}

/// A text, a number, or a list of texts joined by plus signs.
fn text_of(value: &serde_json::Value) -> Result<String, ()> {
    use serde_json::Value;
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null => Ok(String::new()),
        Value::Array(items) => {
            items.iter().map(text_of).collect::<Result<Vec<_>, ()>>().map(|items| items.join("+"))
        }
        Value::Bool(truth) => Ok(if *truth { "1" } else { "0" }.to_owned()),
        Value::Object(_) => Err(()),
    }
}
