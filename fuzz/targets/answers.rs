//! Any text, read as answers of two bodies, gives them or a message; what can be compared is read, and nothing shown is less than the minimum group.
#![no_main]

use commonweal_appraise::alignment::file::sides_from_csv;
use commonweal_appraise::alignment::{Terms, align};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Some((&least, text)) = input.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let sides = match sides_from_csv(text) {
        Ok(sides) => sides,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let minimum_group = usize::from(least % 6);
    let terms = Terms { minimum_group, draws: 20, ..Terms::default() };
    let found = align([&sides[0], &sides[1]], &terms);
    for compared in &found.comparison.questions {
        for side in &compared.sides {
            assert!(usize::try_from(side.answered).is_ok_and(|answered| answered >= minimum_group));
            assert_eq!(side.answered, side.counts.iter().sum::<u32>());
            assert!(side.mean.is_some_and(|mean| (1.0..=5.0).contains(&mean)));
            assert!(side.agreement.value().is_some_and(|agreement| (-1.0 - 1e-9..=1.0 + 1e-9).contains(agreement)));
        }
    }
    let finite = |value: f64| assert!(value.is_finite());
    found.criteria.iter().filter_map(|criterion| criterion.value).for_each(finite);
    found.margins.iter().flatten().for_each(|(_, margin)| finite(*margin));
    found.comparison.areas.iter().filter_map(|area| area.alpha.value().copied()).for_each(finite);
});
