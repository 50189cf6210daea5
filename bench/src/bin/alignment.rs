//! Our side of `bench/alignment.py`: Krippendorff's ordinal α of many ratings, repeatedly, and what each run took.
//!
//! Usage: `alignment RATERS UNITS REPEATS FILE`. Ratings from 1 to 5, a tenth of them missing, come from a fixed seed and are written to FILE as doubles, unit by unit, NaN where
//! one is missing, for the peer to read. Timed is all from those doubles to α, and α alone from the counts by unit. One JSON object a run goes to standard output.

use std::error::Error;
use std::io::Write;

use commonweal_appraise::raters::ValuesByUnits;
use commonweal_appraise::raters::alpha::{Metric, krippendorff_alpha};
use cpu_time::ProcessTime;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde_json::json;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [raters, units, repeats, file] = arguments.as_slice() else {
        return Err("usage: alignment RATERS UNITS REPEATS FILE".into());
    };
    let (raters, units, repeats): (usize, usize, usize) = (raters.parse()?, units.parse()?, repeats.parse()?);
    let values = ratings(raters, units);
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    for value in &values {
        out.write_all(&value.to_le_bytes())?;
    }
    out.flush()?;
    for _ in 0..repeats {
        let begun = ProcessTime::now();
        let counts = ValuesByUnits::from_doubles(raters, &values)?;
        let read = begun.elapsed();
        let alpha = krippendorff_alpha(&counts, Metric::Ordinal)?;
        let whole = begun.elapsed();
        let run = json!({
            "cpu_seconds": whole.as_secs_f64(),
            "alpha_cpu_seconds": whole.as_secs_f64() - read.as_secs_f64(),
            "alpha": alpha.value,
        });
        println!("{run}");
    }
    Ok(())
}

/// Each unit has a middle, from which each rater strays.
fn ratings(raters: usize, units: usize) -> Vec<f64> {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut values = Vec::with_capacity(raters * units);
    for _ in 0..units {
        let middle: f64 = random.random_range(1.0..5.0);
        for _ in 0..raters {
            let rating: f64 = middle + random.random_range(-1.5..1.5);
            let missing = random.random_range(0.0..1.0) < 0.1;
            values.push(if missing { f64::NAN } else { rating.round().clamp(1.0, 5.0) });
        }
    }
    values
}
