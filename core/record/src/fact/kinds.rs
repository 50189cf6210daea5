//! Every kind of fact, grouped by what it is about.

pub mod action;
pub mod agreement;
pub mod evidence;
pub mod log;
pub mod meeting;
pub mod members;
pub mod money;
pub mod risk;
pub mod role;
