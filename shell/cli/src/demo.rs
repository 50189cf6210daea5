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
        "{headline}\n\
        The place is fictional and generated, so the truth is known: {treated} really had {effect:.1} fewer\n\
        admissions a month, on average, than it would have had.\n\n\
        The page:           {page}\n\
        The data:           {data}\n\
        The protocol:       {protocol}\n\
        All the figures:    {command}\n",
        headline = report.to_headline(output::style()),
        treated = example.truth.treated,
        effect = -example.truth.average_effect,
        page = page.display(),
        data = example.data.display(),
        protocol = example.protocol.display(),
    ))
}
