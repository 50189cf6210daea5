//! The first of many in an order, without putting the others in it.

use std::cmp::Ordering;

/// The first `most` items, in order. `order` must tell any two apart, so that the answer is one. O(n + most · log most).
pub(crate) fn best<T>(mut items: Vec<T>, most: usize, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    if most < items.len() {
        items.select_nth_unstable_by(most, &order);
        items.truncate(most);
    }
    items.sort_unstable_by(order);
    items
}
