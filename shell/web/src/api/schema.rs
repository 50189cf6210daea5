//! The schemas of the document: what is sent and given.

use commonweal_record::fact::KINDS;
use serde_json::{Value, json};

use super::fault::Sort;
use super::payload;

/// Every schema by its name.
pub(super) fn all() -> Value {
    json!({
        "Partnerships": object(&[
            ("partnerships", list(&link("PartnershipLine"))),
            ("next", or_null(&text("Where the next page is; null on the last."))),
        ]),
        "PartnershipLine": object(&[
            ("slug", slug()),
            ("name", text("Its name.")),
            ("style", or_null(&style())),
            ("place", or_null(&text("Where it works."))),
            ("partners", count("How many partners it has.")),
            ("size", count("Entries in its record.")),
            ("facts", text("Where its facts are.")),
        ]),
        "Partnership": partnership(),
        "Facts": object(&[
            ("facts", list(&link("Fact"))),
            ("size", count("Entries in the record.")),
            ("next", or_null(&text("Where the next page is; null where the record ends."))),
        ]),
        "Fact": fact(),
        "NewFact": json!({
            "description": "A fact of one kind. A field with '@' in a text is refused: people are opaque ids.",
            "oneOf": KINDS.iter().map(|kind| link(&format!("new_{}", kind.name))).collect::<Vec<_>>(),
        }),
        "SignedIntent": json!({
            "type": "object",
            "description": "A signed intent as docs/record.md, section 4, has it: canonical JSON.",
            "properties": { "intent": { "type": "object" }, "signature": { "type": "object" } },
            "required": ["intent", "signature"],
            "additionalProperties": false,
        }),
        "Receipt": object(&[
            ("id", hex(32, "The idempotency key.")),
            ("seq", count("The entry, counted from 0.")),
            ("leaf", hex(64, "Its leaf hash (RFC 6962).")),
            ("fact", text("Where it can be read.")),
        ]),
        "Kinds": object(&[("kinds", list(&link("Kind")))]),
        "Kind": kind(),
        "ProblemType": object(&[("type", text("Its address.")), ("title", text("What it is.")), ("status", status())]),
        "Problem": problem(),
        "Document": json!({ "type": "object", "properties": { "openapi": { "const": "3.1.0" } }, "required": ["openapi"] }),
    })
}

/// A schema for each kind of fact.
pub(super) fn new_facts() -> impl Iterator<Item = (String, Value)> {
    KINDS.iter().map(|kind| (format!("new_{}", kind.name), payload::new_fact(kind)))
}

/// A reference to a schema.
pub(super) fn link(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The short name of a partnership.
pub(super) fn slug() -> Value {
    json!({ "type": "string", "pattern": "^[a-z0-9-]{1,64}$", "description": "The partnership's short name, in addresses." })
}

/// All of these members and no others.
fn object(members: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    let properties: serde_json::Map<String, Value> =
        members.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": names, "additionalProperties": false })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn count(description: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": description })
}

fn hex(digits: usize, description: &str) -> Value {
    json!({ "type": "string", "pattern": format!("^[0-9a-f]{{{digits}}}$"), "description": description })
}

fn list(of: &Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn or_null(schema: &Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn style() -> Value {
    json!({ "enum": ["mirror", "integration", "upstream"] })
}

fn status() -> Value {
    json!({ "type": "integer", "minimum": 400, "maximum": 599 })
}

fn partnership() -> Value {
    let partner = object(&[("body", text("Its id.")), ("name", text("Its name."))]);
    let reached = object(&[
        ("witnessed", count("Entries that a witness has seen.")),
        ("final", count("Entries that enough witnesses have seen, by the record's own policy.")),
        ("by", list(&text("Who has cosigned."))),
    ]);
    object(&[
        ("slug", slug()),
        ("log", text("The log's name for all time.")),
        ("name", text("Its name.")),
        ("style", or_null(&style())),
        ("place", or_null(&text("Where it works."))),
        ("aims", list(&text("An aim."))),
        ("partners", list(&partner)),
        ("phase", or_null(&json!({ "enum": ["understand", "build_capacity", "community_owned"] }))),
        ("size", count("Entries in its record.")),
        ("root", hex(64, "Root of the tree over them (RFC 6962).")),
        ("reached", reached),
    ])
}

fn fact() -> Value {
    object(&[
        (
            "at",
            json!({ "type": "string", "format": "date-time", "description": "When the host admitted it." }),
        ),
        (
            "attest",
            json!({ "enum": ["body", "host"], "description": "Whose key signed: the body's, or the host's on the word of a member." }),
        ),
        ("body", text("The body that attests it.")),
        ("findings", list(&text("What is wrong with it beside the facts before it."))),
        ("key", hex(32, "The key.")),
        ("kind", text("Its kind.")),
        (
            "payload",
            json!({ "type": "object", "description": "What it says; GET /api/v1/kinds describes it." }),
        ),
        ("schema", json!({ "type": "integer", "minimum": 1 })),
        ("seq", count("The entry, counted from 0.")),
        ("stream", text("What it is about.")),
        ("words", text("The fact in a sentence.")),
    ])
}

fn kind() -> Value {
    let field = object(&[
        ("name", text("Its name.")),
        ("required", json!({ "type": "boolean" })),
        ("meaning", text("What it means.")),
        ("schema", json!({ "type": "object", "description": "JSON schema of its value." })),
    ]);
    object(&[
        ("kind", text("Its name.")),
        ("schema", json!({ "type": "integer", "minimum": 1, "description": "The newest schema." })),
        (
            "signer",
            json!({ "enum": ["host", "either", "body", "body_once_it_has_a_key"], "description": "Whose key it asks for." }),
        ),
        ("meaning", text("What it means.")),
        ("fields", list(&field)),
    ])
}

fn problem() -> Value {
    let types: Vec<Value> = Sort::ALL.iter().map(|sort| sort.to_json()["type"].clone()).collect();
    json!({
        "type": "object",
        "description": "What went wrong (RFC 9457).",
        "properties": {
            "type": { "enum": types, "description": "The sort of thing; its address says what it means." },
            "title": text("The same in words."),
            "status": status(),
            "detail": text("Place, cause and remedy in this case."),
            "pointer": text("Where in the body that was sent (RFC 6901)."),
        },
        "required": ["type", "title", "status", "detail"],
        "additionalProperties": false,
    })
}
