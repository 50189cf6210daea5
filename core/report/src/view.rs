//! The parts of the view model: each figure in full, and as it is printed.

mod control_chart;
mod estimate;
mod panel;

pub(crate) use control_chart::ControlChartView;
pub(crate) use estimate::EstimateView;
pub(crate) use panel::PanelView;
