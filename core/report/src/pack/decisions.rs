//! What is decided, what waits, and what the next meeting is about.

use commonweal_record::entry::BodyId;
use commonweal_record::fact::Date;
use commonweal_record::fact::kinds::meeting::Vote;
use commonweal_record::partnership::{Decision, Partnership};

use super::{day_of, heading, names, subheading, table, text};
use crate::document::{Block, Column, Ends};
use crate::words::capitalised;

/// The next meeting's agenda, open decisions, decisions taken.
pub(super) fn blocks(partnership: &Partnership, today: Date) -> Vec<Block> {
    let mut blocks = vec![heading("Decisions")];
    let next = partnership.meetings.values().filter(|meeting| meeting.held.is_none());
    let next =
        next.filter(|meeting| meeting.called.fact.on >= today).min_by_key(|meeting| meeting.called.fact.on);
    if let Some(meeting) = next {
        blocks.push(subheading(&format!("Agenda of {}", meeting.called.fact.on.in_words())));
        let items = meeting.called.fact.items.iter().map(|item| capitalised(item.title.as_str()));
        blocks.push(Block::List(items.collect()));
    }
    let mut all: Vec<&Decision> = partnership.decisions.values().collect();
    all.sort_by_key(|decision| std::cmp::Reverse(decision.proposed.seq));
    let (taken, open): (Vec<&Decision>, Vec<&Decision>) = all.into_iter().partition(|it| it.taken.is_some());
    if open.is_empty() {
        blocks.push(text("No decision is open."));
    } else {
        blocks.push(subheading("Open"));
        blocks.push(Block::List(open.iter().map(|decision| waiting(partnership, decision)).collect()));
    }
    let rows: Vec<Vec<String>> = taken.iter().filter_map(|decision| row(decision)).collect();
    if !rows.is_empty() {
        let columns = vec![
            Column::Text("Decision"),
            Column::Text("Outcome"),
            Column::Figure("For"),
            Column::Figure("Against"),
            Column::Text("Taken"),
        ];
        blocks.push(table("Decisions taken, the latest first", columns, rows, Ends::WithRow));
    }
    blocks
}

fn waiting(partnership: &Partnership, decision: &Decision) -> String {
    let voted = decision.latest_votes();
    let recused = |body: &BodyId| decision.recused.iter().any(|told| told.body == *body);
    let silent = partnership.members.current().filter(|body| !voted.contains_key(*body) && !recused(body));
    let boards = decision.waiting_for();
    let reserved = if boards.is_empty() {
        String::new()
    } else {
        format!(" Reserved to the board of {}.", names(partnership, &boards))
    };
    format!("{}. Has not voted: {}.{reserved}", decision.proposed.fact.title, names(partnership, silent))
}

fn row(decision: &Decision) -> Option<Vec<String>> {
    let taken = decision.taken.as_ref()?;
    let stands = taken.told.fact.outcome == taken.tally.outcome() && taken.waiting_for.is_empty();
    let doubt = if stands { "" } else { " (does not follow from the votes)" };
    let votes = |wanted: Vote| decision.latest_votes().into_values().filter(|vote| *vote == wanted).count();
    Some(vec![
        decision.proposed.fact.title.to_string(),
        format!("{}{doubt}", capitalised(taken.told.fact.outcome.phrase())),
        votes(Vote::For).to_string(),
        votes(Vote::Against).to_string(),
        day_of(&taken.told),
    ])
}
