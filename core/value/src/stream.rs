//! Random numbers that are a pure function of what they are for: draw `i` of a quantity is the same on one thread or many,
//! and a quantity more or a draw more moves no other.
//!
//! The numbers are those of `SplitMix64` (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators",
//! OOPSLA, figure 17), whose state is a counter: number i is mix(key + i·γ). The key is a hash of the seed and the
//! quantity's name. Where a deviate needs two even numbers they are the halves of one number, of 32 bits each. Normal deviates
//! are Box and Muller's (1958), two from such a pair, so that none lies beyond √(66 ln 2) = 6.76 standard errors, where one of
//! 7 · 10¹⁰ would. Products and sums are not fused, and every step is exact IEEE arithmetic, so that each instruction set gives
//! the same bits.
#![expect(clippy::inline_always, reason = "compiled into each instruction set, not called from it")]

use sha2::{Digest, Sha256};

/// γ of `SplitMix64`: 2⁶⁴ over the golden ratio, made odd.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
/// Adding and taking off 1.5 · 2⁵² rounds to whole numbers and leaves their low bits in the mantissa.
const ROUNDING: f64 = 6_755_399_441_055_744.0;

/// Deviates that are drawn in one sweep.
pub const RUN: usize = 256;

/// The key of one quantity's stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u64);

impl Key {
    /// The first 64 bits of SHA-256 over the seed and the name of what is drawn.
    pub fn new(seed: u64, name: &str) -> Self {
        let hash = Sha256::new_with_prefix(seed.to_le_bytes()).chain_update(name).finalize();
        Self(hash.iter().take(8).fold(0, |key, &byte| key << 8 | u64::from(byte)))
    }

    #[inline(always)]
    fn bits(self, index: u64) -> u64 {
        let mut z = self.0.wrapping_add(index.wrapping_add(1).wrapping_mul(GOLDEN));
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    /// Number `index` of the stream, evenly in (0, 1): the 2⁵² midpoints, so that neither end is ever drawn.
    #[inline(always)]
    pub fn uniform(self, index: u64) -> f64 {
        // The mantissa of a number in [1, 2), less 1, moved up by half a step.
        f64::from_bits(self.bits(index) >> 12 | 0x3FF0_0000_0000_0000) - (1.0 - f64::EPSILON / 2.0)
    }

    /// The two halves of number `index` of the stream, each evenly in (0, 1): the 2³² midpoints.
    #[inline(always)]
    pub fn uniform_pair(self, index: u64) -> (f64, f64) {
        let bits = self.bits(index);
        let midpoint =
            |half: u64| f64::from_bits(half << 20 | 0x3FF0_0000_0000_0000) - (1.0 - 0.5 / 4_294_967_296.0);
        (midpoint(bits >> 32), midpoint(bits & 0xFFFF_FFFF))
    }

    /// Fills `out` with normal deviates `first`, `first` + 1, … of this mean and standard deviation; `first` is a multiple of [`RUN`].
    ///
    /// The two deviates of a pair stand half a run apart, so that each half is written in one sweep.
    #[inline(always)]
    pub fn normals(self, mean: f64, sd: f64, first: u64, out: &mut [f64]) {
        let mut begin = first;
        let (runs, rest) = out.as_chunks_mut::<RUN>();
        for run in runs {
            self.run_of_normals(mean, sd, begin, run);
            begin = begin.wrapping_add(RUN as u64);
        }
        if !rest.is_empty() {
            let mut run = [0.0; RUN];
            self.run_of_normals(mean, sd, begin, &mut run);
            rest.copy_from_slice(&run[..rest.len()]);
        }
    }

    /// Wrapping sums throughout: a check for overflow would keep the loop out of wide registers.
    #[inline(always)]
    fn run_of_normals(self, mean: f64, sd: f64, first: u64, run: &mut [f64; RUN]) {
        for pair in 0..RUN / 2 {
            let (u, v) = self.uniform_pair(first.wrapping_add(pair as u64));
            let radius = sd * (-2.0 * logarithm(u)).sqrt();
            let (sine, cosine) = sine_cosine(v);
            run[pair] = mean + radius * cosine;
            run[RUN / 2 + pair] = mean + radius * sine;
        }
    }
}

/// ln u for u in (0, 1), by u = m·2ᵉ with m around 1 and ln m = 2 artanh((m − 1)/(m + 1)). The relative error is below
/// 2e-12, a hundredth of the step between two halves of a number.
#[inline(always)]
fn logarithm(u: f64) -> f64 {
    const LN_2: f64 = std::f64::consts::LN_2;
    let bits = u.to_bits();
    // √½ taken off the exponent's place makes m lie in [√½, √2).
    let shifted = bits.wrapping_sub(0x3FE6_A09E_667F_3BCD);
    let exponent_bits = shifted & 0xFFF0_0000_0000_0000;
    let m = f64::from_bits(bits.wrapping_sub(exponent_bits));
    // A whole number added to the rounding number's mantissa is that number added.
    let e = f64::from_bits(ROUNDING.to_bits().wrapping_add((shifted.cast_signed() >> 52).cast_unsigned()))
        - ROUNDING;
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let series = [1.0 / 13.0, 1.0 / 11.0, 1.0 / 9.0, 1.0 / 7.0, 1.0 / 5.0, 1.0 / 3.0];
    2.0 * s + 2.0 * s * z * horner(z, &series) + e * LN_2
}

/// sin 2πu and cos 2πu for u in (0, 1), by the nearest quarter turn and the Taylor series around it; error below 1e-11.
#[inline(always)]
fn sine_cosine(u: f64) -> (f64, f64) {
    const SINE: [f64; 5] = [-1.0 / 39_916_800.0, 1.0 / 362_880.0, -1.0 / 5_040.0, 1.0 / 120.0, -1.0 / 6.0];
    const COSINE: [f64; 6] =
        [1.0 / 479_001_600.0, -1.0 / 3_628_800.0, 1.0 / 40_320.0, -1.0 / 720.0, 1.0 / 24.0, -1.0 / 2.0];
    let rounded = 4.0 * u + ROUNDING;
    let quarter = rounded.to_bits();
    let angle = (4.0 * u - (rounded - ROUNDING)) * std::f64::consts::FRAC_PI_2;
    let z = angle * angle;
    let sine = angle + angle * z * horner(z, &SINE);
    let cosine = 1.0 + z * horner(z, &COSINE);
    let (a, b) = if quarter & 1 == 0 { (sine, cosine) } else { (cosine, sine) };
    let signed = |value: f64, sign: u64| f64::from_bits(value.to_bits() ^ (sign & 2) << 62);
    (signed(a, quarter), signed(b, quarter.wrapping_add(1)))
}

/// The polynomial with these coefficients, that of the highest power first.
#[inline(always)]
fn horner<const N: usize>(z: f64, coefficients: &[f64; N]) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * z + coefficient)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DRAWS: usize = 200_000;

    fn product_of_halves(run: &[f64]) -> f64 {
        run[..RUN / 2].iter().zip(&run[RUN / 2..]).map(|(a, b)| a * b).sum()
    }

    fn normals(name: &str) -> Vec<f64> {
        let mut drawn = vec![0.0; DRAWS];
        Key::new(1, name).normals(0.0, 1.0, 0, &mut drawn);
        drawn
    }

    #[test]
    fn a_draw_depends_on_seed_name_and_place_alone() {
        let (mut whole, mut part) = (vec![0.0; 3 * RUN], vec![0.0; 20]);
        Key::new(7, "effect").normals(0.0, 1.0, 0, &mut whole);
        Key::new(7, "effect").normals(0.0, 1.0, RUN as u64, &mut part);
        assert_eq!(whole[RUN..RUN + 20], part);
        assert_ne!(Key::new(7, "effect"), Key::new(8, "effect"));
        assert_ne!(Key::new(7, "effect").uniform(0), Key::new(7, "cost").uniform(0));
    }

    #[test]
    fn deviates_have_the_moments_and_tails_of_the_normal_distribution() {
        // Each bound is five standard errors: a false alarm in about 1 of 200,000 seeds, and the seed is fixed.
        let drawn = normals("moments");
        let moment = |power: i32| drawn.iter().map(|x| x.powi(power)).sum::<f64>() / DRAWS as f64;
        let bound = |variance: f64| 5.0 * (variance / DRAWS as f64).sqrt();
        assert!(moment(1).abs() < bound(1.0), "{}", moment(1));
        assert!((moment(2) - 1.0).abs() < bound(2.0), "{}", moment(2));
        assert!(moment(3).abs() < bound(15.0), "{}", moment(3));
        assert!((moment(4) - 3.0).abs() < bound(96.0), "{}", moment(4));
        let beyond = drawn.iter().filter(|x| **x > 1.959_963_984_540_054).count() as f64 / DRAWS as f64;
        assert!((beyond - 0.025).abs() < bound(0.025 * 0.975), "{beyond}");
    }

    #[test]
    fn two_quantities_and_the_two_of_a_pair_are_uncorrelated() {
        let (a, b) = (normals("a"), normals("b"));
        let between: f64 = a.iter().zip(&b).map(|(x, y)| x * y).sum::<f64>() / DRAWS as f64;
        let within: f64 = a.chunks_exact(RUN).map(product_of_halves).sum::<f64>() / (DRAWS / 2) as f64;
        assert!(between.abs() < 5.0 / (DRAWS as f64).sqrt(), "{between}");
        assert!(within.abs() < 5.0 / (DRAWS as f64 / 2.0).sqrt(), "{within}");
    }

    #[test]
    fn the_smallest_and_largest_numbers_are_inside_their_range_and_finite() {
        for u in [f64::EPSILON / 2.0, 0.5, 1.0 - f64::EPSILON / 2.0] {
            assert!((logarithm(u) - u.ln()).abs() <= 2e-12 * u.ln().abs(), "{u}");
        }
    }

    proptest! {
        #[test]
        fn our_logarithm_and_circle_are_those_of_the_library(u in 1e-16..1.0f64) {
            prop_assert!((logarithm(u) - u.ln()).abs() <= 2e-12 * u.ln().abs());
            let (sine, cosine) = sine_cosine(u);
            let turn = 2.0 * std::f64::consts::PI * u;
            prop_assert!((sine - turn.sin()).abs() < 1e-11 && (cosine - turn.cos()).abs() < 1e-11);
        }

        #[test]
        fn a_uniform_number_lies_strictly_between_nought_and_one(seed: u64, index: u64) {
            let u = Key::new(seed, "u").uniform(index);
            prop_assert!(u > 0.0 && u < 1.0);
        }
    }
}
