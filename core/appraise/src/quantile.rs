//! Quantiles of a sorted sample.

/// The quantile of `sorted` at `share`: linear between the order statistics around (n − 1)·share (Hyndman and Fan 1996, definition 7); none of
/// nothing.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place within the values")]
pub(crate) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_lies_between_its_neighbours_and_nothing_has_none() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(quantile(&sorted, 0.5), Some(3.0));
        assert_eq!((quantile(&sorted, 0.0), quantile(&sorted, 1.0)), (Some(1.0), Some(8.0)));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
