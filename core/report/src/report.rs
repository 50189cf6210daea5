//! The view model of an evaluation: all that the text, the JSON, the CSV and the page print.

use commonweal_evaluate::estimate::Estimate;
use commonweal_evaluate::evaluation::Evaluation;
use serde::Serialize;

use crate::html::Part;
use crate::reproduce::{Reproduce, Style};
use crate::verdict::Verdict;
use crate::view::{ControlChartView, EstimateView, PanelView};
use crate::{html, json, tables, text};

/// What reproduces the evaluation, with the hash of what the estimators read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ReproduceView {
    #[serde(flatten)]
    pub(crate) given: Reproduce,
    pub(crate) panel_sha256: String,
}

impl ReproduceView {
    /// Program, files, hashes and seed: a name and a value each.
    pub(crate) fn lines(&self) -> Vec<(&'static str, String)> {
        let Reproduce { program_version, data_file, data_sha256, protocol_sha256, seed, .. } = &self.given;
        let mut lines = vec![
            ("program version", program_version.clone()),
            ("data file", data_file.clone()),
            ("data SHA-256", data_sha256.clone()),
        ];
        lines.extend(protocol_sha256.clone().map(|sha256| ("protocol SHA-256", sha256)));
        lines.push(("panel SHA-256", self.panel_sha256.clone()));
        lines.push(("seed", seed.to_string()));
        lines
    }
}

/// An evaluation ready to be shown: every figure and every sentence of every output.
///
/// The terminal text, the JSON, the CSV and the page print this and nothing else, so that they agree; the same
/// evaluation gives the same bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluationReport {
    pub(crate) title: String,
    pub(crate) outcome: String,
    pub(crate) scale: String,
    pub(crate) verdict: Verdict,
    pub(crate) panel: PanelView,
    pub(crate) estimates: Vec<EstimateView>,
    pub(crate) control_chart: Option<ControlChartView>,
    pub(crate) caveats: Vec<String>,
    pub(crate) reproduce: ReproduceView,
}

impl EvaluationReport {
    /// Builds the view model of `evaluation`, headed `title`.
    pub fn new(evaluation: &Evaluation, reproduce: Reproduce, title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            outcome: evaluation.outcome.clone(),
            scale: evaluation.scale.to_string(),
            verdict: Verdict::of(evaluation),
            panel: PanelView::of(&evaluation.panel),
            estimates: evaluation.estimates.iter().map(|e| EstimateView::of(evaluation, e)).collect(),
            control_chart: evaluation.control_chart.as_ref().map(ControlChartView::of),
            caveats: evaluation.caveats.clone(),
            reproduce: ReproduceView { given: reproduce, panel_sha256: evaluation.panel.sha256.clone() },
        }
    }

    /// The verdict that everything else supports.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// The verdict in one or two sentences, with its interval or the reason for having none.
    pub fn headline(&self) -> String {
        self.verdict.headline.clone()
    }

    /// The headline for the terminal, wrapped.
    pub fn to_headline(&self, style: Style) -> String {
        text::headline(self, style)
    }

    /// Text for the terminal, at most 100 columns wide where names and commands allow.
    pub fn to_text(&self, style: Style) -> String {
        text::render(self, style)
    }

    /// The view model as JSON, schema `commonweal.evaluation/1`: figures in full, a figure that is not finite is null.
    pub fn to_json(&self) -> String {
        json::render(self)
    }

    /// One row a method with the main figures, as CSV.
    pub fn to_csv(&self) -> String {
        tables::methods_in_full(self).to_csv()
    }

    /// Actual, counterfactual and gap: a row a method and period, as CSV.
    pub fn path_csv(&self) -> String {
        tables::paths_in_full(self).to_csv()
    }

    /// Donor and period weights: a row a method and weight, as CSV.
    pub fn weights_csv(&self) -> String {
        tables::weights_in_full(self).to_csv()
    }

    /// Placebos in space: a row a method and placebo, as CSV.
    pub fn placebos_csv(&self) -> String {
        tables::placebos_in_full(self).to_csv()
    }

    /// The control chart, a row a period, as CSV; the heading alone where no chart was drawn.
    pub fn control_chart_csv(&self) -> String {
        tables::control_chart(self.control_chart.as_ref()).to_csv()
    }

    /// Every estimate in full, the one that the verdict rests on first.
    pub fn estimates(&self) -> impl Iterator<Item = &Estimate> {
        self.estimates.iter().map(|view| &view.figures)
    }

    /// The sections of the page, diagnostics first, for a page of somebody else's.
    pub fn parts(&self) -> Vec<Part> {
        html::parts(self)
    }

    /// Every table as CSV, by a name of a word or two.
    pub fn tables_csv(&self) -> Vec<(&'static str, String)> {
        let mut tables = vec![("methods", self.to_csv())];
        if !self.estimates.is_empty() {
            tables.extend([
                ("path", self.path_csv()),
                ("weights", self.weights_csv()),
                ("placebos", self.placebos_csv()),
            ]);
        }
        if self.control_chart.is_some() {
            tables.push(("control-chart", self.control_chart_csv()));
        }
        tables
    }

    /// A self-contained HTML page: no script, no outside request, print-ready.
    pub fn to_html(&self) -> String {
        html::render(self)
    }

    /// The outcome as the title of an axis, with its scale.
    pub(crate) fn axis_title(&self) -> String {
        match self.scale.as_str() {
            "level" => self.outcome.clone(),
            scale => format!("{} ({scale})", self.outcome),
        }
    }

    /// Every warning with the name of the method that gives it.
    pub(crate) fn warnings(&self) -> Vec<(&'static str, &str)> {
        let estimates = self.estimates.iter().map(|view| (view.title, &view.figures.warnings));
        let chart = self.control_chart.iter().map(|chart| (chart.title, &chart.warnings));
        estimates
            .chain(chart)
            .flat_map(|(title, warnings)| warnings.iter().map(move |warning| (title, warning.as_str())))
            .collect()
    }

    /// The method that the verdict and the pictures rest on.
    pub(crate) fn primary(&self) -> Option<&EstimateView> {
        self.estimates.first()
    }
}
