//! Two versions side by side, with what changed marked.

use std::collections::BTreeSet;

use commonweal_record::fact::ClauseId;
use commonweal_record::fact::kinds::agreement::Term;
use commonweal_record::partnership::{Agreement, AgreementVersion};
use maud::{Markup, html};

use super::clause;
use super::difference::{Step, difference};
use super::text;
use crate::component::{Colour, Column, empty, table, tag};
use crate::pages::shared::Look;
use crate::problem::Problem;
use crate::visit::Visit;

/// The two versions that "1-2" names.
pub(super) fn pair<'a>(
    agreement: &'a Agreement,
    pair: &str,
) -> Option<(&'a AgreementVersion, &'a AgreementVersion)> {
    let (before, after) = pair.split_once('-')?;
    let version = |number: &str| {
        let number: i64 = number.parse().ok()?;
        agreement.versions.iter().find(|(known, _)| known.get() == number).map(|(_, version)| version)
    };
    Some((version(before)?, version(after)?))
}

/// Clauses and texts side by side.
pub(super) fn versions(
    visit: &Visit<'_>,
    look: &Look<'_>,
    before: &AgreementVersion,
    after: &AgreementVersion,
) -> Result<Markup, Problem> {
    let (first, second) = (before.drafted.fact.version, after.drafted.fact.version);
    Ok(html! {
        h3 class="govuk-heading-s" { "What changed from version " (first) " to version " (second) }
        (clauses(look, before, after))
        h3 class="govuk-heading-s" { "The texts" }
        (texts(visit, look, before, after)?)
    })
}

fn clauses(look: &Look<'_>, before: &AgreementVersion, after: &AgreementVersion) -> Markup {
    let (old, new) = (before.terms(), after.terms());
    let numbers: BTreeSet<&ClauseId> = old.keys().chain(new.keys()).copied().collect();
    let all = numbers
        .into_iter()
        .filter_map(|clause| Some((clause, *new.get(clause).or_else(|| old.get(clause))?)));
    let rows: Vec<Vec<Markup>> = clause::in_order(&all.collect())
        .into_iter()
        .map(|(number, term)| row(look, number, term, (old.get(number).copied(), new.get(number).copied())))
        .collect();
    if rows.is_empty() {
        return empty(
            "Neither version has a clause.",
            html! { "Set clauses, and they are compared here one by one." },
        );
    }
    let columns =
        [Column::Text("Clause"), Column::Text("Before"), Column::Text("After"), Column::Text("Change")];
    table("Clauses side by side", &columns, rows)
}

fn row(
    look: &Look<'_>,
    number: &ClauseId,
    term: &Term,
    sides: (Option<&Term>, Option<&Term>),
) -> Vec<Markup> {
    let heading = html! { (clause::number(number.as_str())) " " (clause::title(term)) };
    let text = |term| clause::text(look, term);
    let (before, after, change) = match sides {
        (Some(old), Some(new)) if old == new => {
            (html! { (text(old)) }, html! { (text(new)) }, tag(Colour::Grey, "Same"))
        }
        (Some(old), Some(new)) => {
            let (old, new) = (text(old), text(new));
            let steps = difference(&words(&old), &words(&new));
            (side(&steps, Side::Before), side(&steps, Side::After), tag(Colour::Blue, "Changed"))
        }
        (Some(old), None) => (html! { del { (text(old)) } }, html! {}, tag(Colour::Yellow, "Left out")),
        (None, Some(new)) => (html! {}, html! { ins { (text(new)) } }, tag(Colour::Green, "New")),
        (None, None) => (html! {}, html! {}, html! {}),
    };
    vec![heading, before, after, change]
}

fn words(text: &str) -> Vec<&str> {
    text.split(' ').collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// One side of a comparison of words.
fn side(steps: &[Step<'_>], side: Side) -> Markup {
    html! {
        @for step in steps {
            @match step {
                Step::Same(word) => { (word) " " },
                Step::Gone(word) => @if side == Side::Before { del { (word) } " " },
                Step::New(word) => @if side == Side::After { ins { (word) } " " },
            }
        }
    }
}

fn texts(
    visit: &Visit<'_>,
    look: &Look<'_>,
    before: &AgreementVersion,
    after: &AgreementVersion,
) -> Result<Markup, Problem> {
    let (old, new) = (before.drafted.fact.document, after.drafted.fact.document);
    if old == new {
        return Ok(html! { p class="govuk-body" { "Both versions carry the same text." } });
    }
    let (Some(old), Some(new)) = (text::readable(visit, look, old)?, text::readable(visit, look, new)?)
    else {
        return Ok(
            html! { p class="govuk-body" { "The texts differ: their hashes are not the same. They cannot be compared here, because one of them is not open to you." } },
        );
    };
    let steps = difference(&old.lines().collect::<Vec<_>>(), &new.lines().collect::<Vec<_>>());
    Ok(html! {
        div class="cw-text" {
            @for step in &steps {
                @match step {
                    Step::Same(line) => p { (line) },
                    Step::Gone(line) => p { del { (line) } },
                    Step::New(line) => p { ins { (line) } },
                }
            }
        }
    })
}
