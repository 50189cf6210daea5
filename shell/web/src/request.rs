//! One request: taken apart, let in by its guard, answered on a thread that may wait for the store.

mod sent;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{ConnectInfo, Query, RawPathParams, Request, State};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};

use commonweal_service::access::Authentication;

use self::sent::Sent;
use crate::answer::Answer;
use crate::api::call;
use crate::api::fault::Fault;
use crate::app::App;
use crate::layout;
use crate::problem::Problem;
use crate::routes::{Answers, Guard, Handler, Known, Route, Takes, has_page};
use crate::server::Between;
use crate::session;
use crate::visit::{self, Visit};

/// The named parts of a path, where it is text.
pub(crate) type Parts = Result<RawPathParams, RawPathParamsRejection>;

/// Answers one request of a route.
pub(crate) async fn answer(
    State(app): State<Arc<App>>,
    route: &'static Route,
    between: Between,
    parts: Parts,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    request: Request,
) -> Response {
    let parts =
        parts.map(|parts| parts.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect());
    match (route.answers, parts) {
        (Answers::Program(operation), Ok(parts)) => call::answer(app, operation, parts, request).await,
        (Answers::Program(_), Err(_)) => Fault::not_found().into_response(),
        (Answers::Page(_), Err(_)) => layout::problem(&Problem::NotFound).into_response(),
        (Answers::Page(_), Ok(_))
            if route.guard == Guard::ThisMachine && !is_here(request.headers(), from) =>
        {
            layout::problem(&Problem::NotFound).into_response()
        }
        (Answers::Page(handler), Ok(parts)) => {
            let client = client(request.headers(), from, between);
            page(app, route, handler, parts, client, request).await
        }
    }
}

async fn page(
    app: Arc<App>,
    route: &'static Route,
    handler: Handler,
    parts: BTreeMap<String, String>,
    client: String,
    request: Request,
) -> Response {
    let asked = request.uri().path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str).to_owned();
    let path = request.uri().path().to_owned();
    let query = Query::<Vec<(String, String)>>::try_from_uri(request.uri())
        .map(|Query(pairs)| pairs)
        .unwrap_or_default();
    let tie = session::tie(request.headers());
    let (token, chosen) = (session::token(request.headers()), session::acting_for(request.headers()));
    // Whoever comes without a session is refused before their files are read.
    let takes = if token.is_some() { route.takes } else { Takes::Fields };
    let Sent { form, files } = match sent::read(route.method, takes, request).await {
        Ok(sent) => sent,
        Err(refusal) => return refusal,
    };
    let work = move || {
        let who = match session::authenticate(&app.access, token.as_deref()) {
            Ok(who) => who,
            Err(error) => return layout::problem(&error.into()).into_response(),
        };
        let person = visit::person_of(&who, chosen.as_deref());
        let visit =
            Visit { app: &app, path: &path, parts, query, form, files, client, token, tie, who, person };
        let answer = let_in(route.guard, &visit).and_then(|()| handler(&visit));
        answered(answer, route, &visit, &asked).into_response()
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(response) => response,
        Err(_) => layout::problem(&Problem::Broken).into_response(),
    }
}

fn let_in(guard: Guard, visit: &Visit<'_>) -> Result<(), Problem> {
    let known = match &visit.who {
        Authentication::Nobody => Known::Nobody,
        Authentication::Unfinished(_) => Known::HasBegun,
        Authentication::Person(_) => Known::IsSignedIn,
    };
    if guard.opens_to(known) { Ok(()) } else { Err(Problem::SignIn) }
}

/// Whoever must sign in first is led there and back again; what they wrote about a partnership or a body waits for them.
fn answered(answer: Result<Answer, Problem>, route: &Route, visit: &Visit<'_>, asked: &str) -> Answer {
    match answer {
        Ok(answer) => answer,
        Err(Problem::SignIn) if !visit.parts.is_empty() && !visit.form.is_empty() => {
            layout::signed_out_while_writing(visit)
        }
        Err(Problem::SignIn) => {
            let back = if *route.method == Method::GET { asked } else { page_behind(route.path, visit.path) };
            let page = if visit.unfinished().is_some() { "/sign-in/confirm" } else { "/sign-in" };
            Answer::see_other(format!("{page}?next={}", crate::words::in_address(back)))
        }
        Err(problem) => layout::problem_for(&problem, visit),
    }
}

/// The page on which a form stands, as far as the addresses tell: the nearest above the one to which it is sent.
fn page_behind<'p>(mut pattern: &str, mut path: &'p str) -> &'p str {
    let above = |address: &str| address.rfind('/').unwrap_or(0);
    while !has_page(pattern) {
        (pattern, path) = (&pattern[..above(pattern)], &path[..above(path)]);
        if path.is_empty() {
            return "/";
        }
    }
    path
}

/// Whether a request comes from this machine and through no proxy.
fn is_here(headers: &HeaderMap, from: SocketAddr) -> bool {
    from.ip().to_canonical().is_loopback()
        && !headers.contains_key("x-forwarded-for")
        && !headers.contains_key("forwarded")
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

    #[test]
    fn whoever_signs_in_again_comes_back_to_the_page_of_the_form_and_to_no_address_that_takes_forms_alone() {
        for (pattern, path, page) in [
            ("/account/recovery-codes", "/account/recovery-codes", "/account"),
            ("/account/email", "/account/email", "/account/email"),
            (
                "/partnerships/{slug}/evidence/{evaluation}/run",
                "/partnerships/north/evidence/falls/run",
                "/partnerships/north/evidence/falls",
            ),
            ("/signing/finish", "/signing/finish", "/"),
        ] {
            assert_eq!(page_behind(pattern, path), page);
        }
    }

    #[test]
    fn only_a_request_from_here_that_nobody_forwarded_is_from_this_machine() {
        let at = |address: &str| address.parse::<SocketAddr>().unwrap();
        assert!(is_here(&HeaderMap::new(), at("127.0.0.1:5000")));
        assert!(is_here(&HeaderMap::new(), at("[::1]:5000")));
        assert!(!is_here(&HeaderMap::new(), at("192.0.2.1:5000")));
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "127.0.0.1".parse().unwrap());
        assert!(!is_here(&headers, at("127.0.0.1:5000")));
    }
}
