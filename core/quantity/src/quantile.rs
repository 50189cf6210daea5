//! Quantiles of a sample.

/// The quantiles of `values` at `shares`, which rise, each held between 0 and 1; none of no values. The values are reordered.
///
/// Definition 7 of Hyndman and Fan (1996), "Sample quantiles in statistical packages", *The American Statistician* 50(4), p. 363: with
/// x₀ ≤ … ≤ xₙ₋₁ and h = (n − 1)·share, x⌊h⌋ + (h − ⌊h⌋)(x⌊h⌋₊₁ − x⌊h⌋).
pub fn quantiles<const N: usize>(values: &mut [f64], shares: [f64; N]) -> Option<[f64; N]> {
    let last = values.len().checked_sub(1)?;
    let mut begun = 0;
    Some(shares.map(|share| {
        let place = share.clamp(0.0, 1.0) * last as f64;
        let below = whole(place).max(begun);
        let (_, at, above) = values[begun..].select_nth_unstable_by(below - begun, f64::total_cmp);
        begun = below;
        let next = above.iter().copied().min_by(f64::total_cmp).unwrap_or(*at);
        *at + (place - below as f64) * (next - *at)
    }))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place within the values")]
fn whole(place: f64) -> usize {
    place.floor() as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_quantile_lies_between_its_neighbours_and_nothing_has_none() {
        let found = quantiles(&mut [8.0, 2.0, 1.0, 4.0], [-0.1, 0.0, 0.5, 1.0, 1.1]);
        assert_eq!(found, Some([1.0, 1.0, 3.0, 8.0, 8.0]));
        assert_eq!(quantiles(&mut [], [0.5]), None);
    }

    proptest! {
        #[test]
        fn quantiles_are_those_of_the_sorted_values(mut values in prop::collection::vec(-1e6..1e6f64, 1..200)) {
            let shares = [0.0, 0.025, 0.3, 0.5, 0.5, 0.975, 1.0];
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let slow = shares.map(|share| {
                let place = share * (sorted.len() - 1) as f64;
                let (below, above) = (whole(place), whole(place.ceil()));
                sorted[below] + place.fract() * (sorted[above] - sorted[below])
            });
            prop_assert_eq!(quantiles(&mut values, shares), Some(slow));
        }
    }
}
