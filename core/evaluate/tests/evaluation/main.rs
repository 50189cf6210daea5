//! From observations to an evaluation: the panel, the screening of donors, the protocol, the inference.

#![allow(clippy::unwrap_used)]

mod carried_out;
mod panel;
mod protocol;
mod screening;

use commonweal_evaluate::panel::{Duplicates, Panel, PanelBuilder};
use commonweal_quantity::Period;

/// A panel of made-up units over months from January 2020; NaN leaves a cell out.
pub(crate) fn panel(rows: &[(&str, &[f64])]) -> Panel {
    let mut builder = PanelBuilder::new();
    for (unit, values) in rows {
        for (month, &value) in values.iter().enumerate() {
            builder.note_unit(unit);
            if !value.is_nan() {
                builder.push(unit, month_after(month), value).unwrap();
            }
        }
    }
    builder.finish(None, Duplicates::Refuse).unwrap()
}

pub(crate) fn month_after(months: usize) -> Period {
    Period::month(2020, 1).unwrap().plus(i64::try_from(months).unwrap())
}
