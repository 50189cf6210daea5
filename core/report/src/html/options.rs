//! The sections of the page of an appraisal of options.

use commonweal_value::options::OptionsAppraisal;
use maud::{Markup, html};

use super::data_table::{behind, download, table};
use super::figure::{Figure, figure};
use super::{Part, Section};
use crate::chart::{self, Span};
use crate::options::{tables, words};
use crate::valuation::words::{range, rounded};

/// The sections, the result first.
pub(crate) fn options(appraisal: &OptionsAppraisal) -> Vec<Part> {
    let sections = [
        Some(result(appraisal)),
        Some(compared(appraisal)),
        Some(Section {
            id: "options-who",
            heading: "Who pays and who gains",
            body: with_download("options-who", &tables::pockets(appraisal)),
        }),
        (!appraisal.criteria.is_empty()).then(|| scores(appraisal)),
        (!appraisal.rivalries.is_empty()).then(|| changes(appraisal)),
        (!appraisal.figures.is_empty()).then(|| Section {
            id: "options-figures",
            heading: "Figures and their sources",
            body: with_download("options-figures", &tables::figures(appraisal)),
        }),
        (!(appraisal.warnings.is_empty() && appraisal.caveats.is_empty())).then(|| remarks(appraisal)),
    ];
    sections.into_iter().flatten().map(Section::into_part).collect()
}

fn result(appraisal: &OptionsAppraisal) -> Section {
    let body = html! {
        p { strong { (words::headline(appraisal)) } }
        @for sentence in words::sentences(appraisal) { p { (sentence) } }
    };
    Section { id: "options", heading: "Which option?", body }
}

fn compared(appraisal: &OptionsAppraisal) -> Section {
    let bar = |option: &commonweal_value::options::appraisal::OptionValue| Span {
        name: option.name.clone(),
        from: option.npsv.lower,
        to: option.npsv.upper,
        label: format!("{} ({})", rounded(option.npsv.mean), range(option.npsv.lower, option.npsv.upper)),
        short: Some(rounded(option.npsv.mean)),
        class: if option.failed.is_empty() { "bar" } else { "bar lost" },
    };
    let bars: Vec<Span> = appraisal.options.iter().map(bar).collect();
    let body = html! {
        p { (words::basis(appraisal)) }
        (figure(&Figure {
            id: "options-npsv",
            title: "Net present social value of each option",
            description: "For each option the interval of what it is worth less what it costs.",
            caption: "Options that do not pass every gate are in the other colour. Bars that overlap say little: the draws are common, and the table says how often each is worth most.",
            draw: |width| chart::spans(&bars, "net, at present value", None, width),
            table: tables::options(appraisal),
        }))
    };
    Section { id: "options-compared", heading: "The options compared", body }
}

fn scores(appraisal: &OptionsAppraisal) -> Section {
    let body = html! {
        p { "Weights are agreed among the partners. A rank that some weights within the ranges would turn is told as what would decide." }
        (with_download("options-scores", &tables::scores(appraisal)))
    };
    Section { id: "options-scores", heading: "What has no price", body }
}

fn changes(appraisal: &OptionsAppraisal) -> Section {
    let information = tables::information(appraisal);
    let body = html! {
        (with_download("options-switching", &tables::switching(appraisal)))
        @if !information.rows.is_empty() {
            (behind("What it would be worth to know before choosing", "options-information", &information))
        }
    };
    Section { id: "options-switching", heading: "What would change it", body }
}

fn remarks(appraisal: &OptionsAppraisal) -> Section {
    let body = html! {
        ul { @for remark in appraisal.warnings.iter().chain(&appraisal.caveats) { li { (remark) } } }
    };
    Section { id: "options-remarks", heading: "Warnings and caveats", body }
}

fn with_download(file: &str, data: &crate::table::Table) -> Markup {
    html! { (table(data)) (download(file, data)) }
}
