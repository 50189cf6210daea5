use super::*;

#[test]
fn levels_are_those_that_were_given_in_rising_order_and_a_missing_rating_is_none() {
    let ratings = Ratings::new(2, [Some(4.0), None, Some(-1.0), Some(4.0)]).unwrap();
    assert_eq!(ratings.levels(), [-1.0, 4.0]);
    assert_eq!((ratings.raters(), ratings.units()), (2, 2));
    assert_eq!(ratings.rating(0, 0), Some(4.0));
    assert_eq!((ratings.rating(0, 1), ratings.rating(2, 0)), (None, None));
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
    let infinite = Ratings::on_scale(&[1.0, f64::INFINITY], 1, [Some(f64::INFINITY)]);
    assert_eq!(infinite, Err(RatingsError::NotFinite { rater: 1, unit: 1 }));
    let off = Ratings::on_scale(&[1.0, 2.0], 1, [Some(1.0), Some(6.0)]).unwrap_err();
    assert_eq!(off.to_string(), "rater 1 of unit 2 gives 6, which is not on the scale 1, 2; correct it");
}
