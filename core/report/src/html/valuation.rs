//! The page of a valuation.

use maud::{Markup, html};

use super::data_table::{behind, download, table};
use super::figure::{Figure, figure};
use super::{Part, Section, page};
use crate::chart::{self, Span};
use crate::valuation::words::{discounting, exact, rounded, rounded_pence, wrong_pocket_gap};
use crate::valuation::{ValuationReport, tables};
use crate::words::list;
use commonweal_value::valuation::Valuation;

/// The page: the result first, then who pays and who gains, how sure, what it rests on.
pub(crate) fn valuation(report: &ValuationReport) -> String {
    let valuation = &report.valuation;
    let sections = sections(report);
    let class = if valuation.drawn.npsv.lower > 0.0 { "verdict told" } else { "verdict unsure" };
    let verdict = html! {
        section class=(class) aria-labelledby="verdict" {
            h2 id="verdict" { span class="label" { "Result" } span class="visually-hidden" { ": " } (report.headline) }
            @for sentence in &report.sentences { p { (sentence) } }
        }
    };
    let subtitle = format!("Value by budget, in {} prices", valuation.base_year);
    page(
        "Valuation",
        &valuation.title,
        &subtitle,
        &report.headline,
        &verdict,
        &sections,
        &report.reproduce.program_version,
    )
}

/// The sections of the page, for a page of somebody else's.
pub(crate) fn valuation_parts(report: &ValuationReport) -> Vec<Part> {
    sections(report).into_iter().map(Section::into_part).collect()
}

fn sections(report: &ValuationReport) -> Vec<Section> {
    let valuation = &report.valuation;
    [
        Some(summary(valuation)),
        Some(pockets(valuation)),
        Some(stages(valuation)),
        Some(years(valuation)),
        Some(certainty(valuation)),
        groups(valuation),
        (!valuation.chain.is_empty()).then(|| chain(valuation)),
        Some(remarks("warnings", "Warnings", &valuation.warnings, "There are none.")),
        Some(remarks(
            "caveats",
            "Caveats",
            &valuation.caveats,
            "None was given with the plan. That is not to say that there are none.",
        )),
        Some(figures(valuation)),
        Some(reproduce(report)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn summary(valuation: &Valuation) -> Section {
    let (summary, lines, other) =
        (tables::summary(valuation), tables::lines(valuation), tables::other_rates(valuation));
    let body = html! {
        p { "Cash that a budget no longer spends, capacity that is free for others, and worth to people and place are kept apart: they are not
            the same money. Discounting: " (discounting(valuation)) "." }
        (table(&summary))
        (download("summary", &summary))
        (behind("Every line of the plan", "lines", &lines))
        (behind("The result under other discount rates", "other-rates", &other))
    };
    Section { id: "summary", heading: "Costs and benefits", body }
}

fn pockets(valuation: &Valuation) -> Section {
    let each = valuation.central.pockets.iter().flat_map(|pocket| {
        let gains: i64 = pocket.gains_pence.iter().sum();
        let bar = |what: &str, pence: i64, class| Span {
            name: format!("{what}: {}", pocket.name),
            from: 0.0,
            to: pence as f64 / 100.0,
            label: rounded_pence(pence),
            short: None,
            class,
        };
        [bar("Pays", pocket.invests_pence, "bar lost"), bar("Gains", gains, "bar")]
    });
    let bars: Vec<Span> = each.collect();
    let gap = wrong_pocket_gap(&valuation.central.pockets);
    let description = format!(
        "For each budget what it pays and what it gains. Those who pay more than they gain are {} short together.",
        exact(gap)
    );
    let body = html! {
        (figure(&Figure {
            id: "pockets",
            title: "Who pays and who gains",
            description: &description,
            caption: "Gains are cash, capacity and social value together; the table has them apart.",
            draw: |width| chart::spans(&bars, "at present value", None, width),
            table: tables::pockets(valuation),
        }))
    };
    Section { id: "who", heading: "Who pays and who gains", body }
}

fn stages(valuation: &Valuation) -> Section {
    let stages = &valuation.central.stages;
    let mut running = 0.0;
    let last = stages.len().saturating_sub(1);
    let mut bars = Vec::new();
    for (index, stage) in stages.iter().enumerate() {
        let amount = stage.pence as f64 / 100.0;
        let total = index == 0 || index == last;
        let from = if total { 0.0 } else { running };
        let class = if total { "bar" } else { "bar lost" };
        bars.push(Span {
            name: stage.name.to_owned(),
            from,
            to: from + amount,
            label: rounded_pence(stage.pence),
            short: None,
            class,
        });
        running = from + amount;
    }
    let body = figure(&Figure {
        id: "stages",
        title: "Benefits from gross to net",
        description: "What is taken off the gross benefits before they count.",
        caption: "An effect against what would have happened anyway is net of deadweight already, so that none is taken off again.",
        draw: |width| chart::spans(&bars, "before and after each step", None, width),
        table: tables::stages(valuation),
    });
    Section { id: "stages", heading: "From gross to net", body }
}

fn years(valuation: &Valuation) -> Section {
    let years = tables::years(valuation);
    let body = html! { (table(&years)) (download("years", &years)) };
    Section { id: "years", heading: "Year by year", body }
}

fn certainty(valuation: &Valuation) -> Section {
    let drawn = &valuation.drawn;
    let points: Vec<(f64, f64)> = drawn.curve.iter().map(|point| (point.npsv, point.probability)).collect();
    let bars = valuation.tornado.iter().map(|swing| Span {
        name: swing.quantity.clone(),
        from: swing.npsv_at_low,
        to: swing.npsv_at_high,
        label: rounded((swing.npsv_at_high - swing.npsv_at_low).abs()),
        short: None,
        class: "bar",
    });
    let bars: Vec<Span> = bars.collect();
    let expected = valuation.central.npsv_pence as f64 / 100.0;
    let curve = format!("From {} draws of every uncertain figure.", crate::number::count(drawn.draws));
    let body = html! {
        (figure(&Figure {
            id: "curve",
            title: "Probability that the net value is above an amount",
            description: &curve,
            caption: "Where the line crosses £0 stands the probability that benefits exceed costs.",
            draw: |width| chart::curve(&points, "net present social value", width),
            table: tables::curve(valuation),
        }))
        @if !bars.is_empty() {
            (figure(&Figure {
                id: "tornado",
                title: "What each uncertain figure does",
                description: "The net value with one figure at either end of its interval, the others as expected.",
                caption: "The longest bar is the figure that matters most.",
                draw: |width| chart::spans(&bars, "net present social value", Some((expected, "expected")), width),
                table: tables::tornado(valuation),
            }))
            p { "Knowing everything before deciding would be worth " (rounded(drawn.evpi)) ". A further study can be worth no more than that." }
        }
    };
    Section { id: "certainty", heading: "How sure it is", body }
}

fn groups(valuation: &Valuation) -> Option<Section> {
    let groups = tables::groups(valuation)?;
    let warning = valuation.distribution.as_ref().and_then(|distribution| distribution.warning.as_ref());
    let body = html! {
        @if let Some(warning) = warning { p class="inset" { strong { "Warning: " } (warning) "." } }
        (table(&groups))
        (download("groups", &groups))
    };
    Some(Section { id: "groups", heading: "Who gains by deprivation", body })
}

fn chain(valuation: &Valuation) -> Section {
    let chain = tables::chain(valuation);
    let uncounted = valuation.chain.iter().filter(|link| link.claimants.is_empty());
    let uncounted: Vec<String> =
        uncounted.map(|link| format!("the {} of {}", link.link, link.event)).collect();
    let body = html! {
        p { "Each avoided link of an event is counted by one benefit only." }
        @if !uncounted.is_empty() { p { "Not counted by anybody: " (list(&uncounted)) ". It may be worth something too." } }
        (table(&chain))
        (download("chain", &chain))
    };
    Section { id: "chain", heading: "Counted once", body }
}

fn remarks(id: &'static str, heading: &'static str, remarks: &[String], none: &str) -> Section {
    let body = html! {
        @if remarks.is_empty() { p { (none) } } @else { ul { @for remark in remarks { li { (remark) } } } }
    };
    Section { id, heading, body }
}

fn figures(valuation: &Valuation) -> Section {
    let figures = tables::figures(&valuation.figures, valuation.base_year);
    let body: Markup = html! { (table(&figures)) (download("figures", &figures)) };
    Section { id: "sources", heading: "Figures and their sources", body }
}

fn reproduce(report: &ValuationReport) -> Section {
    let body = html! {
        p { "Whoever holds the files gets the same figures with this command. If a hash differs, so does the file." }
        pre role="region" tabindex="0" aria-label="Command" { code { (report.reproduce.command) } }
        dl class="facts" {
            @for (file, sha256) in &report.reproduce.files { div { dt { "SHA-256 of " (file) } dd { (sha256) } } }
            div { dt { "seed" } dd { (report.valuation.drawn.seed) } }
        }
    };
    Section { id: "reproduce", heading: "How to reproduce this", body }
}
