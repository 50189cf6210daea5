//! What the regulation asks of a fund, item by item, as a document.

use commonweal_appraise::pooled_fund::{self, Checked};
use commonweal_appraise::{Case, Standing};
use commonweal_record::fact::Date;
use commonweal_record::partnership::Partnership;

use super::FundError;
use crate::accounts::name_of;
use crate::document::{Block, Column, Document, Ends, Table};
use crate::words::capitalised;

/// Each item of the regulation with how the fund stands by it, as of `today`.
///
/// # Errors
/// [`FundError::NoFund`].
pub fn contents(
    partnership: &Partnership,
    partnership_name: &str,
    today: Date,
) -> Result<Document, FundError> {
    let fund = pooled_fund::fund(&Case { partnership, today: Some(today) }).ok_or(FundError::NoFund)?;
    let checked = pooled_fund::check(&fund);
    let open = checked.iter().filter(|it| matches!(it.standing, Standing::Open { .. })).count();
    let rows = checked.iter().map(row).collect();
    let verdict = match open {
        0 => "Nothing that the regulation asks for is missing.".to_owned(),
        1 => "One thing that the regulation asks for is missing.".to_owned(),
        many => format!("{many} things that the regulation asks for are missing."),
    };
    let blocks = vec![
        Block::Text(format!("{} hosts the fund. {verdict}", name_of(partnership, fund.host))),
        Block::Table(Table {
            caption: "What regulation 7 of S.I. 2000/617 asks for".to_owned(),
            columns: vec![Column::Text("Where"), Column::Text("What"), Column::Text("How it stands")],
            rows,
            ends: Ends::WithRow,
        }),
        Block::Text(
            "Met means that the record says something about it. Whether the words are good enough, and whether the functions may be delegated, is for your lawyers."
                .to_owned(),
        ),
    ];
    Ok(Document {
        title: partnership_name.to_owned(),
        subtitle: format!("Pooled fund: what the agreement specifies, {}", today.in_words()),
        day: today,
        blocks,
    })
}

fn row(checked: &Checked) -> Vec<String> {
    let stands = match &checked.standing {
        Standing::Met { proof } => {
            let entries: Vec<String> = proof.iter().map(u64::to_string).collect();
            let noun = if entries.len() == 1 { "entry" } else { "entries" };
            format!("Met ({noun} {})", entries.join(", "))
        }
        Standing::Open { missing, .. } => {
            let what: Vec<String> = missing.iter().map(|missing| missing.what.clone()).collect();
            format!("Open: {}", what.join("; "))
        }
        Standing::Overridden { reason, .. } => format!("Set aside: {reason}"),
        Standing::NotApplicable { why } => format!("Not asked: {why}"),
    };
    vec![checked.item.place.to_owned(), checked.item.title.to_owned(), capitalised(&stands)]
}
