//! Published sequence ratios; reference numbers and the command that made them are in goldens/upstream (`SciPy`, `beta.ppf`).

use commonweal_find::symmetry::{crude_ratio, null_ratio};

fn close(ours: f64, theirs: f64) {
    assert!((ours - theirs).abs() < 1e-7 * theirs.abs(), "{ours} is not {theirs}");
}

#[test]
fn the_published_ratio_and_its_interval_come_out() {
    let crude = crude_ratio(56, 39).unwrap();
    close(crude.ratio, 1.435_897_435_897_436);
    close(crude.lower, 0.957_311_975_615_998_3);
    close(crude.upper, 2.169_495_329_391_099);
    let adjusted = crude.adjusted(crude.ratio / 1.35);
    close(adjusted.lower, 0.900_044_205_646_112_9);
    close(adjusted.upper, 2.039_713_019_507_881_4);
}

#[test]
fn nobody_who_met_both_gives_no_ratio() {
    assert_eq!(crude_ratio(0, 0), None);
    assert_eq!(null_ratio(&[1], &[2], 10), None);
}

#[test]
fn the_null_ratio_counts_pairs_within_the_window_and_none_of_the_same_day() {
    // Index days 10 and 20; markers 10 (same day), 15, 5, 31. Forward of 10: 15; of 20: none within 10 (31 is 11 away).
    // Backward of 10: 5; of 20: 15, 10.
    assert_eq!(null_ratio(&[10, 20], &[10, 31, 15, 5], 10), Some(1.0 / 3.0));
    assert_eq!(null_ratio(&[10, 20], &[10, 31, 15, 5], 11), Some(2.0 / 3.0));
}
