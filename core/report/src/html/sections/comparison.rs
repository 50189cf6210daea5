//! The sections that show what the effect rests on: fit, weights, donors.

use maud::html;

use super::Section;
use crate::chart;
use crate::describe;
use crate::html::data_table::{behind, download, table};
use crate::html::figure::{Figure, figure};
use crate::report::EvaluationReport;
use crate::tables;
use crate::view::EstimateView;
use crate::words;

/// Diagnostics before effects.
pub(super) fn fit(report: &EvaluationReport) -> Section {
    let diagnostics = tables::diagnostics(report);
    let body = html! {
        p { "A comparison that did not follow the treated units before the start says nothing about what would have happened after it.
            Look here before you believe an effect." }
        (table(&diagnostics))
        (download("diagnostics", &diagnostics))
    };
    Section { id: "fit", heading: "How well the comparison fits before the start", body }
}

/// Donors and pre-periods.
pub(super) fn weights(report: &EvaluationReport, view: &EstimateView) -> Section {
    let others = report.estimates.iter().skip(1).filter(|other| !other.figures.weights.units.is_empty());
    let body = html! {
        p { "What would have happened anyway is a weighted mean of comparison units, called donors. A few heavy donors mean that the
            answer hangs on what happened there." }
        (figure(&Figure {
            id: "donor-weights",
            title: "Weight of each donor",
            description: &describe::unit_weights(view),
            caption: "Donors without weight are not drawn.",
            draw: |width| chart::unit_weights(view, width),
            table: tables::unit_weights(view),
        }))
        @if !view.figures.weights.periods.is_empty() {
            (figure(&Figure {
                id: "period-weights",
                title: "Weight of each period before the start",
                description: &describe::period_weights(view),
                caption: "Periods without weight are not drawn.",
                draw: |width| chart::period_weights(view, width),
                table: tables::period_weights(view),
            }))
        }
        @for other in others {
            (behind(&format!("Donor weights, {}", other.title.to_lowercase()), &format!("donor-weights-{}", other.figures.method.id()), &tables::unit_weights(other)))
        }
    };
    Section { id: "weights", heading: "What the comparison is made of", body }
}

/// The estimate without each donor.
pub(super) fn leave_one_out(view: &EstimateView) -> Section {
    let body = figure(&Figure {
        id: "leave-one-out",
        title: "The estimate with one donor left out",
        description: &describe::leave_one_out(view),
        caption: "If one donor moves the estimate far, find out what happened there.",
        draw: |width| chart::leave_one_out(view, &view.effect.heading(), width),
        table: tables::leave_one_out(view),
    });
    Section { id: "leave-one-out", heading: "Does it hang on one donor?", body }
}

/// Units left out, by reason.
pub(super) fn left_out(report: &EvaluationReport) -> Section {
    let panel = &report.panel;
    let noun = panel.frequency.noun();
    let body = html! {
        p { "Treated: " (words::list(&panel.treated)) ". Compared with " (words::counted(panel.donors.len(), "donor")) ", over "
            (words::counted(panel.pre_periods, noun)) " before " (words::period(panel.from)) " and "
            (words::counted(panel.post_periods, noun)) " from then on." }
        @if panel.dropped.is_empty() {
            p { "No unit was left out." }
        } @else {
            p { (words::counted(panel.dropped.len(), "unit")) " of the data " (if panel.dropped.len() == 1 { "was" } else { "were" }) " left out of the comparison." }
            (table(&tables::dropped_by_reason(panel)))
            (behind("Every unit left out, with what was seen", "units-left-out", &tables::dropped(panel)))
        }
    };
    Section { id: "left-out", heading: "Units left out, and why", body }
}
