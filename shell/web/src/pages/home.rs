//! Signed in: what needs me, oldest first, and my partnerships. Signed out: what this is.

use commonweal_record::entry::{BodyId, Instant};
use commonweal_record::fact::Date;
use commonweal_service::access::{Person, role_word};
use commonweal_service::appraisal::waiting::Own;
use commonweal_service::record::needs::{Need, Needed, needs};
use maud::{Markup, html};

use super::appraisals;
use super::attest::drafts;
use super::shared;
use crate::answer::Answer;
use crate::component::{Colour, Column, bullets, empty, inset, table, tag};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The first page of the site.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    match visit.known() {
        Some(person) => needed(visit, person),
        None => Ok(visit.page("Work together on purpose", &welcome(&people(visit)?))),
    }
}

/// Signs somebody in as one of the people of the example place.
pub(crate) fn come_in(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let number: usize = visit.part("number").parse().map_err(|_| Problem::NotFound)?;
    let person =
        number.checked_sub(1).and_then(|place| visit.app.example.get(place)).ok_or(Problem::NotFound)?;
    Ok(Answer::signed_in("/".to_owned(), &person.token))
}

/// Whom one may play in an example place.
fn people(visit: &Visit<'_>) -> Result<Markup, Problem> {
    let bodies: Vec<&BodyId> = visit.app.example.iter().map(|person| &person.body).collect();
    let people = (1..).zip(visit.app.example.iter().zip(shared::registered_names(visit, &bodies)?));
    let people = people.map(|(number, (person, (_, body))): (usize, _)| {
        html! {
            a class="govuk-link" href=(format!("/example/{number}")) { "Come in as " (person.name) } ", " (role_word(person.role)) " of " (body)
        }
    });
    Ok(html! {
        @if !visit.app.example.is_empty() {
            (inset(&html! {
                p { "This is an example place: everything in it is fictional, and anybody may play its people." }
                (bullets(people))
            }))
        }
    })
}

fn welcome(people: &Markup) -> Markup {
    html! {
        h1 class="govuk-heading-xl" { "Work together on purpose" }
        p class="govuk-body-l" {
            "Find whom to work with, agree on what terms, decide in the open, and show what it changed, on a record that nobody can rewrite."
        }
        (people)
        div class="govuk-button-group" {
            a class="govuk-button" role="button" draggable="false" href="/partnerships" { "See the partnerships" }
            a class="govuk-link" href="/sign-in" { "Sign in" }
        }
        div class="govuk-grid-row" {
            @for (title, text) in [
                ("Agreed terms that work", "Quorum, majority, limits on own interest and shares are read from the agreement that the partners signed, and applied."),
                ("Evidence before effects", "What will be measured is locked before anybody has seen the outcomes. An effect never stands without its interval."),
                ("A record of one's own", "Every fact is attested by one of the bodies. Download it, verify it offline, and trust no server, not even this."),
            ] {
                div class="govuk-grid-column-one-third" {
                    h2 class="govuk-heading-m" { (title) }
                    p class="govuk-body" { (text) }
                }
            }
        }
    }
}

/// A need with where it stands.
struct Mine {
    need: Need,
    partnership: String,
    slug: String,
    body_name: String,
}

fn needed(visit: &Visit<'_>, person: &Person) -> Result<Answer, Problem> {
    let (mut mine, mut partnerships) = (Vec::new(), Vec::new());
    let bodies: Vec<&BodyId> = person.account.memberships.iter().map(|held| &held.body).collect();
    visit.app.logs.each_knowing(&bodies, |slug, log| {
        let partnership = &log.view().partnership;
        let name = shared::name(partnership, slug);
        let known = |body: &&&BodyId| partnership.members.bodies.contains_key(**body);
        let known: Vec<&BodyId> = bodies.iter().filter(known).copied().collect();
        if !known.is_empty() {
            partnerships.push((slug.to_owned(), name.to_owned(), log.view().log.size()));
        }
        for body in known {
            mine.extend(needs(partnership, body).into_iter().map(|need| Mine {
                need,
                partnership: name.to_owned(),
                slug: slug.to_owned(),
                body_name: shared::body_name(partnership, body).to_owned(),
            }));
        }
        Ok::<_, Problem>(())
    })?;
    let names = shared::registered_names(visit, &bodies)?;
    let begun = visit.app.access.drafts(person)?;
    let asked = appraisals::own(visit)?;
    let main = html! {
        h1 class="govuk-heading-l" { "What needs you" }
        (list(visit, &mine, &asked))
        (drafts::list(&begun))
        h2 class="govuk-heading-m" { "Your partnerships" }
        @if partnerships.is_empty() {
            (empty("Your bodies are in no partnership yet.", html! { a class="govuk-link" href="/partnerships" { "See the register" } "." }))
        } @else {
            (table("Partnerships that know your bodies", &[Column::Text("Partnership"), Column::Figure("Facts")], partnerships.iter().map(|(slug, name, size)| vec![
                html! { a class="govuk-link" href={ "/partnerships/" (slug) } { (name) } },
                html! { (words::grouped(usize::try_from(*size).unwrap_or(usize::MAX))) },
            ])))
        }
        h2 class="govuk-heading-m" { "Your bodies" }
        ul class="govuk-list" {
            li { a class="govuk-link" href="/appraisals" { "Appraisals" } ": whether to work with somebody, asked of both" }
            li { a class="govuk-link" href="/admin" { "Administration" } ": keys, tokens, retention and the audit of access" }
            @for (body, name) in &names { li { a class="govuk-link" href={ "/bodies/" (body) "/people" } { "People of " (name) } } }
        }
    };
    Ok(visit.page("What needs you", &main))
}

/// What is waited for, the longest first, whether a partnership or an appraisal waits.
fn list(visit: &Visit<'_>, mine: &[Mine], asked: &[Own]) -> Markup {
    let today = visit.app.today();
    let of_partnerships = mine.iter().map(|it| {
        let about = html! { (it.partnership) ", for " (it.body_name) };
        (it.need.since, item(&address(it), &it.need.title, &when(&it.need, today), &about))
    });
    let of_appraisals = asked.iter().filter_map(|own| {
        let (_, since) = own.waits?;
        let about = html! { (own.appraisal.need()) ", for " (own.appraisal.own().name) };
        let address = format!("/appraisals/{}", own.appraisal.id);
        Some((since, item(&address, &appraisals::to_do(own)?, &since_day(since), &about)))
    });
    let mut items: Vec<(Instant, Markup)> = of_partnerships.chain(of_appraisals).collect();
    items.sort_by_key(|(since, _)| *since);
    html! {
        @if items.is_empty() {
            (empty("Nothing waits for you.", html! { "Appraisals to answer, decisions to vote on, agreements to sign, promises due and minutes to approve appear here, the oldest first." }))
        } @else {
            ol class="cw-needs" { @for (_, item) in &items { li { (item) } } }
        }
    }
}

fn item(address: &str, what: &str, when: &Markup, about: &Markup) -> Markup {
    html! {
        p class="cw-needs__what" { a class="govuk-link" href=(address) { (words::capital(what)) } }
        p class="cw-needs__when" { (when) }
        p class="govuk-hint" { (about) }
    }
}

fn since_day(since: Instant) -> Markup {
    html! { "Since " (words::day(since)) }
}

fn when(need: &Need, today: Option<Date>) -> Markup {
    let overdue = today.is_some_and(|today| need.is_overdue(today));
    html! {
        @match need.due {
            Some(due) => { "Due " (due.in_words()) @if overdue { " " (tag(Colour::Red, "Overdue")) } },
            None => (since_day(need.since)),
        }
    }
}

/// The page on which the need is met.
fn address(mine: &Mine) -> String {
    let root = format!("/partnerships/{}", mine.slug);
    match &mine.need.what {
        Needed::Joining => format!("{root}/partners"),
        Needed::Vote(id) | Needed::Release(id) => format!("{root}/decisions/{id}"),
        Needed::Signature(_) => format!("{root}/agreement"),
        Needed::Promise(_) => format!("{root}/risks"),
        Needed::Minutes(id) => format!("{root}/meetings#meeting-{id}"),
        Needed::Review(_) => format!("{root}/lessons"),
    }
}
