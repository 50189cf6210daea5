//! A group of bodies, as a set of positions in the list of bodies.

use serde::Serialize;

/// Most bodies that a coalition can tell apart.
pub const MOST_BODIES: usize = 64;

/// A set of bodies; bit `i` says whether the body at position `i` is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
pub struct Coalition(pub u64);

impl Coalition {
    /// Nobody.
    pub const EMPTY: Self = Self(0);

    /// All of the first `bodies` bodies, at most [`MOST_BODIES`].
    pub fn grand(bodies: usize) -> Self {
        Self(if bodies < MOST_BODIES { (1 << bodies) - 1 } else { u64::MAX })
    }

    /// One body alone.
    pub fn alone(body: usize) -> Self {
        Self(1 << body)
    }

    /// The coalition at an index of a table of worths.
    pub fn at(index: usize) -> Self {
        Self(index as u64)
    }

    /// Its index in a table of worths.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    /// How many bodies are in it.
    pub fn size(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether nobody is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the body at this position is in it.
    pub fn contains(self, body: usize) -> bool {
        self.0 >> body & 1 == 1
    }

    /// Whether all of `other` is in it.
    pub fn includes(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// With one body more.
    #[must_use]
    pub fn with(self, body: usize) -> Self {
        Self(self.0 | 1 << body)
    }

    /// Without one body.
    #[must_use]
    pub fn without(self, body: usize) -> Self {
        Self(self.0 & !(1 << body))
    }

    /// The positions of its bodies, in order.
    pub fn members(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let body = (left != 0).then(|| left.trailing_zeros() as usize);
            left &= left.wrapping_sub(1);
            body
        })
    }

    /// What `values` add up to over its bodies.
    pub fn sum(self, values: &[f64]) -> f64 {
        self.members().filter_map(|body| values.get(body)).sum()
    }

    /// Its bodies by name: "the council, the trust and the charity"; "nobody" where there is none.
    pub fn named(self, names: &[String]) -> String {
        let members: Vec<&str> =
            self.members().filter_map(|body| names.get(body)).map(String::as_str).collect();
        match members.split_last() {
            None => "nobody".to_owned(),
            Some((only, [])) => (*only).to_owned(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coalition_lists_its_members_in_order_and_by_name() {
        let coalition = Coalition::EMPTY.with(3).with(0).with(1);
        assert_eq!(coalition.members().collect::<Vec<_>>(), [0, 1, 3]);
        assert_eq!((coalition.size(), coalition.without(3).index()), (3, 3));
        let names = ["Council", "Trust", "Police", "Charity"].map(str::to_owned);
        assert_eq!(coalition.named(&names), "Council, Trust and Charity");
        assert_eq!(Coalition::alone(2).named(&names), "Police");
        assert_eq!(Coalition::EMPTY.named(&names), "nobody");
    }

    #[test]
    fn the_grand_coalition_holds_exactly_the_bodies_there_are() {
        for bodies in [0, 1, 5, 63, 64] {
            let grand = Coalition::grand(bodies);
            assert_eq!(grand.size(), bodies);
            assert!(bodies == 64 || !grand.contains(bodies));
        }
        assert!(Coalition::grand(4).includes(Coalition(0b1010)));
        assert!(!Coalition(0b0010).includes(Coalition(0b1010)));
    }
}
