//! A scale of neighbouring whole numbers: a rating's place follows from the rating, without a search.

use pulp::{Simd, WithSimd};

use super::MISSING;

/// 1.5 × 2⁵²: whole numbers of up to 2⁵¹ added to it stand in the lowest bits of the sum, and nothing else comes back when it is taken off.
const SHIFT: f64 = 6_755_399_441_055_744.0;
/// 2⁵¹.
const LARGEST: f64 = 2_251_799_813_685_248.0;

/// The levels `lowest`, `lowest` + 1, … `highest`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct WholeNumbers {
    lowest: f64,
    highest: f64,
}

impl WholeNumbers {
    /// Rising levels as such a run; none where they are not one.
    pub(super) fn of(levels: &[f64]) -> Option<Self> {
        let (&lowest, &highest) = (levels.first()?, levels.last()?);
        let whole = levels.iter().all(|level| level.fract() == 0.0 && level.abs() < LARGEST);
        let neighbours = levels.windows(2).all(|pair| pair[1] - pair[0] == 1.0);
        (whole && neighbours).then_some(Self { lowest, highest })
    }
}

/// Finds the places of ratings, NaN being a missing one; says whether all of them are on the scale, without which the places mean nothing.
///
/// It is compiled once for each instruction set that [`pulp`] may choose.
pub(super) struct Lookup<'a> {
    pub(super) scale: WholeNumbers,
    pub(super) ratings: &'a [f64],
    pub(super) places: &'a mut [u8],
}

impl WithSimd for Lookup<'_> {
    type Output = bool;

    #[expect(clippy::inline_always, reason = "pulp sets the instruction set of the caller")]
    #[expect(clippy::cast_possible_truncation, reason = "a place on the scale is below 255")]
    #[expect(clippy::needless_bitwise_bool, reason = "a branch would keep the loop out of wide registers")]
    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> bool {
        let WholeNumbers { lowest, highest } = self.scale;
        let first = (lowest + SHIFT).to_bits();
        let mut off_scale = false;
        for (rating, place) in self.ratings.iter().zip(self.places) {
            let shifted = rating + SHIFT;
            let on_scale = (shifted - SHIFT == *rating) & (*rating >= lowest) & (*rating <= highest);
            let missing = rating.is_nan();
            off_scale |= !(on_scale | missing);
            *place = if missing { MISSING } else { shifted.to_bits().wrapping_sub(first) as u8 };
        }
        !off_scale
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulp::Arch;

    use super::*;

    fn read(arch: Arch, scale: WholeNumbers, ratings: &[f64]) -> Option<Vec<u8>> {
        let mut places = vec![0; ratings.len()];
        arch.dispatch(Lookup { scale, ratings, places: &mut places }).then_some(places)
    }

    fn slow(levels: &[f64], ratings: &[f64]) -> Option<Vec<u8>> {
        let place = |rating: &f64| match levels.iter().position(|level| level == rating) {
            _ if rating.is_nan() => Some(MISSING),
            at => at.map(|at| u8::try_from(at).unwrap()),
        };
        ratings.iter().map(place).collect()
    }

    #[test]
    fn only_neighbouring_whole_numbers_that_a_double_holds_apart_are_a_run() {
        assert_eq!(WholeNumbers::of(&[-1.0, 0.0, 1.0]), Some(WholeNumbers { lowest: -1.0, highest: 1.0 }));
        for other in [
            &[][..],
            &[0.5],
            &[0.5, 1.5],
            &[1.0, 3.0],
            &[1.0, 1.5, 2.0],
            &[-1.0, 1e-20],
            &[LARGEST],
            &[-1e300],
        ] {
            assert_eq!(WholeNumbers::of(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_rating_beside_the_scale_or_between_its_levels_is_not_on_it_however_near() {
        let scale = WholeNumbers::of(&[-3.0, -2.0, -1.0, 0.0, 1.0]).unwrap();
        let found = read(Arch::new(), scale, &[-3.0, -0.0, f64::NAN, 1.0]);
        assert_eq!(found, Some(vec![0, 3, MISSING, 4]));
        for off in [-4.0, 2.0, 0.5, 1e-20, -1e-300, 1.0 + f64::EPSILON, 256.0 - 3.0, 1e300, f64::INFINITY] {
            assert_eq!(read(Arch::new(), scale, &[0.0, off, 1.0]), None, "{off}");
        }
    }

    proptest! {
        #[test]
        fn every_instruction_set_finds_the_places_that_a_search_finds(
            (lowest, levels) in (prop_oneof![-200_i32..200, Just(-1_000_000_000)], 1_i32..256),
            places in prop::collection::vec(-1_i32..255, 0..100),
            off in prop::option::weighted(0.3, prop_oneof![-300.0..300.0_f64, any::<f64>()]),
        ) {
            let scale: Vec<f64> = (lowest..lowest + levels).map(f64::from).collect();
            let rating = |place: i32| if place < 0 { f64::NAN } else { f64::from(lowest + place % levels) };
            let ratings: Vec<f64> = places.into_iter().map(rating).chain(off).collect();
            let slow = slow(&scale, &ratings);
            let run = WholeNumbers::of(&scale).unwrap();
            prop_assert_eq!(read(Arch::Scalar, run, &ratings), slow.clone());
            prop_assert_eq!(read(Arch::new(), run, &ratings), slow.clone());
            #[cfg(target_arch = "x86_64")]
            if let Some(simd) = pulp::x86::V3::try_new() {
                prop_assert_eq!(read(Arch::V3(simd), run, &ratings), slow);
            }
        }
    }
}
