use statrs::distribution::{Beta, ContinuousCDF};

/// The matched odds ratio n10/n01 with its exact 95% interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MatchedOdds {
    /// n10/n01: infinite where n01 is 0 and n10 is not.
    pub ratio: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit: infinite where n01 is 0.
    pub upper: f64,
}

/// The matched odds ratio, or none where no pair is discordant.
///
/// Given n10 + n01, n10 is binomial with probability π = OR/(1 + OR); the limits of Clopper and Pearson (1934, *Biometrika*
/// 26(4):404–413) for π are turned into limits for OR by π/(1 − π). (Breslow and Day 1980, *Statistical Methods in Cancer Research* I,
/// section 5.2.)
pub fn matched_odds(n10: u64, n01: u64) -> Option<MatchedOdds> {
    if n10 + n01 == 0 {
        return None;
    }
    let (a, b) = (n10 as f64, n01 as f64);
    let odds = |share: f64| share / (1.0 - share);
    let limit = |shape_a: f64, shape_b: f64, share: f64| {
        Beta::new(shape_a, shape_b).ok().map(|beta| odds(beta.inverse_cdf(share)))
    };
    let lower = if n10 == 0 { Some(0.0) } else { limit(a, b + 1.0, 0.025) };
    let upper = if n01 == 0 { Some(f64::INFINITY) } else { limit(a + 1.0, b, 0.975) };
    Some(MatchedOdds { ratio: a / b, lower: lower?, upper: upper? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twenty-nine pairs against three: reference numbers by `SciPy`, `beta.ppf`, goldens/upstream.
    #[test]
    fn twenty_nine_pairs_against_three_have_the_published_interval() {
        let odds = matched_odds(29, 3).unwrap();
        assert!((odds.ratio - 29.0 / 3.0).abs() < 1e-12);
        assert!((odds.lower - 2.996_372_082_492_722).abs() < 1e-10);
        assert!((odds.upper - 49.588_905_004_846_94).abs() < 1e-9);
    }

    #[test]
    fn the_other_way_round_is_the_reciprocal() {
        let (one, other) = (matched_odds(29, 3).unwrap(), matched_odds(3, 29).unwrap());
        assert!((one.lower - 1.0 / other.upper).abs() < 1e-9);
        assert!((one.upper - 1.0 / other.lower).abs() < 1e-6);
    }

    #[test]
    fn without_a_pair_on_one_side_that_limit_is_open() {
        assert_eq!(matched_odds(0, 0), None);
        assert_eq!(matched_odds(5, 0).unwrap().upper, f64::INFINITY);
        assert!(matched_odds(5, 0).unwrap().lower > 0.9);
        assert_eq!(matched_odds(0, 5).unwrap().lower, 0.0);
    }
}
