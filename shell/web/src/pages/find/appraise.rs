//! From a candidate to an honest appraisal: what is known of both, and the button that opens it.

use commonweal_appraise::questionnaire::Section;
use commonweal_record::fact::kinds::members::Style;
use commonweal_service::access::policy::{Action, Decision, Whose, allowed};
use commonweal_service::appraisal::AppraisalError;
use commonweal_service::appraisal::opening::{Opening, open};
use commonweal_service::record::Acting;
use commonweal_service::register::Known;
use commonweal_service::register::model::{Body, Field, Identifier};
use maud::{Markup, html};

use super::Sought;
use crate::answer::Answer;
use crate::component::{Field as Input, bullets, button, error_summary, inset};
use crate::pages::appraisals::history_of;
use crate::pages::directory::need;
use crate::pages::shared::registered_name;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// Who is asked, about what.
struct Pair<'v, 'k> {
    sought: Sought<'v>,
    style: Style,
    of: &'k Body,
    other: Option<&'k Body>,
    name: String,
}

impl<'v, 'k> Pair<'v, 'k> {
    fn asked(visit: &'v Visit<'_>, known: &'k Known) -> Result<Self, Problem> {
        let sought = Sought::asked(visit);
        let with = visit.asked("with").unwrap_or_default();
        let of = sought.body(known).ok_or(Problem::NotFound)?;
        let other = match with.parse::<Identifier>() {
            Ok(key) => known.body(&key),
            Err(_) => known.named(with),
        };
        let name = other.map_or_else(|| with.to_owned(), Body::name);
        let asked = visit.asked("style");
        let style = Style::ALL.iter().find(|style| asked == Some(style.word()));
        Ok(Self { sought, style: *style.ok_or(Problem::NotFound)?, of, other, name })
    }
}

/// What is asked of both, what is known of them, and how to begin.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let known = visit.app.bodies.now()?;
    let pair = Pair::asked(visit, &known)?;
    Ok(visit.page(&format!("Appraise {}", pair.name), &shown(visit, &known, &pair, None)?))
}

fn shown(
    visit: &Visit<'_>,
    known: &Known,
    pair: &Pair<'_, '_>,
    wrong: Option<(&str, &str)>,
) -> Result<Markup, Problem> {
    let (sought, of, name) = (&pair.sought, pair.of, &pair.name);
    let wrong: Vec<(&str, &str)> = wrong.into_iter().collect();
    Ok(html! {
        (error_summary(&wrong))
        a class="govuk-back-link" href={ "/find?" (sought.in_address()) } { "Back to the candidates" }
        span class="govuk-caption-l" { (words::capital(pair.style.phrase())) }
        h1 class="govuk-heading-l" { "Appraise: " (of.name()) " and " (name) }
        @if !sought.need.is_empty() { p class="govuk-body-l" { "The need: " (sought.need) } }
        (inset(&html! { p { "Both sides answer the same questions on their own. Once both have handed in, the answers are laid side by side: where they differ is what to talk about. Then each says start, not now, or no. 'No' is a valid end." } }))
        (begin(visit, pair, &wrong)?)
        h2 class="govuk-heading-m" { "What both are asked about" }
        (bullets(Section::ALL.iter().map(|section| html! { strong { (section.title()) } " " (section.about()) })))
        h2 class="govuk-heading-m" { "The need of those served" }
        h3 class="govuk-heading-s" { (of.name()) } (need::beside(known, of))
        @if let Some(other) = pair.other { h3 class="govuk-heading-s" { (other.name()) } (need::beside(known, other)) }
        h2 class="govuk-heading-m" { "History" }
        h3 class="govuk-heading-s" { (of.name()) } (history_of(visit, &of.name())?)
        h3 class="govuk-heading-s" { (name) } (history_of(visit, name)?)
    })
}

/// The body for which the visitor would open it, of those for which they may.
fn acting<'v>(visit: &'v Visit<'_>) -> Option<&'v Acting> {
    let may =
        |acting: &&Acting| allowed(Action::OpenAppraisal, acting.role, Whose::OwnBody) == Decision::Allowed;
    visit.person.as_ref()?.acting.iter().find(may)
}

fn begin(visit: &Visit<'_>, pair: &Pair<'_, '_>, wrong: &[(&str, &str)]) -> Result<Markup, Problem> {
    let here = format!("{}?{}", visit.path, in_address(visit));
    let error = |name: &str| wrong.iter().find(|(of, _)| *of == name).map(|(_, says)| *says);
    let place = pair.of.value(Field::Place).unwrap_or_default();
    let need = visit.field("need").unwrap_or(pair.sought.need);
    Ok(match (acting(visit), visit.known()) {
        (Some(acting), _) => {
            let own = registered_name(visit, &acting.body)?;
            html! {
                form method="post" action=(here) novalidate {
                    (Input { name: "need", label: "The need", hint: Some("What you want more or less of, in a sentence. It is what the partnership would be for."), kind: "text", autocomplete: "off", value: need, error: error("need") }.render())
                    (Input { name: "place", label: "The place that both would serve", hint: None, kind: "text", autocomplete: "off", value: visit.field("place").unwrap_or(place), error: error("place") }.render())
                    p class="govuk-body" {
                        "You open it for " strong { (own) } @if !own.eq_ignore_ascii_case(&pair.of.name()) { ", though you looked for candidates of " (pair.of.name()) } "."
                    }
                    (button("Open the appraisal"))
                }
            }
        }
        (None, Some(_)) => {
            html! { p class="govuk-body" { "A lead of your body opens the appraisal: ask one, or an officer of your body to make you one." } }
        }
        (None, None) => html! {
            p class="govuk-body" {
                a class="govuk-button" role="button" draggable="false" href={ "/sign-in?next=" (words::in_address(&here)) } { "Sign in to open the appraisal" }
            }
        },
    })
}

fn in_address(visit: &Visit<'_>) -> String {
    words::query(&visit.query).trim_start_matches('?').to_owned()
}

/// Opens it, and leads to its tasks.
pub(crate) fn sent(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let known = visit.app.bodies.now()?;
    let pair = Pair::asked(visit, &known)?;
    let Some(acting) = acting(visit) else {
        return Ok(visit.page("Appraise", &shown(visit, &known, &pair, None)?).refused());
    };
    let text = |name: &str| visit.field(name).unwrap_or_default().to_owned();
    let opening = Opening {
        need: text("need"),
        style: pair.style,
        place: text("place"),
        key: Some(pair.of.key.clone()),
        candidate: pair.name.clone(),
        candidate_key: pair.other.map(|other| other.key.clone()),
    };
    match open(visit.app.logs.place(), acting, &opening) {
        Ok(id) => Ok(Answer::see_other(format!("/appraisals/{id}"))),
        Err(error @ (AppraisalError::NotForTheRecord { .. } | AppraisalError::WithOneself { .. })) => {
            let field = match error {
                AppraisalError::NotForTheRecord { what, .. } => what,
                _ => "",
            };
            let main = shown(visit, &known, &pair, Some((field, &error.to_string())))?;
            Ok(visit.page("Error: Appraise", &main).refused())
        }
        Err(error) => Err(error.into()),
    }
}
