//! The API, figures and CSV over a connection.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use super::scene::Scene;
use crate::server::{Between, Options, listen};

/// Serves the example place until the process of the tests ends.
fn served() -> SocketAddr {
    let options = Options { listen: "127.0.0.1:0".parse().unwrap(), between: Between::Nobody };
    let listening = listen(&options).unwrap();
    let address = listening.address().unwrap();
    std::thread::spawn(move || {
        let (app, _folder) = Scene::new().into_app();
        listening.serve(app)
    });
    address
}

/// The whole answer to a request, headers in lower case.
fn asked(at: SocketAddr, request: &str, headers: &str) -> String {
    let mut connection = TcpStream::connect(at).unwrap();
    let text = format!("{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n");
    connection.write_all(text.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    format!("{}\r\n\r\n{body}", head.to_lowercase())
}

fn has(answer: &str, parts: &[&str]) {
    for part in parts {
        assert!(answer.contains(part), "'{part}' is not in\n{answer}");
    }
}

#[test]
fn programs_are_answered_as_programs_and_people_as_people() {
    let at = served();
    let problem = "content-type: application/problem+json";
    has(&asked(at, "GET /api/v1/nowhere", ""), &["http/1.1 404", problem, "/api/v1/problems/not-found"]);
    has(&asked(at, "GET /nowhere", ""), &["http/1.1 404", "content-type: text/html"]);
    let facts = "/api/v1/partnerships/saltmere/facts";
    has(&asked(at, &format!("DELETE {facts}"), ""), &["http/1.1 405", "allow: get,head,post", problem]);
    has(&asked(at, &format!("OPTIONS {facts}"), ""), &["http/1.1 204", "allow: get,head,post"]);
    has(&asked(at, &format!("GET {facts}?limits=5"), ""), &["http/1.1 400", "'limits' is not a parameter"]);
    has(&asked(at, "GET /api/v1/partnerships/%ff", ""), &["http/1.1 404", problem]);
    has(&asked(at, "HEAD /api/v1/kinds", ""), &["http/1.1 200", "content-type: application/json"]);
    let csv = asked(at, "GET /partnerships/saltmere/decisions.csv", "");
    has(
        &csv,
        &[
            "http/1.1 200",
            "content-type: text/csv",
            "saltmere-decisions.csv",
            "proposed again\",saltmere-minds",
        ],
    );
}

#[test]
fn a_post_takes_a_token_and_a_cookie_is_none() {
    let at = served();
    let rest = "Content-Type: application/json\r\nContent-Length: 0\r\nIdempotency-Key: 000102030405060708090a0b0c0d0e0f\r\n";
    for who in
        ["", "Cookie: __Host-commonweal=abc\r\n", "Authorization: Bearer commonweal.saltmere-acute.x\r\n"]
    {
        let answer = asked(at, "POST /api/v1/partnerships/saltmere/facts", &format!("{who}{rest}"));
        has(&answer, &["http/1.1 401", "www-authenticate: bearer"]);
    }
}

#[test]
fn every_answer_forbids_what_the_pages_do_not_need_and_a_form_from_another_site_is_refused() {
    let at = served();
    for path in ["/", "/nowhere", "/health", "/partnerships/saltmere/facts.csv", "/api/v1/kinds"] {
        has(
            &asked(at, &format!("GET {path}"), ""),
            &[
                "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'",
                "frame-ancestors 'none'",
                "strict-transport-security: max-age=63072000",
                "x-content-type-options: nosniff",
                "x-frame-options: deny",
                "referrer-policy: same-origin",
            ],
        );
    }
    let form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n";
    for from in ["Origin: https://evil.example\r\n", "Sec-Fetch-Site: cross-site\r\n"] {
        let answer = asked(at, "POST /sign-in", &format!("{from}{form}"));
        has(&answer, &["http/1.1 403", "content-type: text/html", "from a page of another site"]);
        let answer = asked(at, "POST /api/v1/partnerships/saltmere/facts", &format!("{from}{form}"));
        has(&answer, &["http/1.1 403", "content-type: application/problem+json", "problems/from-elsewhere"]);
    }
    has(&asked(at, "POST /sign-in", &format!("Sec-Fetch-Site: same-origin\r\n{form}")), &["http/1.1 422"]);
}

#[test]
fn figures_name_patterns_and_are_for_this_machine_alone() {
    let at = served();
    asked(at, "GET /partnerships/saltmere/partners", "");
    let figures = asked(at, "GET /metrics", "");
    has(
        &figures,
        &[
            "http/1.1 200",
            "route=\"/partnerships/{slug}/partners\",status=\"2xx\"} 1",
            "commonweal_open_logs 1",
        ],
    );
    assert!(!figures.contains("saltmere"), "{figures}");
    has(&asked(at, "GET /metrics", "X-Forwarded-For: 127.0.0.1\r\n"), &["http/1.1 404"]);
}
