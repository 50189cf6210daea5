//! Views, values and outcomes of both sides' people: which of three modes it is, and the figures that it rests on.

use commonweal_appraise::alignment::comparison::{AreaCompared, QuestionCompared};
use commonweal_appraise::alignment::{Alignment, Mode, Reading, Told};
use commonweal_appraise::questionnaire::alignment;
use commonweal_appraise::side_by_side::Side;
use commonweal_service::appraisal::{Appraisal, Opened};
use maud::{Markup, html};

use crate::component::{Colour, Column, details, table, tag};
use crate::words;

/// The reading, the answers, and the figures folded away.
pub(super) fn aligned(appraisal: &Appraisal, opened: Opened<'_>) -> Markup {
    let found = alignment(appraisal.names(), opened.respondents);
    let [asking, asked] = found.respondents;
    html! {
        h2 class="govuk-heading-m" { "Views, values and outcomes" }
        (reading(&found))
        p class="govuk-hint" {
            (words::count(asking, "person", "people")) " of " (appraisal.names().asking) " and " (asked) " of " (appraisal.names().asked) " answered."
            @if !found.left_out.is_empty() { " Questions that fewer than " (found.terms.minimum_group) " people of a side answered are left out." }
        }
        @if !found.comparison.questions.is_empty() {
            (questions(appraisal, &found))
            (details("What the reading rests on", &criteria(&found)))
            (details("Agreement by area", &areas(appraisal, &found)))
        }
    }
}

fn reading(found: &Alignment) -> Markup {
    html! {
        @match &found.reading {
            Reading::Told(mode) => {
                p class="govuk-body" {
                    (tag(colour(*mode), &words::capital(mode.title()))) " " (words::sentence(mode.meaning()))
                    @if let Some(sure) = &found.probabilities { " So read in " (percent(sure.of(*mode))) " of " (words::grouped(sure.draws)) " draws of the same people." }
                }
                @if *mode == Mode::Naive { p class="govuk-body" { "'Their skills will seep in' is a hope, and no plan: say who learns what from whom, and by when." } }
                @if *mode == Mode::Unravelling { p class="govuk-body" { "What is shared holds until the first disagreement about how things are done. Spend a day in each other's work before you start." } }
            },
            Reading::CannotTell(why) => p class="govuk-body" { (tag(Colour::Grey, "Cannot tell")) " " (words::sentence(&why.to_string())) },
        }
    }
}

fn colour(mode: Mode) -> Colour {
    match mode {
        Mode::Genuine => Colour::Green,
        Mode::Naive | Mode::Unravelling => Colour::Yellow,
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "not told".to_owned(), |value| format!("{value:.2}"))
}

fn criteria(found: &Alignment) -> Markup {
    let rows = found.criteria.iter().map(|it| {
        vec![html! { (it.name) }, html! { (figure(it.value)) }, html! { (figure(Some(it.border))) }]
    });
    table(
        "What the reading rests on, each from 0 to 1, beside its border",
        &[Column::Text("Figure"), Column::Count("Is"), Column::Count("Border")],
        rows,
    )
}

fn questions(appraisal: &Appraisal, found: &Alignment) -> Markup {
    let own = usize::from(appraisal.side == Side::Asked);
    let mut questions: Vec<&QuestionCompared> = found.comparison.questions.iter().collect();
    questions.sort_by(|one, other| other.gap.unwrap_or_default().total_cmp(&one.gap.unwrap_or_default()));
    let rows = questions.into_iter().map(|it| {
        let mean = |side: usize| html! { (figure(it.sides[side].mean)) };
        vec![html! { (it.question.words) }, mean(own), mean(1 - own), html! { (figure(it.gap)) }]
    });
    table(
        "Mean answers from 1 to 5, those furthest apart first",
        &[Column::Text("Question"), Column::Count("You"), Column::Count("They"), Column::Count("Gap")],
        rows,
    )
}

/// α falls on skewed answers though nearly all agree, so that A stands beside it.
fn areas(appraisal: &Appraisal, found: &Alignment) -> Markup {
    let own = usize::from(appraisal.side == Side::Asked);
    let told = |told: &Told| figure(told.value().copied());
    let rows = found.comparison.areas.iter().map(|it: &AreaCompared| {
        vec![
            html! { (it.area.title()) },
            html! { (told(&it.agreement_within[own])) },
            html! { (told(&it.agreement_within[1 - own])) },
            html! { (told(&it.agreement_together)) },
            html! { (told(&it.alpha)) },
        ]
    });
    let columns = [
        Column::Text("Area"),
        Column::Figure("A, yours"),
        Column::Figure("A, theirs"),
        Column::Figure("A, all"),
        Column::Figure("Ordinal α"),
    ];
    html! {
        p class="govuk-body" { "A is van der Eijk's agreement, from −1 (split in two) over 0 (evenly spread) to 1 (all the same). Krippendorff's α falls where nearly all give one answer, though they agree: read it beside A." }
        (table("Agreement by area", &columns, rows))
    }
}
