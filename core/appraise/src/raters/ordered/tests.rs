use super::*;
use proptest::prelude::*;

/// The definition: layers peeled off one by one, triples looked at one by one.
fn slow_a(frequencies: &[f64]) -> f64 {
    let (k, total) = (frequencies.len(), frequencies.iter().sum::<f64>());
    let mut left = frequencies.to_vec();
    let mut sum = 0.0;
    while let Some(least) = left.iter().copied().filter(|f| *f > 0.0).min_by(f64::total_cmp) {
        let there: Vec<bool> = left.iter().map(|f| *f > 0.0).collect();
        let (mut neighbours, mut gaps) = (0_u32, 0_u32);
        for a in 0..k {
            for b in a + 1..k {
                for c in b + 1..k {
                    match (there[a], there[b], there[c]) {
                        (true, true, false) | (false, true, true) => neighbours += 1,
                        (true, false, true) => gaps += 1,
                        _ => {}
                    }
                }
            }
        }
        let (k, s) = (k as f64, there.iter().filter(|there| **there).count() as f64);
        let (t1, t2) = (f64::from(neighbours), f64::from(gaps));
        let u =
            if t1 + t2 == 0.0 { 1.0 } else { ((k - 2.0) * t1 - (k - 1.0) * t2) / ((k - 2.0) * (t1 + t2)) };
        sum += least * s / total * u * (1.0 - (s - 1.0) / (k - 1.0));
        left.iter_mut().filter(|f| **f > 0.0).for_each(|f| *f -= least);
    }
    sum
}

fn whole_frequencies() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((0_u8..20).prop_map(f64::from), 3..9)
        .prop_filter("somebody answers", |frequencies| frequencies.iter().sum::<f64>() > 0.0)
}

proptest! {
    #[test]
    fn layers_counted_at_once_are_layers_peeled_off(frequencies in whole_frequencies()) {
        prop_assert!((agreement_a(&frequencies).unwrap() - slow_a(&frequencies)).abs() < 1e-12);
    }

    #[test]
    fn reversing_the_scale_or_doubling_the_answers_changes_nothing(frequencies in whole_frequencies()) {
        let reversed: Vec<f64> = frequencies.iter().rev().copied().collect();
        let doubled: Vec<f64> = frequencies.iter().map(|f| 2.0 * f).collect();
        for statistic in [agreement_a, polarisation, consensus, leik_d] {
            let value = statistic(&frequencies).unwrap();
            prop_assert!((statistic(&reversed).unwrap() - value).abs() < 1e-12);
            prop_assert!((statistic(&doubled).unwrap() - value).abs() < 1e-12);
        }
    }

    #[test]
    fn each_statistic_stays_in_its_range(frequencies in whole_frequencies()) {
        prop_assert!((-1.0 - 1e-12..=1.0 + 1e-12).contains(&agreement_a(&frequencies).unwrap()));
        for statistic in [polarisation, consensus, leik_d] {
            prop_assert!((-1e-12..=1.0 + 1e-12).contains(&statistic(&frequencies).unwrap()));
        }
    }
}

#[test]
fn ideal_patterns_have_the_ideal_values() {
    let (one, even, ends) = ([0.0, 9.0, 0.0, 0.0, 0.0], [4.0; 5], [3.0, 0.0, 0.0, 0.0, 3.0]);
    assert_eq!([one, even, ends].map(|f| agreement_a(&f).unwrap()), [1.0, 0.0, -1.0]);
    assert_eq!([one, even, ends].map(|f| polarisation(&f).unwrap()), [0.0, 0.5, 1.0]);
    assert_eq!([one, ends].map(|f| consensus(&f).unwrap()), [1.0, 0.0]);
    assert_eq!([one, ends].map(|f| leik_d(&f).unwrap()), [0.0, 1.0]);
}

#[test]
fn each_degenerate_question_has_its_own_reason() {
    let few = Undefined::FewCategories { categories: 2, needed: 3 };
    assert_eq!(agreement_a(&[1.0, 2.0]), Err(few));
    assert_eq!(consensus(&[1.0]), Err(Undefined::FewCategories { categories: 1, needed: 2 }));
    assert_eq!(leik_d(&[]), Err(Undefined::FewCategories { categories: 0, needed: 2 }));
    assert_eq!(agreement_a(&[0.0; 5]), Err(Undefined::NoRatings));
    assert_eq!(agreement_a(&[1.0, -1.0, 2.0]), Err(Undefined::Frequency { category: 2 }));
    assert_eq!(leik_d(&[1.0, f64::NAN]), Err(Undefined::Frequency { category: 2 }));
}
