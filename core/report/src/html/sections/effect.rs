//! The sections that show the effect.

use maud::html;

use super::Section;
use crate::chart;
use crate::describe;
use crate::html::data_table::table;
use crate::html::figure::{Figure, figure};
use crate::report::EvaluationReport;
use crate::tables;
use crate::view::{ControlChartView, EstimateView};

/// Sensitivity across estimators.
pub(super) fn methods(report: &EvaluationReport) -> Section {
    let methods = tables::methods(report);
    let body = html! {
        @if let Some(primary) = report.primary() {
            p { "Each method answers “what would have happened anyway?” in its own way. Where they agree, the answer does not hang on
                the choice of method; where they do not, it does. The verdict rests on the first." }
            (figure(&Figure {
                id: "methods",
                title: "The effect by each method",
                description: &describe::forest(report),
                caption: "A filled diamond is told from noise; a hollow circle is not.",
                draw: |width| chart::forest(&report.estimates, &primary.effect.heading(), width),
                table: tables::intervals(report),
            }))
            (table(&methods))
            @for view in &report.estimates { @if let Some(refusal) = &view.printed.refusal {
                p class="inset" { strong { (view.title) ": no inference. " } (crate::words::capitalised(refusal)) "." }
            } }
        } @else {
            p { "No method with a comparison was run." }
        }
    };
    Section { id: "figures-by-method", heading: "The figures by method", body }
}

/// Actual against counterfactual.
pub(super) fn path(report: &EvaluationReport, view: &EstimateView) -> Section {
    let from = report.panel.from;
    let body = figure(&Figure {
        id: "path",
        title: "Actual against what would have happened anyway",
        description: &describe::path(view, from),
        caption: "If the lines already part before the start, do not believe the gap after it. The vertical axis need not begin at zero.",
        draw: |width| chart::path(view, from, &report.axis_title(), width),
        table: tables::path(view),
    });
    Section {
        id: "actual-and-counterfactual",
        heading: "What happened, and what would have happened anyway",
        body,
    }
}

/// The gap over time.
pub(super) fn gap(report: &EvaluationReport, view: &EstimateView) -> Section {
    let from = report.panel.from;
    let body = figure(&Figure {
        id: "gap",
        title: "The gap, period by period",
        description: &describe::gap(view, from),
        caption: "Zero means that what happened is what would have happened anyway.",
        draw: |width| chart::gap(view, from, view.effect.gap_heading(), width),
        table: tables::gap(view),
    });
    Section { id: "gap", heading: "The gap", body }
}

/// Placebos in space.
pub(super) fn placebos(view: &EstimateView) -> Section {
    let description =
        if view.figures.diagnostics.placebos.is_empty() { String::new() } else { describe::placebos(view) };
    let body = html! {
        p { "Comparison units where nothing happened are treated, in pretence, as if it had. The effects found in them are what chance
            alone gives. Ours must stand out among them to be told from noise." }
        (figure(&Figure {
            id: "placebos",
            title: "Effects found where nothing happened",
            description: &description,
            caption: "The diamond on the line is ours.",
            draw: |width| chart::placebos(view, &view.effect.heading(), width),
            table: tables::placebos(view),
        }))
    };
    Section { id: "placebo-distribution", heading: "How large an effect chance gives", body }
}

/// The control chart with its two icons.
pub(super) fn control_chart(report: &EvaluationReport, chart: &ControlChartView) -> Section {
    let diagnostics = &chart.diagnostics;
    let body = html! {
        p { "The treated series alone, with no comparison: it shows whether the series changed, not why. Rules: "
            code { (chart.inference.rule_set) } "; " (chart.printed.improvement) "." }
        dl class="icons" {
            div { dt { "Variation" } dd { (chart::variation_icon(diagnostics.variation, diagnostics.improvement)) span { (chart.printed.variation) } } }
            div { dt { "Assurance" } dd {
                @if let Some(assurance) = diagnostics.assurance { (chart::assurance_icon(assurance)) }
                span { (chart.printed.assurance) }
            } }
        }
        (figure(&Figure {
            id: "control-chart",
            title: "Control chart",
            description: &describe::control_chart(chart),
            caption: "Grey circles are common cause; other shapes are special cause. The vertical axis need not begin at zero.",
            draw: |width| chart::control_chart(chart, report.panel.from, &report.outcome, width),
            table: tables::control_chart(Some(chart)),
        }))
    };
    Section { id: "control-chart", heading: "Control chart", body }
}
