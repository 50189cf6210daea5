use std::collections::BTreeSet;

/// Texts as numbers, which are in the order of the texts.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(Vec<String>);

impl Names {
    pub(super) fn of<'n>(names: impl IntoIterator<Item = &'n String>) -> Self {
        let different: BTreeSet<&String> = names.into_iter().collect();
        Self(different.into_iter().cloned().collect())
    }

    pub(super) fn all(&self) -> &[String] {
        &self.0
    }

    pub(super) fn name(&self, number: usize) -> &str {
        self.0.get(number).map_or("", String::as_str)
    }

    /// The numbers of some of the texts, each with what belongs to it; a text that has none is left out.
    pub(super) fn numbered<'n, T>(
        &self,
        items: impl IntoIterator<Item = (&'n String, T)>,
    ) -> impl Iterator<Item = (usize, T)> {
        items.into_iter().filter_map(|(name, item)| Some((self.0.binary_search(name).ok()?, item)))
    }
}
