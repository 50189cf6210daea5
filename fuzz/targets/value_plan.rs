//! Any text, read as a plan, gives a plan or a message; what can be valued adds up to the penny, and no draw is lost.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use commonweal_value::import::import;
use commonweal_value::parameters::Parameters;
use commonweal_value::plan::Plan;
use commonweal_value::valuation::value;
use libfuzzer_sys::fuzz_target;

static PUBLISHED: LazyLock<Parameters> = LazyLock::new(|| Parameters::published().expect("the figures that come with the program"));

fuzz_target!(|input: &[u8]| {
    let Ok(text) = std::str::from_utf8(input) else { return };
    if let Err(error) = import("own.csv", text) {
        assert!(!error.to_string().is_empty());
    }
    if let Err(error) = PUBLISHED.clone().with_file("own.toml", text) {
        assert!(!error.to_string().is_empty());
    }
    let mut plan = match Plan::from_toml(text) {
        Ok(plan) => plan,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    plan.draws = Some(100);
    match plan.build(text, &PUBLISHED, &BTreeMap::new()) {
        Ok(built) if built.model.lines.len() <= 20 => {
            let valuation = value(&built);
            let central = &valuation.central;
            let nets: i128 = central.pockets.iter().map(|pocket| i128::from(pocket.net_pence)).sum();
            assert_eq!(nets, i128::from(central.npsv_pence));
            assert!((0.0..=1.0).contains(&valuation.drawn.probability_benefits_exceed_costs));
            assert!(valuation.drawn.evpi >= 0.0 && valuation.drawn.npsv.mean.is_finite());
        }
        Ok(_) => {}
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
