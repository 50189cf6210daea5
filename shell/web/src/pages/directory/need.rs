//! The need of those whom a body serves, with where each figure is from.

use commonweal_service::register::Known;
use commonweal_service::register::model::{Basis, Body, Field};
use maud::{Markup, html};

use super::people;
use crate::words;

/// What is told of need: its field and what it is called.
const FIGURES: [(Field, &str); 3] = [
    (Field::Population, "people served"),
    (Field::Deprivation, "deprivation"),
    (Field::LifeExpectancy, "life expectancy"),
];

/// Each figure in words, and where they are from.
pub(crate) fn figures(known: &Known, body: &Body) -> Option<(String, String)> {
    let (mut figures, mut sources): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (field, label) in FIGURES {
        // How many are served is no average.
        let Some(need) = known
            .places
            .need(known, body, field)
            .filter(|need| field != Field::Population || matches!(need.basis, Basis::Told { .. }))
        else {
            continue;
        };
        figures.push(match field {
            Field::Population => format!("{label} {}", people(need.value)),
            _ => format!("{label} {:.1}", need.value),
        });
        let source = from(&need.basis);
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    (!figures.is_empty()).then(|| (figures.join(", "), sources.join("; ")))
}

/// Where a figure is from, in words.
fn from(basis: &Basis) -> String {
    match basis {
        Basis::Told { source, since } => format!("{source}, {since}"),
        Basis::Places { places, sources } => {
            let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
            let average = if *places == 1 {
                "for its place".to_owned()
            } else {
                format!("average over the {} that it serves", words::count(*places, "place", "places"))
            };
            format!("{average}: {}", sources.join(", "))
        }
    }
}

/// The need beside a candidate.
pub(crate) fn beside(known: &Known, body: &Body) -> Markup {
    html! {
        p class="govuk-body-s" {
            "Need of those served: "
            @match figures(known, body) {
                Some((figures, sources)) => { (figures) " (" (sources) ")." }
                None => "not known here.",
            }
        }
    }
}
