//! The verdict in plain words: what changed, how sure one can be, and what tempers it.

use commonweal_evaluate::estimate::{Estimate, Inference, Interval};
use commonweal_evaluate::evaluation::Evaluation;
use serde::Serialize;

use crate::care;
use crate::effect_words::EffectWords;
use crate::words;

/// What the primary estimate, read beside its interval, its fit and the other methods, amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// The interval lies below zero.
    Lower,
    /// The interval lies above zero.
    Higher,
    /// The interval holds zero. This is not the same as no effect.
    NotToldFromNoise,
    /// There is an estimate but no interval.
    NoInference,
    /// Some methods tell a change from noise and others do not, or they tell opposite changes.
    MethodsDisagree,
    /// No method with a counterfactual was run.
    NoEstimate,
}

/// How the methods that were run stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// Fewer than two methods gave an estimate.
    OneMethod,
    /// All point the same way and give the same answer about noise.
    Agree,
    /// None or all give the same answer about noise, but the estimates have different signs.
    DirectionsDiffer,
    /// Some tell a change from noise and others do not.
    SomeTellAChange,
    /// Two methods tell changes of opposite sign from noise.
    OppositeChanges,
}

/// Whether the comparison followed the treated units before the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fit {
    /// Closer than a flat line would have been.
    Usable,
    /// No closer than a flat line: the effect must not be read before this is understood.
    Poor,
    /// The treated series does not vary before the start, or there is no estimate.
    Unknown,
}

/// The verdict: the headline, what must be said beside it, and the reasons for care.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// What it amounts to.
    pub finding: Finding,
    /// How the methods stand to each other.
    pub agreement: Agreement,
    /// Pre-period fit of the primary method.
    pub fit: Fit,
    /// The finding in a few words, for a heading.
    pub heading: String,
    /// One or two sentences that may be quoted alone: they carry the interval.
    pub headline: String,
    /// The second sentence of the headline: the estimate with its interval, or why it has none.
    pub statement: String,
    /// What must be said beside the headline, a sentence or two each.
    pub sentences: Vec<String>,
    /// Reasons to be careful with the primary estimate, from its diagnostics.
    pub reasons_for_care: Vec<String>,
}

impl Verdict {
    /// The verdict on `evaluation`; it rests on [`Evaluation::primary`].
    pub fn of(evaluation: &Evaluation) -> Self {
        let Some(primary) = evaluation.primary() else { return no_estimate(evaluation) };
        let effect = EffectWords::of(evaluation, primary);
        let agreement = agreement(&evaluation.estimates);
        let fit = fit(primary);
        let finding = finding(primary, agreement);
        let heading = heading(finding, fit, effect, primary);
        let statement = statement(evaluation, primary, finding, effect);
        let headline = format!("{heading}: {}. {statement}", subject(evaluation));
        Self {
            finding,
            agreement,
            fit,
            heading,
            headline,
            statement,
            sentences: sentences(evaluation, primary, finding, agreement, fit),
            reasons_for_care: care::reasons(primary, effect),
        }
    }
}

fn no_estimate(evaluation: &Evaluation) -> Verdict {
    let heading = "No comparison with what would have happened anyway".to_owned();
    let reason = if evaluation.control_chart.is_some() {
        "Only the control chart was drawn."
    } else {
        "No method was run."
    };
    Verdict {
        finding: Finding::NoEstimate,
        agreement: Agreement::OneMethod,
        fit: Fit::Unknown,
        headline: format!("{heading}: {}. {reason}", subject(evaluation)),
        statement: reason.to_owned(),
        heading,
        sentences: control_chart(evaluation).into_iter().collect(),
        reasons_for_care: Vec::new(),
    }
}

/// "A&E attendances, Harbour Wick, Oct 2015 to Mar 2018".
fn subject(evaluation: &Evaluation) -> String {
    let panel = &evaluation.panel;
    let until = panel.periods.last().map_or_else(String::new, |last| format!(" to {}", words::period(*last)));
    format!(
        "{}, {}, {}{until}",
        words::clause(&evaluation.outcome),
        words::treated(&panel.treated),
        words::period(panel.from)
    )
}

fn finding(primary: &Estimate, agreement: Agreement) -> Finding {
    match primary.interval {
        None => Finding::NoInference,
        Some(_) if matches!(agreement, Agreement::SomeTellAChange | Agreement::OppositeChanges) => {
            Finding::MethodsDisagree
        }
        Some(_) if !primary.is_told_from_noise() => Finding::NotToldFromNoise,
        Some(interval) if interval.upper < 0.0 => Finding::Lower,
        Some(_) => Finding::Higher,
    }
}

fn agreement(estimates: &[Estimate]) -> Agreement {
    if estimates.len() < 2 {
        return Agreement::OneMethod;
    }
    let told: Vec<&Estimate> = estimates.iter().filter(|estimate| estimate.is_told_from_noise()).collect();
    let judged = estimates.iter().filter(|estimate| estimate.interval.is_some()).count();
    let opposite = |among: &[&Estimate]| {
        among.iter().any(|e| e.estimate < 0.0) && among.iter().any(|e| e.estimate > 0.0)
    };
    if opposite(&told) {
        Agreement::OppositeChanges
    } else if !told.is_empty() && told.len() < judged {
        Agreement::SomeTellAChange
    } else if opposite(&estimates.iter().collect::<Vec<_>>()) {
        Agreement::DirectionsDiffer
    } else {
        Agreement::Agree
    }
}

fn fit(primary: &Estimate) -> Fit {
    match primary.diagnostics.pre_rmspe_relative {
        Some(relative) if relative > care::POOR_FIT => Fit::Poor,
        Some(relative) if relative.is_finite() => Fit::Usable,
        _ => Fit::Unknown,
    }
}

fn heading(finding: Finding, fit: Fit, effect: EffectWords, primary: &Estimate) -> String {
    match (finding, fit) {
        (Finding::Lower | Finding::Higher, Fit::Poor) => "A difference, but on a poor comparison".to_owned(),
        (Finding::Lower | Finding::Higher, _) => {
            let direction = words::capitalised(effect.direction(primary.estimate));
            format!("{direction} than would have happened anyway")
        }
        (Finding::NotToldFromNoise, _) => "No change that can be told from noise".to_owned(),
        (Finding::NoInference, _) => "How sure we can be cannot be said".to_owned(),
        (Finding::MethodsDisagree, _) => "The methods disagree".to_owned(),
        (Finding::NoEstimate, _) => "No comparison with what would have happened anyway".to_owned(),
    }
}

/// The second sentence of the headline: the estimate, never without its interval or the reason for having none.
fn statement(evaluation: &Evaluation, primary: &Estimate, finding: Finding, effect: EffectWords) -> String {
    let Some(interval) = primary.interval else {
        return format!(
            "{} gives {} {}, with no interval: {}. It must not be read as an effect.",
            primary.method.title(),
            effect.phrase(primary.estimate),
            effect.per(),
            no_interval_because(primary)
        );
    };
    if finding == Finding::MethodsDisagree {
        let each: Vec<String> = evaluation
            .estimates
            .iter()
            .map(|e| method_result(evaluation, e, MethodName::Capitalised))
            .collect();
        return format!("{}.", each.join("; "));
    }
    format!(
        "The estimate is {} {}, and the data are compatible with {} ({}).",
        effect.phrase(primary.estimate),
        effect.per(),
        compatible_with(interval, effect),
        EffectWords::level(interval)
    )
}

fn compatible_with(interval: Interval, effect: EffectWords) -> String {
    if interval.lower.is_infinite() && interval.upper.is_infinite() {
        "an effect of any size, because there are too few placebos to rule any out".to_owned()
    } else {
        format!("anything from {} {}", effect.range(interval), effect.per())
    }
}

fn no_interval_because(estimate: &Estimate) -> String {
    match &estimate.inference {
        Inference::Refused { wanted, reason } => format!("{wanted} was refused, {}", words::clause(reason)),
        other => format!("the inference ({other}) gave none"),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MethodName {
    Capitalised,
    InSentence,
}

/// "synthetic control: 480 fewer (95% interval 150 to 810 fewer), told from noise".
fn method_result(evaluation: &Evaluation, estimate: &Estimate, name: MethodName) -> String {
    let effect = EffectWords::of(evaluation, estimate);
    let title = match name {
        MethodName::Capitalised => estimate.method.title().to_owned(),
        MethodName::InSentence => estimate.method.title().to_lowercase(),
    };
    let phrase = format!("{} {}", effect.phrase(estimate.estimate), effect.per());
    match estimate.interval {
        None => format!("{title}: {phrase}, with no interval ({})", no_interval_because(estimate)),
        Some(interval) => {
            let told = if estimate.is_told_from_noise() { "told" } else { "not told" };
            let range = effect.range(interval);
            format!("{title}: {phrase} ({} {range}), {told} from noise", EffectWords::level(interval))
        }
    }
}

fn sentences(
    evaluation: &Evaluation,
    primary: &Estimate,
    finding: Finding,
    agreement: Agreement,
    fit: Fit,
) -> Vec<String> {
    let mut sentences = Vec::new();
    if fit == Fit::Poor {
        sentences.push(poor_fit(evaluation, primary));
    }
    match finding {
        Finding::NotToldFromNoise => sentences.push(
            "This is not the same as no effect: a change of any size in that range could be there without these data being able to show it."
                .to_owned(),
        ),
        Finding::NoInference => sentences.push(
            "Without an interval nobody can say whether the estimate is a change or chance.".to_owned(),
        ),
        Finding::MethodsDisagree => sentences.push(
            "The answer depends on how the comparison is made. Do not quote one of these figures alone.".to_owned(),
        ),
        Finding::Lower | Finding::Higher | Finding::NoEstimate => {}
    }
    sentences.push(comparison(evaluation, primary));
    if finding != Finding::MethodsDisagree && agreement != Agreement::OneMethod {
        sentences.push(other_methods(evaluation, agreement));
    }
    sentences.extend(control_chart(evaluation));
    sentences
}

fn control_chart(evaluation: &Evaluation) -> Option<String> {
    let chart = evaluation.control_chart.as_ref()?;
    Some(format!(
        "The control chart of the treated series alone ends on “{}”. It shows whether the series changed, not why.",
        chart.variation
    ))
}

fn poor_fit(evaluation: &Evaluation, primary: &Estimate) -> String {
    let relative = primary.diagnostics.pre_rmspe_relative.unwrap_or(f64::NAN);
    format!(
        "Look at the fit first: before the start the comparison followed {} no better than a flat line would have (its typical miss is {} times the spread of the series itself), so the figures must not be read as an effect until that is understood.",
        words::treated(&evaluation.panel.treated),
        crate::number::number(relative, crate::number::Precision::decimals(1))
    )
}

fn comparison(evaluation: &Evaluation, primary: &Estimate) -> String {
    let panel = &evaluation.panel;
    let noun = panel.frequency.noun();
    let donors = panel.donors.len();
    let verb = if donors == 1 { "was" } else { "were" };
    format!(
        "{} compares {} with {} that {verb} not treated, over {} before {} and {} from then on.",
        primary.method.title(),
        words::treated(&panel.treated),
        words::counted(donors, "unit"),
        words::counted(panel.pre_periods, noun),
        words::period(panel.from),
        words::counted(panel.post_periods, noun),
    )
}

fn other_methods(evaluation: &Evaluation, agreement: Agreement) -> String {
    let others: Vec<String> = evaluation
        .estimates
        .iter()
        .skip(1)
        .map(|estimate| method_result(evaluation, estimate, MethodName::InSentence))
        .collect();
    let opening = match agreement {
        Agreement::Agree => "The other methods say the same",
        Agreement::DirectionsDiffer => "The methods do not agree on the direction",
        Agreement::OneMethod | Agreement::SomeTellAChange | Agreement::OppositeChanges => {
            "The other methods say"
        }
    };
    format!("{opening}. {}.", words::capitalised(&others.join("; ")))
}
