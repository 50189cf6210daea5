//! Whatever is sent, a witness answers, and cosigns only what it should.

use proptest::prelude::*;

use commonweal_witness::submission::Submission;

use crate::place::{History, SECOND, witness};

proptest! {
    #[test]
    fn any_bytes_are_refused_with_a_message(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let folder = tempfile::tempdir().unwrap();
        let refused = witness(2, folder.path()).add_checkpoint(&bytes, SECOND);
        prop_assert_eq!(refused.unwrap_err().status(), 400);
    }

    #[test]
    fn a_damaged_submission_is_refused_unless_the_damage_is_to_what_nobody_signs(
        place in any::<prop::sample::Index>(), bit in 0_u32..8, cut in any::<prop::sample::Index>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (witness, history) = (witness(2, folder.path()), History::of(12));
        witness.add_checkpoint(history.submission(0, 5).as_bytes(), SECOND).unwrap();
        let whole = history.submission(5, 12).into_bytes();
        prop_assert!(witness.add_checkpoint(&whole[..cut.index(whole.len())], SECOND).is_err());
        let mut flipped = whole.clone();
        flipped[place.index(whole.len())] ^= 1 << bit;
        prop_assert!(witness.add_checkpoint(&flipped, SECOND).is_err());
        prop_assert!(witness.add_checkpoint(&whole, SECOND).is_ok());
    }

    #[test]
    fn a_submission_is_read_as_it_was_written(size in 1_u64..12, old in 0_u64..12) {
        let history = History::of(12);
        let body = history.submission(old.min(size), size);
        prop_assert_eq!(Submission::parse(body.as_bytes()).unwrap().to_string(), body);
    }
}
