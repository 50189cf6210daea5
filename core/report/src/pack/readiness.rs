//! How the partnership stands by the rules of clarity and readiness, and which are still open.

use commonweal_appraise::{Case, Finding, Group, Standing, appraise};
use commonweal_record::fact::Date;
use commonweal_record::partnership::Partnership;

use super::{heading, table, text};
use crate::document::{Block, Column, Ends};

/// Rules met, open and set aside by group, then the open ones.
pub(super) fn blocks(partnership: &Partnership, today: Date) -> Vec<Block> {
    let findings = appraise(&Case { partnership, today: Some(today) });
    let count = |group: Group, is: fn(&Standing) -> bool| {
        findings.iter().filter(|it| it.rule.group == group && is(&it.standing)).count().to_string()
    };
    let rows = Group::ALL.into_iter().map(|group| {
        vec![
            group.title().to_owned(),
            count(group, |it| matches!(it, Standing::Met { .. })),
            count(group, |it| matches!(it, Standing::Open { .. })),
            count(group, |it| matches!(it, Standing::Overridden { .. })),
        ]
    });
    let columns = vec![
        Column::Text("About"),
        Column::Figure("Met"),
        Column::Figure("Open"),
        Column::Figure("Set aside"),
    ];
    let mut blocks =
        vec![heading("Readiness"), table("Rules by how they stand", columns, rows.collect(), Ends::WithRow)];
    let open: Vec<String> = Group::ALL.into_iter().filter_map(|group| still_open(group, &findings)).collect();
    if open.is_empty() {
        blocks.push(text("No rule is open."));
    } else {
        blocks.push(text("Still open; the page Readiness says what each waits for:"));
        blocks.push(Block::List(open));
    }
    blocks
}

/// The open rules of a group in a line; none where all are met.
fn still_open(group: Group, findings: &[Finding]) -> Option<String> {
    let open = findings.iter().filter(|it| it.rule.group == group && it.is_open());
    let titles: Vec<&str> = open.map(|it| it.rule.title).collect();
    if titles.is_empty() { None } else { Some(format!("{}: {}.", group.title(), titles.join("; "))) }
}
