use proptest::prelude::*;

use crate::raters::{Ratings, RatingsError, ValuesByUnits};

/// What reading says, by one search after the other: ratings in turn, each wrong or among those met.
fn slow(known: Option<&[f64]>, raters: usize, values: &[Option<f64>]) -> Result<Read, RatingsError> {
    let mut met: Vec<f64> = known.unwrap_or_default().to_vec();
    for (at, value) in values.iter().enumerate() {
        let (rater, unit) = (at % raters + 1, at / raters + 1);
        match *value {
            Some(value) if !value.is_finite() => return Err(RatingsError::NotFinite { rater, unit }),
            Some(value) if !met.contains(&value) => {
                if known.is_some() {
                    let scale = met.iter().map(f64::to_string).collect::<Vec<_>>().join(", ");
                    return Err(RatingsError::OffScale { rater, unit, value, scale });
                }
                if met.len() == 255 {
                    return Err(RatingsError::TooManyLevels);
                }
                met.push(if value == 0.0 { 0.0 } else { value });
            }
            _ => {}
        }
    }
    if !values.len().is_multiple_of(raters) {
        return Err(RatingsError::Ragged { values: values.len(), raters });
    }
    met.sort_by(f64::total_cmp);
    let place = |value: f64| met.iter().position(|level| *level == value);
    let places = values.iter().map(|value| value.and_then(place)).collect();
    Ok((met.iter().map(|level| level.to_bits()).collect(), places))
}

/// The bits of the levels, and the place of each rating.
type Read = (Vec<u64>, Vec<Option<usize>>);

fn parts(ratings: &Ratings) -> Read {
    let places = (0..ratings.units())
        .flat_map(|unit| (0..ratings.raters()).map(move |rater| ratings.place(unit, rater)));
    (ratings.levels().iter().map(|level| level.to_bits()).collect(), places.collect())
}

/// Different values of one kind: few or many, whole, negative, in fractions, huge, tiny, of both noughts.
fn different() -> impl Strategy<Value = Vec<f64>> {
    let some = |value: BoxedStrategy<f64>, most: usize| prop::collection::vec(value, 1..most);
    prop_oneof![
        4 => some((-3_i32..8).prop_map(f64::from).boxed(), 12),
        2 => some((-150_i32..150).prop_map(f64::from).boxed(), 300),
        2 => some((-20_i32..20).prop_map(|half| f64::from(half) / 2.0).boxed(), 40),
        2 => some((-1e3..1e3_f64).boxed(), 300),
        1 => some(prop::sample::select(vec![0.0, -0.0, -1.0, 1.0, 1e-20, -1e-300, 9.0e15, -1e300]).boxed(), 8),
    ]
}

/// Ratings of a few blocks, values that come later more varied than those before; a last unit is seldom cut short.
fn matrix() -> impl Strategy<Value = (usize, Vec<Option<f64>>)> {
    let wrong = prop_oneof![6 => Just(None), 1 => Just(Some(f64::INFINITY)), 1 => Just(Some(f64::NAN))];
    let picks = prop::collection::vec((any::<u16>(), 0_u8..10), 0..3500);
    let raters = prop_oneof![4 => 1_usize..4, 1 => Just(1500)];
    (different(), picks, raters, wrong, any::<prop::sample::Index>()).prop_map(
        |(different, picks, raters, wrong, at)| {
            let mut values: Vec<Option<f64>> = (1..)
                .zip(&picks)
                .map(|(at, (pick, missing))| {
                    let among = (different.len() * at).div_ceil(picks.len());
                    (*missing > 0).then(|| different[usize::from(*pick) % among])
                })
                .collect();
            if let (Some(wrong), false) = (wrong, values.is_empty()) {
                let at = at.index(values.len());
                values[at] = Some(wrong);
            }
            if picks.len() % 4 > 0 {
                values.truncate(values.len() - values.len() % raters);
            }
            (raters, values)
        },
    )
}

proptest! {
    #[test]
    fn reading_finds_the_levels_places_and_mistakes_that_searching_finds((raters, values) in matrix()) {
        let slow = slow(None, raters, &values);
        let read = Ratings::new(raters, values.iter().copied());
        prop_assert_eq!(read.clone().map(|ratings| parts(&ratings)), slow);
        if !values.iter().flatten().any(|value| value.is_nan()) {
            let doubles: Vec<f64> = values.iter().map(|value| value.unwrap_or(f64::NAN)).collect();
            let counted = ValuesByUnits::from_doubles(raters, &doubles);
            prop_assert_eq!(counted, read.map(|ratings| ratings.values_by_units()));
        }
    }

    #[test]
    fn on_a_known_scale_too((raters, values) in matrix(), levels in prop_oneof![Just(-3..8), Just(-200..54)]) {
        let levels: Vec<f64> = levels.map(f64::from).collect();
        let read = Ratings::on_scale(&levels, raters, values.iter().copied());
        prop_assert_eq!(read.map(|ratings| parts(&ratings)), slow(Some(&levels), raters, &values));
    }
}
