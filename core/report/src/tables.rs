//! Every table of the report, built from the view model.

mod figures;
mod in_full;

pub(crate) use figures::{
    control_chart, diagnostics, dropped, dropped_by_reason, gap, intervals, leave_one_out, methods, path,
    period_weights, placebos, unit_weights,
};
pub(crate) use in_full::{methods_in_full, paths_in_full, placebos_in_full, weights_in_full};
