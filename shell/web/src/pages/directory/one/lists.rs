//! What is told of a body several times over: where those live whom it serves, services, needs, offers, posts.

use commonweal_service::finding::likeness::posts;
use commonweal_service::register::Known;
use commonweal_service::register::model::{Body, Field, List};
use maud::{Markup, html};

use super::people;
use crate::component::{Column, bullets, details, table};
use crate::pages::find::skill;
use crate::words;

/// Services that are shown at once, and places of those served.
const SHOWN: usize = 10;
/// Share of those served below which a place is left to the download.
const LEAST_SHARE: f64 = 0.01;

/// Each list that something is told of.
pub(super) fn section(known: &Known, body: &Body) -> Markup {
    html! {
        (named(body, List::Services, "Services", "service", "services"))
        (named(body, List::Needs, "Needs", "skill that it needs", "skills that it needs"))
        (named(body, List::Offers, "Offers", "skill that it offers", "skills that it offers"))
        (areas(known, body))
        (costs(body))
    }
}

/// Names of a list: a few at once, the others folded away. A skill leads to whoever else needs or offers it.
fn named(body: &Body, list: List, heading: &str, one: &str, many: &str) -> Markup {
    let mut names: Vec<&str> = body.list(list).map(|(_, name)| name).collect();
    names.sort_unstable_by_key(|name| name.to_lowercase());
    names.dedup();
    let (shown, more) = names.split_at(names.len().min(SHOWN));
    let is_skill = list != List::Services && body.value(Field::Closed).is_none();
    let item = |name: &&str| html! { @if is_skill { a class="govuk-link" href=(skill::address(name)) { (name) } } @else { (name) } };
    let items = |names: &[&str]| bullets(names.iter().map(item));
    html! {
        @if !names.is_empty() {
            h2 class="govuk-heading-m" { (heading) }
            p class="govuk-body-s" { (words::count(names.len(), one, many)) }
            (items(shown))
            @if !more.is_empty() { (details(&format!("{} more", words::grouped(more.len())), &items(more))) }
        }
    }
}

/// Where those live whom it serves, most first.
fn areas(known: &Known, body: &Body) -> Markup {
    let Some((source, _)) = body.list_of_one(List::Areas) else { return html! {} };
    let people_by_place = known.places.people(known, body);
    let all: f64 = people_by_place.values().sum();
    let mut places: Vec<(String, f64)> = people_by_place.into_iter().collect();
    places.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let are_shares = all <= 1.0 + LEAST_SHARE;
    let shown = places.iter().take_while(|(_, number)| *number >= LEAST_SHARE * all).take(SHOWN);
    let rows: Vec<Vec<Markup>> = shown
        .map(|(place, number)| {
            let share = format!("{:.0}%", 100.0 * number / all);
            let number = if are_shares { String::new() } else { people(*number) };
            vec![html! { (place) }, html! { (number) }, html! { (share) }]
        })
        .collect();
    let rest = places.len() - rows.len();
    html! {
        h2 class="govuk-heading-m" { "Where those live whom it serves" }
        (table("People by place", &[Column::Text("Place"), Column::Figure("People"), Column::Figure("Share")], rows))
        p class="govuk-body-s" {
            "Told by " (source) "."
            @if rest > 0 { " " (words::count(rest, "place", "places")) " with fewer people are left out." }
        }
    }
}

/// Posts and systems with their cost.
fn costs(body: &Body) -> Markup {
    let posts = posts(body);
    html! {
        @if !posts.is_empty() {
            h2 class="govuk-heading-m" { "Posts and systems" }
            (table("Cost in a year", &[Column::Text("Post or system"), Column::Figure("A year")], posts.iter().map(|post| vec![html! { (post.name) }, html! { (post.cost) }])))
        }
    }
}
