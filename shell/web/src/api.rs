//! The API for programs: JSON under `/api/v1`.
//!
//! An [`Operation`](operation::Operation) is written down once, in [`operations`]. The router, the checks of a request and the document
//! (`openapi.json`, in the form of `OpenAPI` 3.1) are all made from it, so that none can say something else than the others.
//!
//! | module | what is in it |
//! |---|---|
//! | [`operation`] | what an operation takes and gives |
//! | [`operations`] | every operation |
//! | [`call`] | a request, taken apart and checked against its operation |
//! | [`fault`] | what went wrong, as problem details (RFC 9457) |
//! | [`reading`], [`writing`] | what the operations do |
//! | [`payload`] | JSON schemas of facts, from their declarations |
//! | [`schema`], [`document`] | the document |

pub(crate) mod call;
mod document;
pub(crate) mod fault;
pub(crate) mod operation;
pub(crate) mod operations;
mod payload;
mod reading;
mod schema;
#[cfg(test)]
mod tests;
mod writing;

/// Where all of it stands.
pub(crate) const ROOT: &str = "/api/";

/// The description of the API, which the program makes once.
pub(crate) fn document() -> String {
    document::document().to_string()
}
