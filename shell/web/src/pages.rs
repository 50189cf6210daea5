//! One module a page.

pub(crate) mod home;
pub(crate) mod overview;
pub(crate) mod partners;
pub(crate) mod record;
pub(crate) mod register;
pub(crate) mod decisions;
pub(crate) mod evidence;
pub(crate) mod meetings;
pub(crate) mod money;
pub(crate) mod risks;
pub(crate) mod strength;
mod shared;
