//! A request to the API: taken apart, checked against its operation, answered on a thread that may wait for the store.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Query, Request};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use commonweal_record::entry::IntentId;
use commonweal_service::access::api_token::ApiToken;

use super::fault::{Fault, Sort};
use super::operation::{Form, Operation, Parameter, Takes, is_slug};
use crate::app::App;
use crate::routes::Guard;

/// The most that a call may carry: an entry has at most 64 KiB, and JSON with spaces is longer.
const BODY: usize = 512 * 1024;
/// The header with the idempotency key.
pub(crate) const KEY: &str = "idempotency-key";

/// One call, taken apart and checked.
pub(crate) struct Call<'a> {
    /// What every request shares.
    pub(crate) app: &'a App,
    parts: BTreeMap<String, String>,
    operation: &'static Operation,
    query: BTreeMap<&'static str, String>,
    token: Option<ApiToken>,
    key: Option<IntentId>,
    /// What was sent.
    pub(crate) body: Vec<u8>,
}

impl Call<'_> {
    /// The part of the path that names the partnership.
    pub(crate) fn slug(&self) -> &str {
        self.part("slug")
    }

    /// A named part of the path.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// A part of the query.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// A whole number of the query, or what stands for it where it is left out.
    pub(crate) fn whole(&self, name: &str) -> u64 {
        let asked = self.text(name).and_then(|text| text.parse().ok());
        let declared = self.operation.query.iter().find(|parameter| parameter.name == name);
        asked.unwrap_or_else(|| match declared.map(|parameter| parameter.form) {
            Some(Form::Whole { default, .. }) => default,
            _ => 0,
        })
    }

    /// The token that was shown.
    ///
    /// # Errors
    /// [`Sort::NoToken`].
    pub(crate) fn token(&self) -> Result<&ApiToken, Fault> {
        self.token.as_ref().ok_or_else(no_token)
    }

    /// The idempotency key.
    ///
    /// # Errors
    /// [`Sort::BadKey`].
    pub(crate) fn key(&self) -> Result<IntentId, Fault> {
        self.key.ok_or_else(no_key)
    }
}

fn no_token() -> Fault {
    Fault::new(
        Sort::NoToken,
        "send 'Authorization: Bearer TOKEN' with a token that is neither expired nor revoked, and whose maker is still in the body",
    )
}

fn no_key() -> Fault {
    Fault::new(
        Sort::BadKey,
        "send the header 'Idempotency-Key' with 32 hexadecimal digits in lower case, drawn at random once for each fact",
    )
}

/// What of a call is known before its body is read.
struct Asked {
    parts: BTreeMap<String, String>,
    query: BTreeMap<&'static str, String>,
    bearer: Option<String>,
    key: Option<IntentId>,
}

/// Answers one call of an operation.
pub(crate) async fn answer(
    app: Arc<App>,
    operation: &'static Operation,
    parts: BTreeMap<String, String>,
    request: Request,
) -> Response {
    let asked = match asked(operation, parts, request.uri(), request.headers()) {
        Ok(asked) => asked,
        Err(fault) => return fault.into_response(),
    };
    let body = match sent(operation, request.into_body()).await {
        Ok(body) => body,
        Err(fault) => return fault.into_response(),
    };
    let work = move || {
        let token = let_in(&app, operation.guard, asked.bearer.as_deref())?;
        let Asked { parts, query, key, .. } = asked;
        (operation.handler)(&Call { app: &app, parts, operation, query, token, key, body })
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(answer)) => answer.into_response(),
        Ok(Err(fault)) => fault.into_response(),
        Err(_) => Fault::broken().into_response(),
    }
}

fn let_in(app: &App, guard: Guard, bearer: Option<&str>) -> Result<Option<ApiToken>, Fault> {
    match guard {
        Guard::Anybody => Ok(None),
        Guard::Token => {
            let token = bearer.map(|text| app.access.authenticate_token(text)).transpose()?.flatten();
            token.map(Some).ok_or_else(no_token)
        }
        // Cookies do not count here.
        Guard::BegunToSignIn | Guard::SignedIn | Guard::ThisMachine => Err(no_token()),
    }
}

fn asked(
    operation: &Operation,
    parts: BTreeMap<String, String>,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Asked, Fault> {
    if parts.values().any(|part| !is_slug(part)) {
        return Err(Fault::not_found());
    }
    let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = bearer.and_then(|value| value.split_once(' '));
    let bearer = bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let bearer = bearer.map(|(_, token)| token.trim().to_owned());
    if operation.guard == Guard::Token && bearer.is_none() {
        return Err(no_token());
    }
    let query = checked(operation.query, uri)?;
    let key = match operation.takes {
        Takes::Keyed(_) => {
            let value = headers.get(KEY).and_then(|value| value.to_str().ok());
            Some(value.and_then(|value| value.parse().ok()).ok_or_else(no_key)?)
        }
        Takes::Nothing | Takes::Json(_) => None,
    };
    if operation.takes != Takes::Nothing {
        must_be_json(headers)?;
    }
    Ok(Asked { parts, query, bearer, key })
}

fn must_be_json(headers: &HeaderMap) -> Result<(), Fault> {
    let media = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    if media.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    Err(Fault::new(Sort::NotJson, "send 'Content-Type: application/json'"))
}

async fn sent(operation: &Operation, body: Body) -> Result<Vec<u8>, Fault> {
    if operation.takes == Takes::Nothing {
        return Ok(Vec::new());
    }
    let too_large =
        |_| Fault::new(Sort::TooLarge, format!("a fact has at most {BODY} bytes here: send it in parts"));
    Ok(to_bytes(body, BODY).await.map_err(too_large)?.to_vec())
}

/// The query as the operation declares it: nothing unknown, nothing twice, every value in its form.
fn checked(declared: &'static [Parameter], uri: &Uri) -> Result<BTreeMap<&'static str, String>, Fault> {
    let wrong = |text: String| Fault::new(Sort::BadParameter, text);
    let unreadable = |_| wrong("the query cannot be read: write NAME=VALUE&NAME=VALUE".to_owned());
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri).map_err(unreadable)?;
    let mut query = BTreeMap::new();
    for (name, value) in pairs {
        let name = name.as_str();
        let Some(parameter) = declared.iter().find(|parameter| parameter.name == name) else {
            let known: Vec<&str> = declared.iter().map(|parameter| parameter.name).collect();
            let known = if known.is_empty() {
                "none is taken here".to_owned()
            } else {
                format!("write one of {}", known.join(", "))
            };
            return Err(wrong(format!("'{}' is not a parameter: {known}", name.escape_debug())));
        };
        let value = value_of(parameter, value)
            .map_err(|wanted| wrong(format!("'{}' must be {wanted}", parameter.name)))?;
        if query.insert(parameter.name, value).is_some() {
            return Err(wrong(format!("'{}' stands twice: write it once", parameter.name)));
        }
    }
    Ok(query)
}

/// The value where it has its form, and otherwise what it must be.
fn value_of(parameter: &Parameter, value: String) -> Result<String, String> {
    let (fits, wanted) = match parameter.form {
        Form::Whole { least, most, .. } => {
            let digits = value.bytes().all(|byte| byte.is_ascii_digit());
            let fits = digits && value.parse().is_ok_and(|number: u64| (least..=most).contains(&number));
            (fits, format!("a whole number from {least} to {most}"))
        }
        Form::Text { most } => {
            (value.chars().count() <= most, format!("a text of at most {most} characters"))
        }
        Form::Word(words) => (words.contains(&value.as_str()), format!("one of {}", words.join(", "))),
        Form::Slug => {
            (is_slug(&value), "the slug of a partnership: small letters, digits and hyphens".to_owned())
        }
    };
    if fits { Ok(value) } else { Err(wanted) }
}

#[cfg(test)]
mod tests {
    use super::super::operations::{FACTS, PARTNERSHIPS};
    use super::*;

    fn query(operation: &Operation, asked: &str) -> Result<BTreeMap<&'static str, String>, String> {
        let uri: Uri = format!("/x?{asked}").parse().unwrap();
        checked(operation.query, &uri).map_err(|fault| fault.detail)
    }

    #[test]
    fn a_query_is_taken_where_every_part_of_it_is_declared_and_in_form() {
        let taken = query(&PARTNERSHIPS, "limit=200&q=fewer%20falls&style=mirror&after=saltmere").unwrap();
        assert_eq!(taken["q"], "fewer falls");
        assert_eq!(query(&FACTS, "").unwrap(), BTreeMap::new());
    }

    #[test]
    fn what_is_wrong_with_a_query_is_named() {
        for (asked, name) in [
            ("limit=0", "'limit' must be a whole number from 1 to 200"),
            ("limit=201", "'limit' must be"),
            ("limit=+5", "'limit' must be"),
            ("limit=", "'limit' must be"),
            ("style=round", "'style' must be one of mirror"),
            ("after=A%00", "'after' must be"),
            ("limit=5&limit=5", "'limit' stands twice"),
            ("offset=5", "'offset' is not a parameter"),
        ] {
            let said = query(&PARTNERSHIPS, asked).unwrap_err();
            assert!(said.contains(name), "{asked}: {said}");
        }
    }
}
