//! What a page function is given.

use std::collections::BTreeMap;

use commonweal_service::record::OpenLog;

use crate::app::App;
use crate::problem::Problem;

/// One request, taken apart.
#[derive(Debug)]
pub(crate) struct Visit<'a> {
    /// What every request shares.
    pub(crate) app: &'a App,
    /// The path, as it was asked for.
    pub(crate) path: &'a str,
    /// The named parts of the path.
    pub(crate) parts: BTreeMap<String, String>,
    /// What follows the question mark.
    pub(crate) query: Vec<(String, String)>,
    /// The fields of a form that was sent.
    pub(crate) form: Vec<(String, String)>,
}

impl Visit<'_> {
    /// A named part of the path; the route has it, or the empty text fails where it is looked up.
    pub(crate) fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// The last value of a field of the query.
    pub(crate) fn asked(&self, name: &str) -> Option<&str> {
        last(&self.query, name)
    }

    /// The last value of a field of the form.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        last(&self.form, name)
    }

    /// Looks at the partnership's log that the path names.
    ///
    /// # Errors
    /// [`Problem::NotFound`] where there is none.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&OpenLog) -> T) -> Result<T, Problem> {
        Ok(self.app.logs.look(self.part("slug"), look)?)
    }
}

fn last<'v>(pairs: &'v [(String, String)], name: &str) -> Option<&'v str> {
    pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}
