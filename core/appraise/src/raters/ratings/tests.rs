use super::*;
use proptest::prelude::*;

fn counts(ratings: &Ratings) -> Vec<Vec<u32>> {
    let mut all = Vec::new();
    ratings.for_each_unit(|unit| all.push(unit.to_vec()));
    all
}

#[test]
fn levels_are_those_that_were_given_in_rising_order_and_a_missing_rating_is_none() {
    let ratings = Ratings::new(2, [Some(4.0), None, Some(-1.0), Some(4.0)]).unwrap();
    assert_eq!(ratings.levels(), [-1.0, 4.0]);
    assert_eq!((ratings.raters(), ratings.units()), (2, 2));
    assert_eq!(ratings.rating(0, 0), Some(4.0));
    assert_eq!((ratings.rating(0, 1), ratings.rating(2, 0)), (None, None));
    assert_eq!(counts(&ratings), [vec![0, 1], vec![1, 1]]);
}

#[test]
fn a_scale_keeps_the_levels_that_nobody_chose() {
    let ratings = Ratings::on_scale(&[1.0, 2.0, 3.0], 2, [Some(3.0), Some(1.0)]).unwrap();
    assert_eq!(counts(&ratings), [vec![1, 0, 1]]);
}

#[test]
fn nought_of_either_sign_is_one_level() {
    assert_eq!(Ratings::new(2, [Some(0.0), Some(-0.0)]).unwrap().levels(), [0.0]);
}

#[test]
fn each_wrong_matrix_is_refused_with_its_place() {
    let wrong = |raters, values: &[f64]| Ratings::new(raters, values.iter().copied().map(Some)).unwrap_err();
    assert_eq!(wrong(0, &[]), RatingsError::NoRaters);
    assert_eq!(wrong(2, &[1.0, 2.0, 3.0]), RatingsError::Ragged { values: 3, raters: 2 });
    assert_eq!(wrong(2, &[1.0, 2.0, 3.0, f64::NAN]), RatingsError::NotFinite { rater: 2, unit: 2 });
    let many: Vec<f64> = (0..256).map(f64::from).collect();
    assert_eq!(wrong(2, &many), RatingsError::TooManyLevels);
    assert_eq!(Ratings::new(5, many[..255].iter().copied().map(Some)).unwrap().levels().len(), 255);
    let off = Ratings::on_scale(&[1.0, 2.0], 1, [Some(1.0), Some(6.0)]).unwrap_err();
    assert_eq!(off.to_string(), "rater 1 of unit 2 gives 6, which is not on the scale 1, 2; correct it");
}

proptest! {
    #[test]
    fn counting_by_level_and_by_histogram_is_counting_one_by_one(
        levels in prop_oneof![Just(5_u8), Just(40_u8)],
        raters in 1_usize..600,
        seed in prop::collection::vec(any::<u8>(), 1..200),
    ) {
        let values: Vec<Option<f64>> = (0..raters * 3)
            .map(|at| seed[at % seed.len()].wrapping_mul(u8::try_from(at % 251).unwrap()))
            .map(|byte| (byte % 7 != 3).then(|| f64::from(byte % levels)))
            .collect();
        let ratings = Ratings::new(raters, values.iter().copied()).unwrap();
        for (unit, counted) in counts(&ratings).iter().enumerate() {
            for (level, count) in ratings.levels().iter().zip(counted) {
                let slow = (0..raters).filter(|rater| values[unit * raters + rater] == Some(*level)).count();
                prop_assert_eq!(slow, usize::try_from(*count).unwrap());
            }
        }
    }
}

/// What reading says, by one search after the other: ratings in turn, each wrong or among those met.
fn slow(known: Option<&[f64]>, raters: usize, values: &[Option<f64>]) -> Result<Ratings, RatingsError> {
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
    let place = |value: f64| u8::try_from(met.iter().position(|level| *level == value).unwrap()).unwrap();
    let places = values.iter().map(|value| value.map_or(MISSING, place)).collect();
    Ok(Ratings { levels: met, raters, places })
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

/// Ratings of a few blocks, values that come later more varied than those before.
fn matrix() -> impl Strategy<Value = (usize, Vec<Option<f64>>)> {
    let wrong = prop_oneof![6 => Just(None), 1 => Just(Some(f64::INFINITY)), 1 => Just(Some(f64::NAN))];
    let picks = prop::collection::vec((any::<u16>(), 0_u8..10), 0..3500);
    (different(), picks, 1_usize..4, wrong, any::<prop::sample::Index>()).prop_map(
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
            (raters, values)
        },
    )
}

proptest! {
    #[test]
    fn reading_finds_the_levels_places_and_mistakes_that_searching_finds((raters, values) in matrix()) {
        let slow = slow(None, raters, &values);
        prop_assert_eq!(&Ratings::new(raters, values.iter().copied()), &slow);
        if !values.iter().flatten().any(|value| value.is_nan()) {
            let doubles: Vec<f64> = values.iter().map(|value| value.unwrap_or(f64::NAN)).collect();
            prop_assert_eq!(&Ratings::from_doubles(raters, &doubles), &slow);
        }
        if let Ok(Ratings { levels, .. }) = slow {
            prop_assert!(levels.iter().all(|level| level.to_bits() != (-0.0_f64).to_bits()));
        }
    }

    #[test]
    fn on_a_known_scale_too((raters, values) in matrix(), levels in prop_oneof![Just(-3..8), Just(-200..54)]) {
        let levels: Vec<f64> = levels.map(f64::from).collect();
        let read = Ratings::on_scale(&levels, raters, values.iter().copied());
        prop_assert_eq!(read, slow(Some(&levels), raters, &values));
    }
}
