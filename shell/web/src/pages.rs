//! One module a page.

pub(crate) mod home;
pub(crate) mod overview;
pub(crate) mod partners;
pub(crate) mod record;
pub(crate) mod register;
mod shared;
