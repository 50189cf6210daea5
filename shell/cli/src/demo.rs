//! `commonweal demo`.

use commonweal_service::{example, protocol_file};

use crate::arguments::DemoArguments;
use crate::evaluate::evaluate;
use crate::failure::Failure;
use crate::output;

/// Writes the example place, evaluates it, says what was found, what is true, and where the page is.
pub(crate) fn run(arguments: &DemoArguments) -> Result<(), Failure> {
    let example = example::write(&arguments.dir)?;
    let protocol = protocol_file::read(&example.protocol)?;
    let command = format!("commonweal evaluate {}", example.protocol.display());
    let report = evaluate(&protocol, &command)?;
    let page = arguments.dir.join("evaluation.html");
    output::write(&page, &report.to_html())?;
    output::write(&arguments.dir.join("evaluation.json"), &report.to_json())?;
    output::print(&format!(
        "{text}\nThis place is fictional and generated, so the truth is known: {treated} really had {effect:.1} fewer {outcome} a month.\n\nThe page:      {page}\nIts data:      {data}\nIts protocol:  {protocol}\nRun it again:  {command}\n",
        text = report.to_text(output::style()),
        treated = example.truth.treated,
        effect = -example.truth.average_effect,
        outcome = "admissions",
        page = page.display(),
        data = example.data.display(),
        protocol = example.protocol.display(),
    ))
}
