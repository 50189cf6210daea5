//! What was sent: names and values.

/// What was sent, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asked(Vec<(String, String)>);

impl Asked {
    /// Of the pairs of a query or a form.
    pub(crate) fn new(pairs: &[(String, String)]) -> Self {
        Self(pairs.to_vec())
    }

    /// The pairs.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// The last value of a name that is not blank, without white space around it; empty where there is none.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.0
            .iter()
            .rev()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .find(|it| !it.is_empty())
            .unwrap_or("")
    }

    /// Every value of a name that is not blank.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .filter(|it| !it.is_empty())
    }

    /// Puts one value in place of all that a name had.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(key, _)| key != name);
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// Adds values to a name.
    pub(crate) fn add_all(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        self.0.extend(values.into_iter().map(|value| (name.to_owned(), value)));
    }

    /// Takes a name and all that is under it away.
    pub(crate) fn forget(&mut self, path: &str) {
        self.0.retain(|(key, _)| !is_at_or_under(key, path));
    }

    /// Whether nothing but white space was sent at a path and under it.
    pub(crate) fn is_blank(&self, path: &str) -> bool {
        self.0.iter().all(|(key, value)| !is_at_or_under(key, path) || value.trim().is_empty())
    }

    /// What follows `path.` in names, up to the next dot, each once: the rows of a list, the bodies of an allocation.
    pub(crate) fn branches(&self, path: &str) -> Vec<&str> {
        let mut branches: Vec<&str> = self.0.iter().filter_map(|(key, _)| branch(key, path)).collect();
        branches.sort_unstable();
        branches.dedup();
        branches
    }

    /// The rows of a list, in order of their numbers, which may have gaps.
    pub(crate) fn rows(&self, path: &str) -> Vec<usize> {
        let mut rows: Vec<usize> = self.branches(path).into_iter().filter_map(row_number).collect();
        rows.sort_unstable();
        rows
    }

    /// Numbers the rows of a list from nought, in the order given; rows that are not among them are taken away.
    pub(crate) fn renumber(&mut self, path: &str, kept: &[usize]) {
        let place = |row: usize| kept.iter().position(|it| *it == row);
        let pairs = std::mem::take(&mut self.0);
        self.0 = pairs
            .into_iter()
            .filter_map(|(key, value)| {
                let Some(row) = branch(&key, path).and_then(row_number) else { return Some((key, value)) };
                let rest = key.get(path.len() + 1 + row.to_string().len()..).unwrap_or("");
                Some((format!("{path}.{}{rest}", place(row)?), value))
            })
            .collect();
    }
}

fn is_at_or_under(key: &str, path: &str) -> bool {
    key.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn branch<'k>(key: &'k str, path: &str) -> Option<&'k str> {
    let rest = key.strip_prefix(path)?.strip_prefix('.')?;
    rest.split('.').next().filter(|branch| !branch.is_empty())
}

/// A number as it is written, so that a row has one name.
fn row_number(text: &str) -> Option<usize> {
    text.parse::<usize>().ok().filter(|number| number.to_string() == text)
}

/// The name of something under a path.
pub(super) fn under(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&str, &str)]) -> Asked {
        let pairs: Vec<(String, String)> =
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Asked::new(&pairs)
    }

    #[test]
    fn rows_are_renumbered_and_those_left_out_are_gone() {
        let mut sent = asked(&[
            ("items.7.title", "b"),
            ("items.2.title", "a"),
            ("items.5.title", ""),
            ("items2", "other"),
            ("itemsx.2.a", "other"),
        ]);
        assert_eq!(sent.rows("items"), [2, 5, 7]);
        sent.renumber("items", &[2, 7]);
        assert_eq!(
            sent,
            asked(&[
                ("items.1.title", "b"),
                ("items.0.title", "a"),
                ("items2", "other"),
                ("itemsx.2.a", "other")
            ])
        );
    }

    #[test]
    fn the_last_value_that_is_not_blank_counts() {
        let sent = asked(&[("subject", "known"), ("subject", " ")]);
        assert_eq!(sent.one("subject"), "known");
        assert_eq!(sent.one("sub"), "");
    }

    #[test]
    fn a_path_is_blank_where_nothing_was_written_under_it() {
        let sent = asked(&[("on.day", " "), ("on.month", ""), ("once", "x")]);
        assert!(sent.is_blank("on"));
        assert!(!sent.is_blank("once"));
    }
}
