//! Every operation of the API.

use axum::http::Method;

use super::operation::{Form, Gives, Operation, Parameter, Takes};
use super::{document, reading, writing};
use crate::routes::Guard;

const fn json(status: u16, schema: &'static str, meaning: &'static str) -> Gives {
    Gives { status, media: "application/json", schema: Some(schema), meaning }
}

const fn get(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    gives: &'static [Gives],
) -> Reading {
    Reading { path, id, summary, gives }
}

/// What every reading operation has of its own.
struct Reading {
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    gives: &'static [Gives],
}

impl Reading {
    const fn by(
        self,
        handler: fn(&super::call::Call<'_>) -> Result<crate::answer::Answer, super::fault::Fault>,
        query: &'static [Parameter],
        about: &'static str,
    ) -> Operation {
        let Self { path, id, summary, gives } = self;
        let (method, guard, takes) = (&Method::GET, Guard::Anybody, Takes::Nothing);
        Operation { method, path, guard, id, summary, about, query, takes, gives, handler }
    }
}

const LIMIT_PARTNERSHIPS: Parameter = Parameter {
    name: "limit",
    form: Form::Whole { least: 1, most: 200, default: 50 },
    meaning: "The most to give at once.",
};
const LIMIT_FACTS: Parameter = Parameter {
    name: "limit",
    form: Form::Whole { least: 1, most: 500, default: 100 },
    meaning: "The most to give at once.",
};
const PARTNERSHIPS_QUERY: &[Parameter] = &[
    Parameter {
        name: "after",
        form: Form::Slug,
        meaning: "Give those whose slug comes after this one; the links in 'next' carry it.",
    },
    LIMIT_PARTNERSHIPS,
    Parameter {
        name: "q",
        form: Form::Text { most: 200 },
        meaning: "Words that all stand somewhere in name, place, aims or names of partners.",
    },
    Parameter {
        name: "style",
        form: Form::Word(&["mirror", "integration", "upstream"]),
        meaning: "Of this style alone.",
    },
];
const FACTS_QUERY: &[Parameter] = &[
    Parameter {
        name: "since",
        form: Form::Whole { least: 0, most: 9_007_199_254_740_991, default: 0 },
        meaning: "The first entry to give, counted from 0.",
    },
    LIMIT_FACTS,
];

const RECORDED: &[Gives] = &[
    json(201, "Receipt", "It is recorded."),
    json(
        200,
        "Receipt",
        "It was recorded before, by an earlier request with the same key; the receipt is the same.",
    ),
];

/// The partnerships.
pub(crate) const PARTNERSHIPS: Operation = get(
    "/api/v1/partnerships",
    "listPartnerships",
    "The partnerships, by slug",
    &[json(200, "Partnerships", "A page of them.")],
)
.by(reading::partnerships, PARTNERSHIPS_QUERY, "");
/// One partnership.
pub(crate) const PARTNERSHIP: Operation =
    get("/api/v1/partnerships/{slug}", "getPartnership", "A partnership, in summary", &[json(200, "Partnership", "The summary.")])
        .by(reading::partnership, &[], "What its record says as of 'size' entries with the root 'root', and how far that is witnessed and final.");
/// Its facts.
pub(crate) const FACTS: Operation =
    get("/api/v1/partnerships/{slug}/facts", "listFacts", "The facts of a partnership, oldest first", &[json(200, "Facts", "A page of them.")])
        .by(reading::facts, FACTS_QUERY, "Entries never change. To follow a record, ask again with 'since' one above the last 'seq' that you have.");
/// Recording a fact.
pub(crate) const RECORD_FACT: Operation = Operation {
    method: &Method::POST,
    path: "/api/v1/partnerships/{slug}/facts",
    guard: Guard::Token,
    id: "recordFact",
    summary: "Record a fact",
    about: "For the body of the token and in the token's role; the host signs on its word. Make the idempotency key once for each fact and send \
        the same key again after a failure: the fact is recorded once. What binds a body takes a key of that body: sign it there, and send it \
        with submitSigned.",
    query: &[],
    takes: Takes::Keyed("NewFact"),
    gives: RECORDED,
    handler: writing::record_fact,
};
/// Recording a fact that was signed elsewhere.
pub(crate) const SUBMIT_SIGNED: Operation = Operation {
    method: &Method::POST,
    path: "/api/v1/partnerships/{slug}/signed",
    guard: Guard::Token,
    id: "submitSigned",
    summary: "Record a fact that was signed with a key of the body",
    about: "The file that 'commonweal sign' writes, byte for byte: canonical JSON. It must be of the body of the token. The id inside is the \
        idempotency key.",
    query: &[],
    takes: Takes::Json("SignedIntent"),
    gives: RECORDED,
    handler: writing::submit_signed,
};
/// The checkpoint.
pub(crate) const CHECKPOINT: Operation = get(
    "/api/v1/partnerships/{slug}/checkpoint",
    "getCheckpoint",
    "The last signed checkpoint",
    &[Gives {
        status: 200,
        media: "text/plain; charset=utf-8",
        schema: None,
        meaning: "A signed note (C2SP tlog-checkpoint).",
    }],
)
.by(reading::checkpoint, &[], "");
/// The bundle.
pub(crate) const BUNDLE: Operation = get(
    "/api/v1/partnerships/{slug}/bundle",
    "getBundle",
    "The whole record in one file, to keep and to verify without this server",
    &[Gives {
        status: 200,
        media: "application/octet-stream",
        schema: None,
        meaning: "The bundle; 'commonweal verify' reads it.",
    }],
)
.by(reading::bundle, &[], "");
/// The kinds of fact.
pub(crate) const KINDS: Operation = get(
    "/api/v1/kinds",
    "listKinds",
    "The kinds of fact, with their fields",
    &[json(200, "Kinds", "All of them.")],
)
.by(reading::kinds, &[], "");
/// The problems that an answer may name.
pub(crate) const PROBLEM: Operation = get(
    "/api/v1/problems/{problem}",
    "getProblem",
    "What a problem means, which an answer named in 'type'",
    &[json(200, "ProblemType", "What it means.")],
)
.by(reading::problem, &[], "");
/// The document.
pub(crate) const DOCUMENT: Operation =
    get("/api/v1/openapi.json", "getDocument", "This document", &[json(200, "Document", "OpenAPI 3.1.")]).by(
        document::answer,
        &[],
        "",
    );

/// Every operation, in the order of the document.
pub(crate) const ALL: &[&Operation] = &[
    &PARTNERSHIPS,
    &PARTNERSHIP,
    &FACTS,
    &RECORD_FACT,
    &SUBMIT_SIGNED,
    &CHECKPOINT,
    &BUNDLE,
    &KINDS,
    &PROBLEM,
    &DOCUMENT,
];
