use commonweal_find::upstream::{Events, UpstreamError, Windows, count};

use crate::log::question;

#[test]
fn windows_that_cannot_be_are_refused() {
    assert_eq!(Windows::new(1, 0), Err(UpstreamError::Window { window_days: 0 }));
    assert_eq!(Windows::new(-1, 9), Err(UpstreamError::Gap { gap_days: -1 }));
    let too_long = UpstreamError::LookBack { gap_days: 1, window_days: i32::MAX };
    assert_eq!(Windows::new(1, i32::MAX), Err(too_long));
}

#[test]
fn columns_out_of_step_or_out_of_order_are_refused_with_the_place() {
    let refused = |person: &[u32], day: &[i32], service: &[u16]| {
        Events::new(person, day, service, &vec![0; person.len()], &vec![0.0; person.len()]).unwrap_err()
    };
    let columns = UpstreamError::Columns { column: "service", expected: 2, found: 1 };
    assert_eq!(refused(&[1, 1], &[1, 2], &[1]), columns);
    assert_eq!(refused(&[1, 1, 1], &[1, 3, 2], &[1, 1, 1]), UpstreamError::Order { at: 2 });
    assert_eq!(refused(&[2, 1], &[1, 3], &[1, 1]), UpstreamError::Order { at: 1 });
}

#[test]
fn a_body_that_was_not_announced_is_refused() {
    let events = Events::new(&[1, 1], &[90, 95], &[1, 0], &[7, 0], &[0.0, 1.0]).unwrap();
    let expected = UpstreamError::Body { at: 0, body: 7, bodies: 3 };
    assert_eq!(count(&events, 3, &question(1, 10)), Err(expected));
}
