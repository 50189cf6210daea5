//! Strength: promises, attendance and decisions counted; surveys that are large enough to show.

use commonweal_record::partnership::Survey;
use maud::{Markup, html};

use super::shared::{Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Column, empty, inset, summary_list, table};
use crate::csv;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// How the partners work together, without ranking anybody.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Strength", |look| {
        let surveys = &look.partnership.evidence.surveys;
        Ok(html! {
            (inset(&html! { "These results belong to the partners. Nobody is ranked, no group smaller than the agreed minimum is shown, and publishing them is a joint decision." }))
            (process(look))
            h2 class="govuk-heading-m" { "Surveys" }
            @if surveys.is_empty() {
                (empty("No survey has been opened yet.", html! { "A survey asks how joined-up it feels. Single answers never enter the record: only figures of groups that are large enough." }))
            }
            @for (id, it) in surveys { (survey(look, id.as_str(), it)) }
            @if surveys.values().any(|survey| survey.closed.is_some()) { (csv::links(look.slug, &["surveys"])) }
            (look.record_button("survey_opened", "", "Open a survey"))
        })
    })
}

/// Counts of what the record knows, beside what people feel.
fn process(look: &Look<'_>) -> Markup {
    let partnership = look.partnership;
    let promises = &partnership.programme.promises;
    let kept = promises.values().filter(|promise| promise.kept.is_some()).count();
    let broken = promises.values().filter(|promise| promise.broken.is_some()).count();
    let held = partnership.meetings.values().filter(|meeting| meeting.held.is_some()).count();
    let standing = partnership.decisions.values().filter(|decision| decision.stands()).count();
    let concluded = partnership.decisions.values().filter(|decision| decision.taken.is_some()).count();
    html! {
        h2 class="govuk-heading-m" { "What the record counts" }
        (summary_list([
            ("Promises", html! { (kept) " kept, " (broken) " broken, " (promises.len() - kept.min(promises.len()) - broken.min(promises.len() - kept)) " open" }),
            ("Meetings", html! { (held) " held of " (partnership.meetings.len()) " called" }),
            ("Decisions", html! { (standing) " stand of " (concluded) " concluded" }),
            ("Working together", html! { (words::count(partnership.members.cooperation.len(), "thing", "things")) " done together" }),
        ]))
    }
}

fn survey(look: &Look<'_>, id: &str, survey: &Survey) -> Markup {
    let opened = &survey.opened;
    html! {
        h3 class="govuk-heading-s" { "Survey " (id) }
        p class="govuk-body" {
            "Opened " (words::day(opened.at)) ", closes " (opened.fact.closes.in_words()) "; no group below " (opened.fact.minimum_group) " is shown ("
            (look.proof(opened.seq)) ")."
        }
        @if let Some(closed) = &survey.closed {
            @let rows = closed.fact.aggregates.iter().map(|figure| vec![
                html! { (figure.question) },
                html! { @match &figure.of { Some(body) => (look.name_of(body)), None => "Everybody" } },
                html! { @if let Some(body) = &figure.about { (look.name_of(body)) } },
                html! { (figure.answers) },
                html! { (figure.mean) },
            ]);
            (table("Figures", &[Column::Text("Question"), Column::Text("Answered by"), Column::Text("About"), Column::Figure("Answers"), Column::Figure("Mean")], rows))
        }
    }
}
