//! Meetings that an agreement in force sets.

use commonweal_record::fact::Date;
use commonweal_record::partnership::MeetingSeries;
use proptest::prelude::*;

use crate::findings::two;
use crate::teller::Teller;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn agreed(weekday: &str, every_weeks: u8, signers: &[&str]) -> Teller {
    let mut teller = two();
    let term = format!(r#"{{"every_weeks":{every_weeks},"type":"meeting_schedule","weekday":"{weekday}"}}"#);
    teller.agreement(&[("3-3", &term)], signers);
    teller
}

fn only(teller: &Teller) -> MeetingSeries {
    let all = teller.state.meeting_series();
    assert_eq!(all.len(), 1);
    all[0].clone()
}

fn day(text: &str) -> Date {
    Date::new(text).unwrap()
}

#[test]
fn a_weekly_meeting_is_on_the_next_such_day_and_today_counts() {
    let series = only(&agreed("wednesday", 1, &["ash", "birch"]));
    assert_eq!(series.in_words(), "the partners meet on a Wednesday every week");
    assert_eq!(series.next(day("2026-10-13")), Some(day("2026-10-14")));
    assert_eq!(series.next(day("2026-10-14")), Some(day("2026-10-14")));
    assert_eq!(series.next(day("2026-10-15")), Some(day("2026-10-21")));
}

#[test]
fn the_series_does_not_begin_before_its_version_was_drafted_nor_go_beyond_the_calendar() {
    let teller = agreed("wednesday", 2, &["ash", "birch"]);
    assert_eq!(
        Date::of(
            teller.state.agreements.values().next().unwrap().versions.values().next().unwrap().drafted.at
        ),
        day("2026-10-03")
    );
    let series = only(&teller);
    assert_eq!(series.next(day("2020-01-01")), Some(day("2026-10-07")));
    assert_eq!(series.next(day("9999-12-31")), None);
}

#[test]
fn there_is_no_series_while_a_partner_has_not_signed() {
    assert_eq!(agreed("wednesday", 1, &["ash"]).state.meeting_series(), []);
}

proptest! {
    #[test]
    fn meetings_are_on_the_weekday_evenly_apart_and_none_is_passed_over(
        weekday in 0_usize..7, every in 1_u8..=52, ahead in 0_i64..3_000,
    ) {
        let series = only(&agreed(WEEKDAYS[weekday], every, &["ash", "birch"]));
        let from = day("2026-10-03").after_days(ahead).unwrap();
        let first = series.next(day("2026-10-03")).unwrap();
        let is_one = |day: Date| first.days_until(day) >= 0 && first.days_until(day) % (7 * i64::from(every)) == 0;
        let by_walking = (0..).find_map(|step| from.after_days(step).filter(|day| is_one(*day))).unwrap();
        prop_assert_eq!(series.next(from), Some(by_walking));
        prop_assert_eq!(by_walking.days_after_monday(), i64::try_from(weekday).unwrap());
        prop_assert!((0..7).contains(&day("2026-10-03").days_until(first)));
    }
}
