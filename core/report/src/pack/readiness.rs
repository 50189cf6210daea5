//! How the partnership stands by the rules of clarity and readiness, and what is still open.

use commonweal_appraise::{Case, Finding, Group, Standing, appraise};
use commonweal_record::fact::Date;
use commonweal_record::partnership::Partnership;

use super::{heading, table, text};
use crate::document::{Block, Column, Ends};
use crate::words::capitalised;

/// Rules met, open and set aside by group, then each open one with what it misses.
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
    let open: Vec<String> = findings.iter().filter_map(still_open).collect();
    if open.is_empty() {
        blocks.push(text("No rule is open."));
    } else {
        blocks.push(text("Still open:"));
        blocks.push(Block::List(open));
    }
    blocks
}

fn still_open(finding: &Finding) -> Option<String> {
    let Standing::Open { missing, .. } = &finding.standing else { return None };
    let what: Vec<String> = missing.iter().map(|missing| missing.what.clone()).collect();
    Some(format!("{}: {}.", finding.rule.title, capitalised(&what.join("; "))))
}
