//! Days between the last contact and the target event, beside a slow reading of what they mean.

use commonweal_find::upstream::{LagBin, Lags};
use proptest::prelude::*;

fn lags(days: &[u32]) -> Lags {
    days.iter().map(|days| LagBin { until_days: *days, events: 1 }).collect()
}

#[test]
fn without_any_event_there_is_no_quartile() {
    assert_eq!(Lags::default().within_days(2), None);
}

proptest! {
    #[test]
    fn a_quartile_is_the_fewest_days_that_hold_the_share(days in prop::collection::vec(0_u32..40, 1..60)) {
        let lags = lags(&days);
        for quarters in 1..=3 {
            let holds = |within: u32| days.iter().filter(|it| **it <= within).count() * 4 >= days.len() * quarters;
            let slowly = (0..40).find(|within| holds(*within));
            prop_assert_eq!(lags.within_days(quarters as u64), slowly);
        }
    }

    #[test]
    fn bins_hold_every_event_once_and_none_holds_few(
        days in prop::collection::vec(1_u32..91, 0..200),
        smallest in 1_u64..30,
    ) {
        let bins = lags(&days).bins(1, 90, smallest);
        let mut from = 0;
        for bin in &bins {
            let inside = days.iter().filter(|days| **days > from && **days <= bin.until_days).count();
            prop_assert_eq!(inside as u64, bin.events);
            prop_assert!(bin.events >= smallest);
            from = bin.until_days;
        }
        prop_assert_eq!(bins.is_empty(), (days.len() as u64) < smallest);
        prop_assert!(bins.last().is_none_or(|last| last.until_days == 90));
    }
}
