//! The five questions about money, each answered in a line or two: who paid, who gained, is it cash, how sure is it, what does each body owe.

use commonweal_quantity::Pence;
use commonweal_report::accounts::{Pocket, Sureness, owed, pockets, sureness};
use maud::{Markup, html};

use crate::component::summary_list;
use crate::pages::shared::Look;
use crate::words;

/// The answers, where anything is recorded at all.
pub(super) fn section(look: &Look<'_>) -> Markup {
    let ledgers = &look.partnership.ledgers;
    if ledgers.contributed.is_empty() && ledgers.claims.is_empty() && ledgers.journals.is_empty() {
        return Markup::default();
    }
    summary_list([
        ("Who paid?", who(look, "has put in", |pocket| pocket.put_in, "Nobody has recorded money put in.")),
        ("Who gained?", who(look, "gains", gained, "No benefit is claimed yet.")),
        ("Is it cash?", is_it_cash(look)),
        ("How sure is it?", how_sure(look)),
        ("What does each body owe?", owing(look)),
    ])
}

fn gained(pocket: &Pocket) -> i64 {
    pocket.cash.saturating_add(pocket.capacity).saturating_add(pocket.social)
}

fn who(look: &Look<'_>, verb: &str, sum: fn(&Pocket) -> i64, nobody: &str) -> Markup {
    let pockets = pockets(look.partnership);
    let those: Vec<_> = pockets.iter().filter(|(_, pocket)| sum(pocket) != 0).collect();
    html! {
        @if those.is_empty() { (nobody) }
        @for (body, pocket) in those { p { (look.name_of(body)) " " (verb) " " strong { (Pence(sum(pocket))) } "." } }
    }
}

fn is_it_cash(look: &Look<'_>) -> Markup {
    let whole = Pocket::together(pockets(look.partnership).values());
    let all = gained(&whole);
    html! {
        @if all == 0 { "Nothing is claimed yet." }
        @else if whole.cash == all { "All of it." }
        @else if whole.cash == 0 { "None of it: no budget spends less." }
        @else { strong { (Pence(whole.cash)) } " of " (Pence(all)) " is; only that can be spent." }
        @if whole.capacity != 0 { p { strong { (Pence(whole.capacity)) } " is capacity freed: others can be helped with it." } }
        @if whole.social != 0 { p { strong { (Pence(whole.social)) } " is worth to people, and falls to no budget." } }
    }
}

fn how_sure(look: &Look<'_>) -> Markup {
    let claims = &look.partnership.ledgers.claims;
    html! {
        @if claims.is_empty() { "Nothing is claimed yet." }
        @for told in claims.values() {
            p {
                (words::capital(told.fact.title.as_str())) ": "
                @match sureness(look.partnership, &told.fact) {
                    Sureness::NotEvaluated => "nobody knows, since nothing evaluated it.",
                    Sureness::MayBeNothing => { "it may be nothing, since the effect cannot be told from none (" (basis(look, told.fact.evaluation.as_ref().map_or("", |id| id.as_str()))) ")." },
                    Sureness::Between(least, most) => {
                        "between " strong { (least) } " and " strong { (most) } ", if it goes up and down with the effect ("
                        (basis(look, told.fact.evaluation.as_ref().map_or("", |id| id.as_str()))) ")."
                    },
                }
            }
        }
    }
}

/// The evaluation that a claim rests on, and how sure its interval is.
fn basis(look: &Look<'_>, id: &str) -> Markup {
    let evaluations = look.partnership.evidence.evaluations.iter();
    let level = evaluations
        .filter(|(known, _)| known.as_str() == id)
        .map(|(_, it)| it.attached.fact.level_percent.get());
    html! {
        a class="govuk-link" href=(format!("{}#evaluation-{id}", look.address("/evidence"))) { "evaluation " (id) }
        @for level in level { ", " (level) "% interval" }
    }
}

fn owing(look: &Look<'_>) -> Markup {
    let owed = owed(look.partnership);
    html! {
        @match &owed.payments {
            _ if owed.balances.is_empty() => "Nothing: nothing was posted between the partners.",
            Ok(paid) if paid.is_empty() => "Nothing: all that was posted between the partners is paid.",
            Ok(paid) => { @for paid in paid { p { (look.name_of(&paid.from)) " owes " (look.name_of(&paid.to)) " " strong { (paid.pence) } "." } } },
            Err(reason) => { "It cannot be said: " (reason) "." },
        }
    }
}
