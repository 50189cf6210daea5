//! The description of the API in `OpenAPI` 3.1, made from the operations.

use serde_json::{Map, Value, json};

use super::call::{Call, KEY};
use super::fault::{Fault, MEDIA, Sort};
use super::operation::{Form, Gives, Operation, Parameter, Takes};
use super::{operations, schema};
use crate::answer::Answer;
use crate::routes::Guard;

/// Gives the document.
#[expect(clippy::unnecessary_wraps, reason = "every operation has this form")]
pub(super) fn answer(call: &Call<'_>) -> Result<Answer, Fault> {
    Ok(Answer::document("application/json", call.app.document.clone()))
}

/// The document.
pub(super) fn document() -> Value {
    let mut paths = Map::new();
    for operation in operations::ALL {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method.as_str().to_lowercase()] = described(operation);
    }
    let mut schemas = schema::all();
    for (name, schema) in schema::new_facts() {
        schemas[name] = schema;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Commonweal",
            "version": "1",
            "description": "The records of partnerships, for programs. Reading needs no token. Errors are problem details (RFC 9457).",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [],
        "tags": [],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "A token of one body." } },
        },
    })
}

fn described(operation: &Operation) -> Value {
    let mut parameters: Vec<Value> = path_parts(operation.path).map(path_parameter).collect();
    parameters.extend(operation.query.iter().map(query_parameter));
    if matches!(operation.takes, Takes::Keyed(_)) {
        parameters.push(key_parameter());
    }
    let mut said = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": responses(operation),
    });
    if !operation.about.is_empty() {
        said["description"] = operation.about.into();
    }
    if operation.guard == Guard::Token {
        said["security"] = json!([{ "token": [] }]);
    }
    if let Takes::Keyed(name) | Takes::Json(name) = operation.takes {
        let content = json!({ "application/json": { "schema": schema::link(name) } });
        said["requestBody"] = json!({ "required": true, "content": content });
    }
    said
}

fn path_parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn path_parameter(name: &str) -> Value {
    let schema = match name {
        "problem" => json!({ "type": "string", "pattern": "^[a-z-]{1,64}$" }),
        _ => schema::slug(),
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

fn query_parameter(parameter: &Parameter) -> Value {
    let schema = match parameter.form {
        Form::Whole { least, most, default } => {
            json!({ "type": "integer", "minimum": least, "maximum": most, "default": default })
        }
        Form::Text { most } => json!({ "type": "string", "maxLength": most }),
        Form::Word(words) => json!({ "enum": words }),
        Form::Slug => schema::slug(),
    };
    json!({ "name": parameter.name, "in": "query", "description": parameter.meaning, "schema": schema })
}

fn key_parameter() -> Value {
    json!({
        "name": KEY,
        "in": "header",
        "required": true,
        "description": "Drawn at random once for each fact; the same key again gives the same receipt, and with other content 409.",
        "schema": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
    })
}

fn responses(operation: &Operation) -> Value {
    let mut responses = Map::new();
    for Gives { status, media, schema, meaning } in operation.gives {
        let content = schema.map_or_else(|| json!({ "type": "string" }), schema::link);
        let said = json!({ "description": meaning, "content": { *media: { "schema": content } } });
        responses.insert(status.to_string(), said);
    }
    for sort in faults(operation) {
        let (title, status) = (sort.to_json()["title"].clone(), sort.status().as_u16().to_string());
        let also = responses.get(&status).and_then(|there| there["description"].as_str()).map(str::to_owned);
        let title = title.as_str().unwrap_or_default();
        let description = also.map_or_else(|| title.to_owned(), |also| format!("{also}; {title}"));
        let content = json!({ MEDIA: { "schema": schema::link("Problem") } });
        responses.insert(status, json!({ "description": description, "content": content }));
    }
    Value::Object(responses)
}

/// What may go wrong with an operation.
fn faults(operation: &Operation) -> Vec<Sort> {
    let mut faults = vec![Sort::BadParameter];
    if operation.path.contains('{') {
        faults.push(Sort::NotFound);
    }
    if operation.guard == Guard::Token {
        faults.extend([
            Sort::NoToken,
            Sort::NotAllowed,
            Sort::BadBody,
            Sort::KeyUsed,
            Sort::TooLate,
            Sort::TooLarge,
            Sort::NotJson,
            Sort::WrongFact,
            Sort::NotTaken,
            Sort::NotNow,
        ]);
    }
    if matches!(operation.takes, Takes::Keyed(_)) {
        faults.extend([Sort::BadKey, Sort::NeedsBodyKey]);
    }
    if [operations::CHECKPOINT.id, operations::BUNDLE.id].contains(&operation.id) {
        faults.extend([Sort::NothingSigned, Sort::NotNow]);
    }
    faults.push(Sort::Broken);
    faults
}
