//! Who gets what where: every route, asked by somebody of each role and relation to a body, in each state of a partnership.
//!
//! A cell is the status of the answer, or `sign` where the asker is led to signing in (programs: 401). A line for each state of the partnership in
//! the path: proposed, in force, and after the body has left it. `{body}` is the body of the first three roles, and `{appraisal}` is between it
//! and the partner's.

mod askers;

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{Method, Request, StatusCode};
use axum::response::Response;
use commonweal_service::example::partnership::SLUG;
use tower::ServiceExt as _;

use self::askers::{Asker, askers};
use super::{Answers, ROUTES, Route};
use crate::api::call::KEY;
use crate::pages::tests::example::{ACUTE, Example};
use crate::server::{Between, routes};

/// A partnership that nobody has joined.
const PROPOSED: &str = "quiet";

#[test]
fn every_route_answers_everybody_as_it_was_agreed() {
    let example = Example::new();
    example.propose(PROPOSED, r#"{"aims":["calm"],"name":"Quiet","place":"Saltmere","style":"mirror"}"#);
    let askers = askers(&example);
    let appraised = Appraised::open(&example);
    let (of_partnerships, others): (Vec<&Route>, Vec<&Route>) =
        ROUTES.iter().partition(|route| route.path.contains("{slug}"));
    let mut matrix = heading(&askers);
    for (state, slug) in [("proposed", PROPOSED), ("in force", SLUG)] {
        rows(&mut matrix, (&example, &appraised), &askers, &of_partnerships, (state, slug));
    }
    let (last, others): (Vec<&Route>, Vec<&Route>) =
        others.into_iter().partition(|route| route.path == "/sign-out");
    rows(&mut matrix, (&example, &appraised), &askers, &others, ("", SLUG));
    example.tell(ACUTE, "partner_left", r#"{"leaves_on":"2021-10-10","notice_on":"2021-10-01"}"#);
    rows(&mut matrix, (&example, &appraised), &askers, &of_partnerships, ("left", SLUG));
    rows(&mut matrix, (&example, &appraised), &askers, &last, ("", SLUG));
    insta::assert_snapshot!(matrix);
}

/// Appraisals of the body of the first three roles: with the partner's body, and with one that answers by a link.
struct Appraised {
    id: String,
    secret: String,
}

impl Appraised {
    fn open(example: &Example) -> Self {
        let id = example.appraise("Saltmere Community Care (fictional)");
        let secret = example.appraisal_link(&example.appraise("Saltmere Home Care (fictional)"));
        Self { id, secret }
    }
}

fn heading(askers: &[Asker]) -> String {
    line("", askers.iter().map(|asker| asker.called.to_owned()))
}

fn rows(
    matrix: &mut String,
    about: (&Example, &Appraised),
    askers: &[Asker],
    routes: &[&Route],
    (state, slug): (&str, &str),
) {
    for route in routes {
        let called = format!("{:4} {:57}{state}", route.method.as_str(), route.path);
        matrix.push_str(&line(&called, askers.iter().map(|asker| cell(&asked(about, route, slug, asker)))));
    }
}

fn line(about: &str, cells: impl Iterator<Item = String>) -> String {
    cells.fold(format!("{about:71}"), |line, cell| format!("{line}{cell:>9}")) + "\n"
}

fn cell(answer: &Response) -> String {
    let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
    let leads_to_signing_in = to.starts_with("/sign-in?") || to.starts_with("/sign-in/confirm?");
    if leads_to_signing_in || answer.status() == StatusCode::UNAUTHORIZED {
        "sign".to_owned()
    } else {
        answer.status().as_str().to_owned()
    }
}

fn asked((example, appraised): (&Example, &Appraised), route: &Route, slug: &str, asker: &Asker) -> Response {
    let path = route
        .path
        .replace("{slug}", slug)
        .replace("{body}", ACUTE)
        .replace("{kind}", "promise_made")
        .replace("{decision}", "1")
        .replace("{evaluation}", "falls")
        .replace("{problem}", "not-found")
        .replace("{appraisal}", &appraised.id)
        .replace("/appraise/{token}", &format!("/appraise/{}", appraised.secret))
        .replace("{section}/{respondent}", "alignment/1")
        .replace("{section}", "purpose")
        .replace(['{', '}'], "");
    let mut request = Request::builder().method(route.method.clone()).uri(path);
    if let Some((name, value)) = &asker.header {
        request = request.header(name, value);
    }
    let body = match (route.answers, route.method) {
        (Answers::Program(_), &Method::POST) => {
            request = request.header(KEY, "0".repeat(32)).header(CONTENT_TYPE, "application/json");
            "{}".to_owned()
        }
        (Answers::Page(_), &Method::POST) => {
            request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            form(route.path, asker)
        }
        _ => String::new(),
    };
    let mut request = request.body(Body::from(body)).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((asker.address, 5000))));
    let threads = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    threads.block_on(routes(example.shared(), Between::Nobody).oneshot(request)).unwrap()
}

/// What is filled in, so that an answer tells whether one may, and not only that something is missing.
fn form(path: &str, asker: &Asker) -> String {
    match path {
        "/appraisals/{appraisal}/end" | "/appraise/{token}/end" => "outcome=no&reason=later".to_owned(),
        "/acting-for" => format!("body={ACUTE}"),
        "/bodies/{body}/people" => "email=new@saltmere.example&role=member".to_owned(),
        "/bodies/{body}/people/reset" | "/bodies/{body}/people/end" => format!("subject={}", asker.victim),
        "/bodies/{body}/tokens" => "label=figures&days=30&role=member".to_owned(),
        "/bodies/{body}/tokens/revoke" => format!("id={}", asker.token),
        "/bodies/{body}/keys/forget" | "/bodies/{body}/keys/spread" => format!("key={}", "0".repeat(64)),
        "/bodies/{body}/keys/revoke" => format!("key={}&reason=lost", asker.key),
        _ => String::new(),
    }
}
