//! The sheets as one XLSX workbook.

use commonweal_record::partnership::Partnership;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Sheet, Value, sheets};

/// A workbook cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written: {0}; take the journal as CSV")]
pub struct WorkbookError(#[from] XlsxError);

/// The day that a workbook says it was made on: the same record gives the same bytes.
const MADE_ON: &str = "2000-01-01";

struct Formats {
    heading: Format,
    money: Format,
    day: Format,
}

/// Every sheet in one workbook: amounts are numbers in pounds, days are days, and the heading stays in sight.
///
/// # Errors
/// [`WorkbookError`] where a sheet is beyond what the format holds: 1,048,576 rows, or 32,767 letters in a cell.
pub fn workbook(partnership: &Partnership, title: &str) -> Result<Vec<u8>, WorkbookError> {
    let formats = Formats {
        heading: Format::new().set_bold().set_text_wrap(),
        money: Format::new().set_num_format("£#,##0.00;-£#,##0.00"),
        day: Format::new().set_num_format("d mmm yyyy"),
    };
    let mut workbook = Workbook::new();
    let made_on = ExcelDateTime::parse_from_str(MADE_ON)?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made_on));
    for sheet in sheets(partnership) {
        write(workbook.add_worksheet(), &sheet, &formats)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write(to: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    to.set_name(sheet.name)?.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    to.set_freeze_panes(1, 0)?;
    for (at, name) in (0_u16..).zip(sheet.columns) {
        to.write_string_with_format(0, at, *name, &formats.heading)?;
    }
    for (row, values) in (1_u32..).zip(&sheet.rows) {
        for (at, value) in (0_u16..).zip(values) {
            match value {
                Value::Nothing => {}
                Value::Text(text) => {
                    to.write_string(row, at, text)?;
                }
                Value::Day(day) => {
                    to.write_datetime_with_format(
                        row,
                        at,
                        ExcelDateTime::parse_from_str(day)?,
                        &formats.day,
                    )?;
                }
                Value::Money(pence) => {
                    to.write_number_with_format(row, at, pounds(pence.0), &formats.money)?;
                }
                Value::Count(number) => {
                    to.write_number(row, at, *number as f64)?;
                }
            }
        }
    }
    to.autofit();
    Ok(())
}

/// Pounds as spreadsheets hold them: exact to the penny up to 90 million million pounds.
#[allow(clippy::float_arithmetic, reason = "the format has no other numbers")]
fn pounds(pence: i64) -> f64 {
    pence as f64 / 100.0
}
