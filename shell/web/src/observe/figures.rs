//! Counts and times of requests, in Prometheus's text format (version 0.0.4).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;

/// Upper bounds of the buckets of a time, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Counts of requests since the server began.
#[derive(Debug, Default)]
pub(crate) struct Figures(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    /// By method, route and class of status.
    requests: BTreeMap<(&'static str, String, u16), u64>,
    /// By route.
    times: BTreeMap<String, Times>,
}

#[derive(Debug, Default)]
struct Times {
    /// How many lay within each bound, and not within the one before.
    within: [u64; BOUNDS.len()],
    count: u64,
    sum_seconds: f64,
}

impl Figures {
    /// Counts a request. Routes are patterns, so that there are few.
    pub(crate) fn count(&self, method: &'static str, route: &str, status: StatusCode, seconds: f64) {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *counted.requests.entry((method, route.to_owned(), status.as_u16() / 100)).or_default() += 1;
        let times = counted.times.entry(route.to_owned()).or_default();
        if let Some(place) = BOUNDS.iter().position(|bound| seconds <= *bound) {
            times.within[place] += 1;
        }
        times.count += 1;
        times.sum_seconds += seconds;
    }

    /// All of them, with what is held in memory.
    pub(crate) fn to_text(&self, logs: usize, entries: u64, resident_bytes: Option<u64>) -> String {
        let mut text = String::new();
        let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        heading(
            &mut text,
            "commonweal_requests_total",
            "counter",
            "Requests by method, route and class of status.",
        );
        for ((method, route, class), count) in &counted.requests {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{class}xx\"");
            let _ = writeln!(text, "commonweal_requests_total{{{labels}}} {count}");
        }
        let name = "commonweal_request_seconds";
        heading(
            &mut text,
            name,
            "histogram",
            "Time from a request's headers to its answer's headers, by route.",
        );
        for (route, times) in &counted.times {
            let mut so_far = 0;
            for (bound, count) in BOUNDS.iter().zip(times.within) {
                so_far += count;
                let _ = writeln!(text, "{name}_bucket{{route=\"{route}\",le=\"{bound}\"}} {so_far}");
            }
            let _ = writeln!(text, "{name}_bucket{{route=\"{route}\",le=\"+Inf\"}} {}", times.count);
            let _ = writeln!(text, "{name}_sum{{route=\"{route}\"}} {}", times.sum_seconds);
            let _ = writeln!(text, "{name}_count{{route=\"{route}\"}} {}", times.count);
        }
        drop(counted);
        gauge(&mut text, "commonweal_open_logs", "Logs held in memory.", logs);
        gauge(&mut text, "commonweal_entries", "Entries of the logs held in memory.", entries);
        if let Some(bytes) = resident_bytes {
            gauge(&mut text, "process_resident_memory_bytes", "Resident memory of the process.", bytes);
        }
        text
    }
}

fn heading(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn gauge(text: &mut String, name: &str, help: &str, value: impl std::fmt::Display) {
    heading(text, name, "gauge", help);
    let _ = writeln!(text, "{name} {value}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_class_and_times_fall_into_their_buckets() {
        let figures = Figures::default();
        figures.count("GET", "/a", StatusCode::OK, 0.001);
        figures.count("GET", "/a", StatusCode::NOT_MODIFIED, 0.004);
        figures.count("GET", "/a", StatusCode::OK, 9.0);
        let text = figures.to_text(2, 50, Some(4096));
        for line in [
            "commonweal_requests_total{method=\"GET\",route=\"/a\",status=\"2xx\"} 2",
            "commonweal_requests_total{method=\"GET\",route=\"/a\",status=\"3xx\"} 1",
            "commonweal_request_seconds_bucket{route=\"/a\",le=\"0.001\"} 1",
            "commonweal_request_seconds_bucket{route=\"/a\",le=\"0.0025\"} 1",
            "commonweal_request_seconds_bucket{route=\"/a\",le=\"0.005\"} 2",
            "commonweal_request_seconds_bucket{route=\"/a\",le=\"5\"} 2",
            "commonweal_request_seconds_bucket{route=\"/a\",le=\"+Inf\"} 3",
            "commonweal_request_seconds_count{route=\"/a\"} 3",
            "commonweal_open_logs 2",
            "commonweal_entries 50",
            "process_resident_memory_bytes 4096",
        ] {
            assert!(text.lines().any(|it| it == line), "{line} in\n{text}");
        }
    }
}
