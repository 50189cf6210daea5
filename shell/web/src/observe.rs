//! What the server says of itself: a JSON line a request on standard error, and figures for Prometheus.
//!
//! A line has the time, the method, the *pattern* of the route, the status and the milliseconds: never a path, a query, an address or a
//! name. It is written here and not by a logging library: one kind of line needs none (`tracing-subscriber` with JSON takes some five seconds
//! of processor time to build).

mod figures;

use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::answer::Answer;
use crate::app::App;
use crate::problem::Problem;
use crate::visit::Visit;

pub(crate) use figures::Figures;

/// What stands for the pattern where no route was found.
const ELSEWHERE: &str = "none";

/// Times a request, counts it and writes its line.
pub(crate) async fn observed(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let seconds = begun.elapsed().as_secs_f64();
    let pattern = route.as_ref().map_or(ELSEWHERE, MatchedPath::as_str);
    app.figures.count(method, pattern, response.status(), seconds);
    let now = app.logs.place().surroundings().now();
    let time = now.map_or_else(String::new, |now| now.to_string());
    // Where standard error is gone, nobody reads it.
    drop(writeln!(io::stderr().lock(), "{}", line(&time, method, pattern, response.status(), seconds)));
    response
}

/// The method where it is a usual one: anybody can invent others.
fn known(method: &Method) -> &'static str {
    let usual = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"];
    usual.into_iter().find(|name| *name == method.as_str()).unwrap_or("other")
}

fn line(time: &str, method: &str, route: &str, status: StatusCode, seconds: f64) -> String {
    let milliseconds = (seconds * 1e6).round() / 1e3;
    let status = status.as_u16();
    serde_json::json!({ "time": time, "method": method, "route": route, "status": status, "ms": milliseconds }).to_string()
}

/// The figures, for Prometheus.
pub(crate) fn metrics(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (logs, entries) = visit.app.logs.held();
    let text = visit.app.figures.to_text(logs, entries, resident_bytes());
    Ok(Answer::document("text/plain; version=0.0.4; charset=utf-8", text))
}

/// Resident memory of this process, where the system tells (Linux).
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_json_object_of_five_members() {
        let said = line("2021-10-10T09:00:00Z", "GET", "/partnerships/{slug}", StatusCode::OK, 0.012_345_6);
        let read: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!(read["ms"], 12.346);
        assert_eq!(read["route"], "/partnerships/{slug}");
        assert_eq!(read.as_object().map(serde_json::Map::len), Some(5));
        assert!(!said.contains('\n'));
    }

    #[test]
    fn an_invented_method_does_not_reach_the_log() {
        assert_eq!(known(&Method::from_bytes(b"EVE-SMITH").unwrap()), "other");
        assert_eq!(known(&Method::HEAD), "HEAD");
    }
}
