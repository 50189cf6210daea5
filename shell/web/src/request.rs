//! One request: taken apart, let in by its guard, answered on a thread that may wait for the store.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Form, FromRequest, Query, RawPathParams, Request, State};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};

use crate::answer::Answer;
use crate::app::App;
use crate::layout;
use crate::problem::Problem;
use crate::routes::{Guard, Route};
use crate::server::Between;
use crate::session;
use crate::visit::{self, Visit};

/// Answers one request of a route.
pub(crate) async fn answer(
    State(app): State<Arc<App>>,
    route: &'static Route,
    between: Between,
    parts: RawPathParams,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let parts: BTreeMap<String, String> =
        parts.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let asked = request.uri().path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str).to_owned();
    let path = request.uri().path().to_owned();
    let query = Query::<Vec<(String, String)>>::try_from_uri(request.uri())
        .map(|Query(pairs)| pairs)
        .unwrap_or_default();
    let token = session::token(request.headers());
    let client = client(request.headers(), from, between);
    let form = if route.method == Method::POST {
        match Form::<Vec<(String, String)>>::from_request(request, &()).await {
            Ok(Form(pairs)) => pairs,
            Err(refusal) => return refusal.into_response(),
        }
    } else {
        Vec::new()
    };
    let work = move || {
        let who = match session::authenticate(&app.access, token.as_deref()) {
            Ok(who) => who,
            Err(error) => return layout::problem(&error.into()).into_response(),
        };
        let person = visit::person_of(&who);
        let visit = Visit { app: &app, path: &path, parts, query, form, client, token, who, person };
        let answer = let_in(route.guard, &visit).and_then(|()| (route.handler)(&visit));
        answered(answer, &visit, &asked).into_response()
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(response) => response,
        Err(_) => layout::problem(&Problem::Broken).into_response(),
    }
}

fn let_in(guard: Guard, visit: &Visit<'_>) -> Result<(), Problem> {
    match guard {
        Guard::Anybody => Ok(()),
        Guard::BegunToSignIn if visit.unfinished().is_some() || visit.known().is_some() => Ok(()),
        Guard::SignedIn => visit.signed_in().map(|_| ()),
        Guard::BegunToSignIn => Err(Problem::SignIn),
    }
}

/// Whoever must sign in first is led there and back again.
fn answered(answer: Result<Answer, Problem>, visit: &Visit<'_>, asked: &str) -> Answer {
    match answer {
        Ok(answer) => answer,
        Err(Problem::SignIn) => {
            let back = if visit.form.is_empty() { asked } else { "/" };
            let page = if visit.unfinished().is_some() { "/sign-in/confirm" } else { "/sign-in" };
            Answer::see_other(format!("{page}?next={}", crate::words::in_address(back)))
        }
        Err(problem) => layout::problem_for(&problem, visit),
    }
}

/// The address of whoever asks, against whom attempts to sign in are counted.
fn client(headers: &HeaderMap, from: SocketAddr, between: Between) -> String {
    let forwarded =
        headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()).map(|address| address.trim().to_owned());
    match between {
        Between::Proxy => last.unwrap_or_else(|| from.ip().to_string()),
        Between::Nobody => from.ip().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forwarded_address_is_believed_from_a_proxy_alone_and_only_the_last() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "10.9.9.9, 203.0.113.7".parse().unwrap());
        let from: SocketAddr = "127.0.0.1:5000".parse().unwrap();
        assert_eq!(client(&headers, from, Between::Nobody), "127.0.0.1");
        assert_eq!(client(&headers, from, Between::Proxy), "203.0.113.7");
        assert_eq!(client(&HeaderMap::new(), from, Between::Proxy), "127.0.0.1");
    }
}
