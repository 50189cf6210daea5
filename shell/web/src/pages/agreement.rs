//! The co-operation agreement: its clauses from the typed terms, its versions, who signed what with which key.

mod clause;
mod compare;
mod difference;
mod signatures;
mod text;

use std::collections::BTreeMap;

use commonweal_record::entry::BodyId;
use commonweal_record::fact::AgreementId;
use commonweal_record::fact::kinds::agreement::Version;
use commonweal_record::partnership::{Agreement, AgreementVersion, terms_hash};
use maud::{Markup, html};

use super::shared::{Look, of_partnership};
use crate::answer::Answer;
use crate::component::{Colour, Column, empty, table, tag};
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words;

/// The agreements of a partnership.
pub(crate) fn page(visit: &Visit<'_>) -> Result<Answer, Problem> {
    of_partnership(visit, "Agreement", |look| {
        let agreements = &look.partnership.agreements;
        let mut sections = Vec::new();
        for (id, agreement) in agreements {
            sections.push(section(visit, look, id, agreement)?);
        }
        Ok(html! {
            @if agreements.is_empty() {
                (empty("There is no agreement yet, and none is needed to begin.", html! { "Work together first. When it is time to write it down, draft a text, set its terms clause by clause, and let each partner sign with its own key." }))
            }
            @for section in sections { (section) }
            div class="govuk-button-group" {
                (look.record_button("agreement_drafted", "", "Draft a version"))
                @if !agreements.is_empty() { (look.record_button("term_set", "", "Set a clause")) }
            }
        })
    })
}

fn section(
    visit: &Visit<'_>,
    look: &Look<'_>,
    id: &AgreementId,
    agreement: &Agreement,
) -> Result<Markup, Problem> {
    let asked = visit.asked("agreement").is_none_or(|asked| asked == id.as_str());
    let compared = visit.asked("compare").filter(|_| asked).and_then(|pair| compare::pair(agreement, pair));
    let body = if let Some((before, after)) = compared {
        compare::versions(visit, look, before, after)?
    } else {
        let number = visit.asked("version").filter(|_| asked).and_then(|number| number.parse().ok());
        let version = shown(agreement, number);
        version.map_or(Ok(html! {}), |version| one(visit, look, id, agreement, version))?
    };
    Ok(html! {
        section aria-labelledby={ "agreement-" (id) } {
            h2 class="govuk-heading-m" id={ "agreement-" (id) } { "Agreement " (id) " " (in_force(agreement)) }
            (versions(look, id, agreement))
            (body)
        }
    })
}

/// The version that was asked for, or the one in force, or the latest.
fn shown(agreement: &Agreement, number: Option<i64>) -> Option<&AgreementVersion> {
    let asked = agreement.versions.iter().find(|(version, _)| Some(version.get()) == number);
    let in_force = agreement.in_force.and_then(|version| agreement.versions.get_key_value(&version));
    let latest = agreement.versions.last_key_value();
    asked.or(in_force).or(latest).map(|(_, version)| version)
}

fn in_force(agreement: &Agreement) -> Markup {
    match agreement.in_force {
        _ if agreement.over_from.is_some() => tag(Colour::Grey, "Ended"),
        Some(version) => tag(Colour::Green, &format!("Version {version} in force")),
        None => tag(Colour::Blue, "Not in force"),
    }
}

fn state(agreement: &Agreement, version: Version) -> Markup {
    match agreement.in_force {
        _ if agreement.over_from.is_some() => tag(Colour::Grey, "Ended"),
        Some(now) if now == version => tag(Colour::Green, "In force"),
        Some(now) if now > version => tag(Colour::Grey, "Replaced"),
        _ => tag(Colour::Blue, "Draft"),
    }
}

/// The partners that have signed a version, and all partners.
fn signed(look: &Look<'_>, version: &AgreementVersion) -> (usize, usize) {
    let partners: Vec<&BodyId> = look.partnership.members.current().collect();
    (partners.iter().filter(|body| version.signed.contains_key(**body)).count(), partners.len())
}

fn versions(look: &Look<'_>, id: &AgreementId, agreement: &Agreement) -> Markup {
    let here = look.address("/agreement");
    let rows = agreement.versions.iter().map(|(number, version)| {
        let drafted = &version.drafted;
        let (signed, partners) = signed(look, version);
        vec![
            html! { a class="govuk-link" href={ (here) "?agreement=" (id) "&version=" (number) } { "Version " (number) } },
            html! { (words::day(drafted.at)) ", by " (look.name_of(&drafted.body)) " (" (look.proof(drafted.seq)) ")" },
            html! { (signed) " of " (partners) },
            state(agreement, *number),
        ]
    });
    let columns = [
        Column::Text("Version"),
        Column::Text("Drafted"),
        Column::Figure("Partners signed"),
        Column::Text("State"),
    ];
    let numbers: Vec<&Version> = agreement.versions.keys().collect();
    html! {
        (table(&format!("Versions of agreement {id}"), &columns, rows))
        @if numbers.len() > 1 {
            ul class="govuk-list" {
                @for pair in numbers.windows(2) {
                    @if let [before, after] = pair {
                        li { a class="govuk-link" href={ (here) "?agreement=" (id) "&compare=" (before) "-" (after) } { "Compare version " (before) " with version " (after) } }
                    }
                }
            }
        }
    }
}

/// One version: its clauses, its text, its signatures.
fn one(
    visit: &Visit<'_>,
    look: &Look<'_>,
    id: &AgreementId,
    agreement: &Agreement,
    version: &AgreementVersion,
) -> Result<Markup, Problem> {
    let drafted = &version.drafted.fact;
    let terms = version.terms();
    let entries: BTreeMap<_, _> = version.set.iter().map(|told| (&told.fact.clause, told.seq)).collect();
    let sign = format!(
        "?agreement={id}&version={}&document={}&terms={}",
        drafted.version,
        drafted.document,
        terms_hash(&terms)
    );
    Ok(html! {
        h3 class="govuk-heading-s" { "Version " (drafted.version) " in plain words " (state(agreement, drafted.version)) }
        @if terms.is_empty() {
            (empty("No clause is set yet.", html! { "A clause carries one term: how decisions are made, the quorum, how losses are shared, or a sentence in plain words." }))
        } @else {
            ol class="cw-clauses" {
                @for (number, term) in clause::in_order(&terms) {
                    li id={ "agreement-" (id) "-clause-" (number) } {
                        h4 class="govuk-heading-s" { "Clause " (clause::number(number.as_str())) " " span class="cw-clauses__term" { (clause::title(term)) } }
                        p class="govuk-body" { (clause::text(look, term)) }
                        @if let Some(entry) = entries.get(number) {
                            p class="govuk-hint" { "Set by " (look.proof(*entry)) }
                            (clause::breaches(look, id, number, *entry))
                        }
                    }
                }
            }
        }
        (text::section(visit, look, drafted.document)?)
        (signatures::section(look, version)?)
        @if agreement.over_from.is_none() { (look.record_button("agreement_signed", &sign, "Sign this version")) }
    })
}
