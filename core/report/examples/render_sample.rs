//! Writes the page of a made-up evaluation: `cargo run -p commonweal-report --example render_sample -- page.html [told|not-told|refused]`.

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::process::ExitCode;

#[allow(clippy::disallowed_methods, reason = "an example is a program of its own, outside the pure core")]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (path, evaluation) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [path] | [path, "told"] => (path, samples::told()),
        [path, "not-told"] => (path, samples::not_told()),
        [path, "refused"] => (path, samples::refused()),
        _ => {
            eprintln!("usage: render_sample FILE.html [told|not-told|refused]");
            return ExitCode::from(2);
        }
    };
    let report = samples::report(&evaluation);
    println!("{}", report.to_text(commonweal_report::Style::Plain));
    match std::fs::write(path, report.to_html()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::FAILURE
        }
    }
}
