//! From a candidate to an honest appraisal: questions that both sides answer on their own, and three ends of equal worth.

use commonweal_service::register::model::Identifier;
use maud::{Markup, html};

use super::Sought;
use super::candidates::need_of;
use crate::answer::Answer;
use crate::component::{Column, bullets, inset, table};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// What is asked, by what it is about; each side answers alone, then the answers are laid side by side.
const QUESTIONS: [(&str, &[&str]); 6] = [
    (
        "Is collaboration right here at all?",
        &[
            "What would the public gain that neither body can give alone? If nothing, the answer is no, and it is a good answer.",
            "Is this sought, or imposed? Each of two bodies must be able to state its own benefit.",
            "Is it collaborating, or commissioning? If one side pays for terms that not every provider can have, it is a contract.",
        ],
    ),
    (
        "What each brings",
        &[
            "Have you read each other's business plan?",
            "What does the other contribute that you have said aloud to them?",
            "How many relationships do you already have in this area?",
            "Which local competitors does this touch, and which conflicts of interest?",
        ],
    ),
    (
        "History",
        &[
            "Which partnerships has each been in: sought or imposed, and what came of them?",
            "What do others say of them, and who has checked it?",
        ],
    ),
    (
        "People",
        &[
            "Does either feel threatened by the other's size or sector?",
            "What role does each expect of the other?",
            "Do leaders know each other at board level, and can they work together?",
        ],
    ),
    (
        "Views, values and outcomes",
        &[
            "What would each call a good result in a year? Write it down before you hear the other's answer.",
            "'Their skills will seep in' is naive; shared values without knowing each other's ways come apart. What will each keep of its own way?",
        ],
    ),
    (
        "Quality and reputation",
        &[
            "How does each define quality, and by what does it show it?",
            "What is the other's latest rating, and who watches it?",
            "Which assumptions about the other's sector has somebody challenged?",
        ],
    ),
];

/// The questions for one pair, and where its answer is recorded.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (sought, register) = (Sought::asked(visit), visit.app.bodies.now()?);
    let with = visit.asked("with").unwrap_or_default();
    let of = sought.body(&register).ok_or(Problem::NotFound)?;
    let other = match with.parse::<Identifier>() {
        Ok(key) => register.body(&key),
        Err(_) => register.named(with),
    };
    let name = other.map_or_else(|| with.to_owned(), commonweal_service::register::model::Body::name);
    let style = ["mirror", "integration", "upstream"]
        .into_iter()
        .find(|it| visit.asked("style") == Some(it))
        .ok_or(Problem::NotFound)?;
    let main = html! {
        a class="govuk-back-link" href={ "/find?" (sought.in_address()) } { "Back to the candidates" }
        span class="govuk-caption-l" { (words::capital(style)) }
        h1 class="govuk-heading-l" { "Appraise: " (of.name()) " and " (name) }
        @if !sought.need.is_empty() { p class="govuk-body-l" { "The need: " (sought.need) } }
        (inset(&html! { p { "Both sides answer on their own, then lay the answers side by side. Where they differ is what to talk about. 'No' is a valid end." } }))
        h2 class="govuk-heading-m" { "The need of those served" }
        h3 class="govuk-heading-s" { (of.name()) } (need_of(of))
        @if let Some(other) = other { h3 class="govuk-heading-s" { (other.name()) } (need_of(other)) }
        @for (title, questions) in QUESTIONS {
            h2 class="govuk-heading-m" { (title) }
            (bullets(questions.iter().map(|question| html! { (question) })))
        }
        (ends(of.name().as_str(), style, sought.need))
    };
    Ok(visit.page(&format!("Appraise {name}"), &main))
}

/// Three ends, each recorded.
fn ends(name: &str, style: &str, need: &str) -> Markup {
    let aim = if need.is_empty() { "what you want to change" } else { need };
    let rows = [
        ("Start", "go_ahead", "Better value for the public, and both can say what they gain."),
        ("Not now", "not_yet", "Not as it stands: say what would have to change, and when to look again."),
        ("No", "no", "Neither would be better off, or the public would not."),
    ]
    .map(|(end, word, when)| {
        vec![html! { strong { (end) } }, html! { (when) }, html! { code { "outcome=" (word) } }]
    });
    html! {
        h2 class="govuk-heading-m" { "Three ends, each on the record" }
        (table("Ends", &[Column::Text("End"), Column::Text("When"), Column::Text("As recorded")], rows))
        p class="govuk-body" { "An answer is a fact of a proposed partnership, so that the next to ask finds it. Whoever runs this place opens it:" }
        p class="govuk-body cw-hash" { "commonweal partnership propose NAME --as YOUR-BODY --style " (style) " --place-name PLACE --aim '" (aim.replace('\'', "’")) "'" }
        p class="govuk-body" {
            "Then " (name) " and the other each conclude their appraisal, under Readiness of the " a class="govuk-link" href="/partnerships" { "partnership" } "'s pages, where 49 rules say what is met and what is open."
        }
    }
}
