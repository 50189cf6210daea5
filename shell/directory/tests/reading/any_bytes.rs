use std::fmt::Write as _;

use commonweal_directory::{Form, read};
use proptest::prelude::*;

use crate::reading;

const FORMS: [Form; 7] = [
    Form::Ods,
    Form::OdsApi,
    Form::OpenReferral,
    Form::Councils,
    Form::OrgIdLists,
    Form::Successions,
    Form::Table,
];

proptest! {
    #[test]
    fn any_bytes_give_entries_or_a_place_and_a_sentence(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn any_quotes_and_breaks_give_entries_or_a_place_and_a_sentence(text in "[a-zR1,\"\n\r{}:\\[\\]]{0,200}") {
        check(text.as_bytes());
    }

    /// With rows that are right and quotes that are strewn among them, each right row on a line of its own is still read.
    #[test]
    fn rows_that_are_right_are_read_whatever_stands_between(junk in proptest::collection::vec("[a-z, ]{0,10}", 0..5)) {
        let mut text = String::new();
        for (at, junk) in junk.iter().enumerate() {
            text.push_str(junk);
            writeln!(text, "\nR{at:02},NAME,,,,,,,,,,").unwrap();
        }
        let directory = read(text.as_bytes(), Form::Ods, &reading("GB-NHS"));
        prop_assert_eq!(directory.entries.len(), junk.len());
    }
}

fn check(bytes: &[u8]) {
    for form in FORMS {
        for wrong in read(bytes, form, &reading("x")).wrong {
            assert!(wrong.at.line > 0 && wrong.at.column > 0 && wrong.to_string().len() > 20, "{wrong}");
        }
    }
}
