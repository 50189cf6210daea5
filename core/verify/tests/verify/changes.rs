//! Every change of the bytes is found, and the place named is where it was made.

use commonweal_verify::{Depth, Place, Rule, Trust, Verifier, verify_bundle};
use proptest::prelude::*;

use crate::sample::Sample;
use crate::{first, first_at};

/// The place that each line of the sample holds: 2 lines, 2 checkpoints, 5 entries, 2 blobs, sums, end.
fn places() -> Vec<Place> {
    let mut places = vec![Place::Line(1), Place::Line(2), Place::Checkpoint(1), Place::Checkpoint(2)];
    places.extend((0..5).map(Place::Entry));
    places.extend([Place::Blob(1), Place::Blob(2), Place::Line(12), Place::End]);
    places
}

fn lines(bundle: &[u8]) -> Vec<&[u8]> {
    bundle.split_inclusive(|byte| *byte == b'\n').collect()
}

/// The place holds line `index`, by its own name or, where a change has hidden what it was, by its number.
fn names(place: Place, index: usize) -> bool {
    place == places()[index] || place == Place::Line(index as u64 + 1)
}

fn flipped(bundle: &[u8], byte: usize, bit: u32) -> Vec<u8> {
    let mut changed = bundle.to_vec();
    changed[byte] ^= 1 << bit;
    changed
}

#[test]
fn the_sample_verifies_and_tells_what_it_holds() {
    let verified = verify_bundle(&Sample::begun().bundle(), Trust::default(), Depth::Signatures).unwrap();
    assert_eq!(verified.entries, 5);
    assert_eq!(verified.cosigners, ["witness.example/north", "witness.example/south"]);
    assert_eq!(verified.blobs, 2);
    let keys: Vec<_> = verified.keys.iter().map(|key| (key.of.as_str(), key.added, key.revoked)).collect();
    assert_eq!(keys, [("acute-trust", 1, Some(3)), ("acute-trust", 2, None)]);
    assert_eq!(verified.warnings.len(), 1, "{:?}", verified.warnings);
    assert!(verified.warnings[0].contains("first sight"));
}

/// Every byte, every bit. A flip names its own line, with two exceptions that the format makes: the flip of a line break joins two
/// lines and names the first of them, and that of the last break leaves a bundle that does not end.
#[test]
fn every_flipped_bit_is_found_and_its_line_is_named() {
    let bundle = Sample::begun().bundle();
    let ends: Vec<usize> = lines(&bundle)
        .iter()
        .scan(0, |end, line| {
            *end += line.len();
            Some(*end)
        })
        .collect();
    let check = |byte: usize| {
        let index = ends.partition_point(|end| *end <= byte);
        for bit in 0..8 {
            let changed = flipped(&bundle, byte, bit);
            let Some((place, rule)) = first(&changed) else { panic!("byte {byte} bit {bit} is not found") };
            assert!(names(place, index), "byte {byte} bit {bit} of line {}: {place}, {rule}", index + 1);
        }
    };
    let check = &check;
    std::thread::scope(|scope| {
        for part in 0..2 {
            let length = bundle.len();
            scope.spawn(move || (part..length).step_by(2).for_each(check));
        }
    });
}

#[test]
fn without_signatures_a_flip_inside_an_entry_is_still_found_by_name() {
    let bundle = Sample::begun().bundle();
    let start: usize = lines(&bundle)[..6].iter().map(|line| line.len()).sum();
    let length = lines(&bundle)[6].len() - 1;
    for byte in start..start + length {
        let finding = first_at(&flipped(&bundle, byte, 0), Depth::Hashes).unwrap();
        assert!(names(finding.place, 6), "byte {byte}: {finding}");
    }
}

#[test]
fn the_time_of_an_entry_which_nobody_signs_is_found_by_its_sum() {
    let text = String::from_utf8(Sample::begun().bundle()).unwrap();
    let changed = text.replacen("T00:02:00Z", "T00:02:30Z", 1);
    assert_eq!(first(changed.as_bytes()), Some((Place::Entry(2), Rule::LineChanged)));
}

#[test]
fn every_removed_line_is_found_where_it_stood() {
    let bundle = Sample::begun().bundle();
    let lines = lines(&bundle);
    for removed in 0..lines.len() {
        let rest: Vec<&[u8]> =
            lines.iter().enumerate().filter(|(index, _)| *index != removed).map(|(_, line)| *line).collect();
        let (place, rule) = first(&rest.concat()).unwrap_or_else(|| panic!("line {}", removed + 1));
        // What moved up has its own name where its kind can be told.
        let moved = match removed {
            2 => place == Place::Checkpoint(1),
            3 => place == Place::Entry(0) || place == Place::Checkpoint(1),
            10..=12 => place == Place::End,
            _ => false,
        };
        assert!(names(place, removed) || moved, "line {}: {place}, {rule}", removed + 1);
    }
}

#[test]
fn every_pair_of_swapped_lines_is_found_at_the_first_of_them() {
    let bundle = Sample::begun().bundle();
    for one in 0..places().len() {
        for other in one + 1..places().len() {
            let mut lines = lines(&bundle);
            lines.swap(one, other);
            let (place, rule) = first(&lines.concat()).unwrap_or_else(|| panic!("{one} {other}"));
            // The line that came may tell its kind, so the place can bear its name: a blob where another stood, the end, an entry.
            let by_kind = matches!((one, other), (3, 4..9)) && place == Place::Entry(0)
                || other == 12 && place == Place::End;
            assert!(names(place, one) || by_kind, "{} with {}: {place}, {rule}", one + 1, other + 1);
        }
    }
}

#[test]
fn every_doubled_line_is_found_at_its_second_appearance() {
    let bundle = Sample::begun().bundle();
    for doubled in 0..places().len() {
        let mut lines = lines(&bundle);
        lines.insert(doubled, lines[doubled]);
        let (place, rule) = first(&lines.concat()).unwrap_or_else(|| panic!("line {}", doubled + 1));
        let next = places().get(doubled + 1).copied();
        let second = match doubled {
            3 => Some(Place::Checkpoint(3)),
            8 => Some(Place::Line(10)),
            10 => Some(Place::Blob(3)),
            _ => next,
        };
        let line = Place::Line(doubled as u64 + 2);
        assert!(place == line || Some(place) == second, "line {}: {place}, {rule}", doubled + 1);
    }
}

#[test]
fn every_truncation_is_found_at_the_broken_line_or_at_the_end() {
    let bundle = Sample::begun().bundle();
    let mut before = 0;
    for (index, line) in lines(&bundle).iter().enumerate() {
        for kept in 0..line.len() {
            let (place, rule) = first(&bundle[..before + kept]).unwrap();
            let broken_off = kept > 0 && kept < line.len() - 1 && names(place, index);
            let whole = (kept == 0 || kept == line.len() - 1) && (place, rule) == (Place::End, Rule::Cut);
            assert!(broken_off || whole, "line {} after {kept} bytes: {place}, {rule}", index + 1);
        }
        before += line.len();
    }
}

#[test]
fn a_changed_sum_and_a_changed_end_are_told_from_a_changed_line() {
    let text = String::from_utf8(Sample::begun().bundle()).unwrap();
    let (content, tail) = text.split_at(text.find("{\"sums\"").unwrap());
    let digit = tail.find(",\"").unwrap() + 2;
    let mut sums = tail.to_owned();
    sums.replace_range(digit..=digit, if &tail[digit..=digit] == "0" { "1" } else { "0" });
    assert_eq!(first(format!("{content}{sums}").as_bytes()), Some((Place::Line(12), Rule::Sums)));
    let hash = tail.find("sha256").unwrap() + 9;
    let mut end = tail.to_owned();
    end.replace_range(hash..=hash, if &tail[hash..=hash] == "0" { "1" } else { "0" });
    assert_eq!(first(format!("{content}{end}").as_bytes()), Some((Place::End, Rule::End)));
}

#[test]
fn sums_of_more_than_one_line_name_the_line_of_sums_that_changed() {
    let mut sample = Sample::begun();
    for number in 0..600 {
        let lesson = crate::sample::fact("acute-trust", &crate::writer::key(3), &format!("{number}"));
        sample.log.push(&lesson);
    }
    let bundle = sample.bundle();
    assert_eq!(first(&bundle), None);
    let lines = lines(&bundle);
    assert_eq!(lines.len(), 611 + 3 + 1);
    for (index, place) in [(611, 612), (612, 613), (613, 614)] {
        let mut changed: Vec<Vec<u8>> = lines.iter().map(|line| line.to_vec()).collect();
        changed[index][20] ^= 1 << 3;
        let (found, _) = first(&changed.concat()).unwrap();
        assert_eq!(found, Place::Line(place));
        let mut removed = lines.clone();
        removed.remove(index);
        let (found, rule) = first(&removed.concat()).unwrap();
        assert!(rule == Rule::Sums && (found == Place::Line(place) || found == Place::End), "{found}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(verify_bundle(&bytes, Trust::default(), Depth::Hashes).is_err());
    }

    #[test]
    fn lines_of_a_bundle_in_any_order_and_number_never_panic(
        order in proptest::collection::vec(0_usize..13, 0..20),
        byte in any::<prop::sample::Index>(),
        new in any::<u8>(),
    ) {
        let bundle = Sample::begun().bundle();
        let all = lines(&bundle);
        let mut verifier = Verifier::new(Trust::default(), Depth::Hashes);
        let right = order.iter().copied().eq(0..13);
        for index in order {
            let mut line = all[index].to_vec();
            let at = byte.index(line.len());
            line[at] = new;
            verifier.line(&line);
        }
        prop_assert!(right || verifier.finish().is_err());
    }
}
