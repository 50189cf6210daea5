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
