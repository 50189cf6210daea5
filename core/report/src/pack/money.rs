//! The money: who paid, who gained, whether it is cash, how sure it is, what was shared, what each body owes.

use commonweal_quantity::Pence;
use commonweal_record::fact::PerBody;
use commonweal_record::fact::kinds::money::ShockNoted;
use commonweal_record::partnership::{Division, Partnership, Told};

use super::evidence::effect;
use super::{heading, subheading, table, text};
use crate::accounts::{Paid, Pocket, Sureness, name_of, owed, payments, pockets, sureness};
use crate::document::{Block, Column, Ends};
use crate::words::capitalised;

/// Every question about money in turn.
pub(super) fn blocks(partnership: &Partnership) -> Vec<Block> {
    let mut blocks = vec![heading("Money")];
    blocks.extend(paid_and_gained(partnership));
    blocks.extend(how_sure(partnership));
    blocks.extend(shared(partnership));
    blocks.extend(owing(partnership));
    blocks
}

/// A sum, or a dash where there is none.
fn sum(pence: i64) -> String {
    if pence == 0 { "–".to_owned() } else { Pence(pence).to_string() }
}

fn paid_and_gained(partnership: &Partnership) -> Vec<Block> {
    let pockets = pockets(partnership);
    let mut blocks = vec![subheading("Who paid, who gained, and is it cash?")];
    if pockets.is_empty() {
        blocks.push(text("Nobody has recorded money put in, and no benefit is claimed."));
        return blocks;
    }
    let row = |name: &str, it: &Pocket| {
        let sums = [it.put_in, it.cash, it.capacity, it.social].map(sum);
        std::iter::once(name.to_owned()).chain(sums).collect::<Vec<_>>()
    };
    let mut rows: Vec<_> = pockets.iter().map(|(body, it)| row(name_of(partnership, body), it)).collect();
    rows.push(row("Together", &Pocket::together(pockets.values())));
    let columns = vec![
        Column::Text("Body"),
        Column::Figure("Put in"),
        Column::Figure("Gains in cash"),
        Column::Figure("Capacity freed"),
        Column::Figure("Social value"),
    ];
    blocks.push(table("What each put in, and what is claimed for it", columns, rows, Ends::WithTotal));
    blocks.push(text("Only cash can be spent. Capacity freed lets others be helped; social value falls to people, not to a budget."));
    let gaps = pockets.iter().filter(|(_, it)| it.gap() > 0).map(|(body, it)| {
        let name = name_of(partnership, body);
        format!(
            "{name} has put in {} more than is claimed for its own budget: others gain by it.",
            Pence(it.gap())
        )
    });
    blocks.extend(gaps.map(text));
    blocks
}

fn how_sure(partnership: &Partnership) -> Vec<Block> {
    let claims: Vec<_> = partnership.ledgers.claims.values().collect();
    if claims.is_empty() {
        return Vec::new();
    }
    let items = claims.iter().map(|told| {
        let claim = &told.fact;
        let evaluation = claim.evaluation.as_ref().and_then(|id| partnership.evidence.evaluations.get(id));
        let rests = evaluation.map_or(String::new(), |it| format!(" It rests on {}.", effect(it)));
        let sure = match sureness(partnership, claim) {
            Sureness::NotEvaluated => "Nothing evaluated it: nobody knows how sure it is.".to_owned(),
            Sureness::MayBeNothing => "The effect cannot be told from none, so it may be nothing.".to_owned(),
            Sureness::Between(least, most) => {
                format!("Between {least} and {most}, if it goes up and down with the effect.")
            }
        };
        format!(
            "{}, {} ({}) for {}. {sure}{rests}",
            capitalised(claim.title.as_str()),
            claim.pence,
            claim.sort.phrase(),
            name_of(partnership, &claim.beneficiary)
        )
    });
    vec![subheading("How sure is it?"), Block::List(items.collect())]
}

fn shared(partnership: &Partnership) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (id, division) in &partnership.ledgers.events {
        let title = division.shock.as_ref().map_or(id.as_str(), |told| told.fact.title.as_str());
        blocks.push(subheading(&format!("Shared: {title}")));
        blocks.extend(event(partnership, division));
    }
    blocks
}

fn event(partnership: &Partnership, division: &Division) -> Vec<Block> {
    let shock = division.shock.as_ref();
    let (allocation, rule) = match (&division.loss, &division.gain) {
        (Some(told), _) => (&told.fact.allocation, told.fact.rule),
        (None, Some(told)) => (&told.fact.allocation, told.fact.rule),
        (None, None) => {
            let total = shock.map_or(Pence::ZERO, |told| told.fact.total);
            return vec![text(format!("{total} in all. How it is divided is not decided yet."))];
        }
    };
    let struck = |body| shock.and_then(|told| told.fact.struck.0.get(body)).map_or(0, |pence| pence.0);
    let rows = allocation
        .0
        .iter()
        .map(|(body, falls)| vec![name_of(partnership, body).to_owned(), sum(struck(body)), sum(falls.0)]);
    let whole = allocation.0.values().fold(0_i64, |whole, pence| whole.saturating_add(pence.0));
    let struck_whole = shock.map_or(0, |told| told.fact.total.0);
    let total = vec!["Together".to_owned(), sum(struck_whole), sum(whole)];
    let columns = vec![Column::Text("Body"), Column::Figure("Struck"), Column::Figure("Falls to it")];
    let caption = format!("Divided {}", rule.phrase());
    let mut blocks = vec![table(&caption, columns, rows.chain([total]).collect(), Ends::WithTotal)];
    let paid = if division.loss.is_some() { agreed(shock, allocation) } else { Vec::new() };
    if !paid.is_empty() {
        blocks.push(text("The fewest payments that do it:"));
        blocks.push(pays(partnership, &paid));
    }
    blocks
}

fn agreed(shock: Option<&Told<ShockNoted>>, allocation: &PerBody<Pence>) -> Vec<Paid> {
    shock.map(|told| payments(&told.fact.struck, allocation)).unwrap_or_default()
}

fn pays(partnership: &Partnership, paid: &[Paid]) -> Block {
    let line = |paid: &Paid| {
        format!("{} pays {} {}", name_of(partnership, &paid.from), name_of(partnership, &paid.to), paid.pence)
    };
    Block::List(paid.iter().map(line).collect())
}

fn owing(partnership: &Partnership) -> Vec<Block> {
    let owed = owed(partnership);
    let mut blocks = vec![subheading("What each body owes")];
    match owed.payments {
        _ if owed.balances.is_empty() => blocks.push(text("Nothing was ever posted between the partners.")),
        Ok(paid) if paid.is_empty() => {
            blocks.push(text("Nobody owes anybody anything: all that was posted is paid."));
        }
        Ok(paid) => {
            blocks.push(text("By the journals, still to be paid:"));
            blocks.push(pays(partnership, &paid));
        }
        Err(reason) => blocks.push(text(format!("Who owes whom cannot be said: {reason}."))),
    }
    blocks
}
