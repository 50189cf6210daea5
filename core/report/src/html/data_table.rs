//! A table with caption and scopes, and its data as CSV in a link that needs no script.

use maud::{Markup, html};

use crate::table::{Kind, Table};

/// The table in a region that scrolls sideways on a phone.
pub(super) fn table(table: &Table) -> Markup {
    html! {
        div class="table-scroll" role="region" tabindex="0" aria-label=(table.caption) {
            table class=[(table.columns.len() > 3).then_some("many")] {
                caption { (table.caption) }
                thead { tr { @for column in &table.columns {
                    th scope="col" class=[class(column.kind)] { (column.heading) }
                } } }
                tbody { @for row in &table.rows { tr {
                    @for (index, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                        @if index == 0 { th scope="row" { (cell.shown) } }
                        @else { td class=[class(column.kind)] { (cell.shown) } }
                    }
                } } }
            }
        }
    }
}

fn class(kind: Kind) -> Option<&'static str> {
    (kind == Kind::Number).then_some("number")
}

/// The table one click away, with its CSV.
pub(super) fn behind(summary: &str, file: &str, data: &Table) -> Markup {
    html! {
        details {
            summary { (summary) }
            (table(data))
            (download(file, data))
        }
    }
}

/// A link that holds the table as CSV.
pub(super) fn download(file: &str, table: &Table) -> Markup {
    let href = format!("data:text/csv;charset=utf-8,{}", percent_encoded(&table.to_csv()));
    html! {
        p class="download" { a href=(href) download={ (file) ".csv" } { "Download “" (table.caption) "” (CSV)" } }
    }
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3 / 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for digit in [byte >> 4, byte & 15] {
                encoded.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_but_letters_digits_and_four_marks_is_encoded() {
        assert_eq!(percent_encoded("a,b\n\"é\""), "a%2Cb%0A%22%C3%A9%22");
    }
}
