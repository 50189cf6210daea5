use std::cmp::Ordering;

/// A list of numbered items for each of many bodies, one behind the other in one piece of memory; each list by number.
#[derive(Debug, Clone)]
pub(super) struct Lists<T> {
    items: Vec<(usize, T)>,
    ends: Vec<usize>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// The next body's, already by number.
    pub(super) fn push(&mut self, items: impl IntoIterator<Item = (usize, T)>) {
        self.items.extend(items);
        self.ends.push(self.items.len());
    }

    pub(super) fn of(&self, body: usize) -> &[(usize, T)] {
        let from = body.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or_default());
        self.ends.get(body).map_or(&[], |end| &self.items[from..*end])
    }
}

/// Each number that either list has, in order, with what each has of it.
pub(super) fn side_by_side<'l, T: Copy>(
    mut one: &'l [(usize, T)],
    mut other: &'l [(usize, T)],
) -> impl Iterator<Item = (usize, Option<T>, Option<T>)> + use<'l, T> {
    std::iter::from_fn(move || {
        let (mine, theirs) = (one.first(), other.first());
        let order = match (mine, theirs) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(mine), Some(theirs)) => mine.0.cmp(&theirs.0),
        };
        let mine = mine.filter(|_| order.is_le()).copied();
        let theirs = theirs.filter(|_| order.is_ge()).copied();
        one = &one[usize::from(mine.is_some())..];
        other = &other[usize::from(theirs.is_some())..];
        let number = mine.or(theirs)?.0;
        Some((number, mine.map(|it| it.1), theirs.map(|it| it.1)))
    })
}
