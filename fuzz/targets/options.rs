//! Any text, read as options, gives them or a message; what can be appraised has a decision, ranks from 1, and probabilities that add up.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use commonweal_value::options::{OptionsFile, appraise};
use commonweal_value::parameters::Parameters;
use libfuzzer_sys::fuzz_target;

static PUBLISHED: LazyLock<Parameters> = LazyLock::new(|| Parameters::published().expect("the figures that come with the program"));

fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let mut file = match OptionsFile::from_toml(text) {
        Ok(file) => file,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    file.draws = Some(100);
    match file.build(text, &PUBLISHED, &BTreeMap::new()) {
        Ok(built) if built.options.iter().all(|option| option.model.lines.len() <= 20) => {
            let found = appraise(&built);
            let standings: Vec<_> = found.options.iter().filter_map(|option| option.standing).collect();
            let sum: f64 = standings.iter().map(|standing| standing.probability_best).sum();
            assert!(standings.is_empty() || (sum - 1.0).abs() < 1e-6, "{sum}");
            assert!(standings.is_empty() || standings.iter().any(|standing| standing.rank == 1));
            assert!(standings.iter().all(|standing| standing.expected_regret >= 0.0));
            assert!(found.evpi >= 0.0 && found.options.iter().all(|option| option.npsv.mean.is_finite()));
        }
        Ok(_) => {}
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
