//! Control chart the NHS way (XmR).
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
/// stub
pub struct ControlChart {}
