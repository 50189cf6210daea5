//! Our side of `bench/alignment.py`: Krippendorff's ordinal α of many ratings, repeatedly, and what each run took.
//!
//! Usage: `alignment RATERS UNITS REPEATS FILE`. Ratings from 1 to 5, a tenth of them missing, come from a fixed seed and are written to FILE as doubles, unit by unit, NaN where
//! one is missing, for the peer to read. Timed is all from those doubles to α, the same where each is half as much, α alone from the counts by unit, and summing the doubles. One JSON object a run
//! goes to standard output.

use std::error::Error;
use std::hint::black_box;
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
    let halves: Vec<f64> = values.iter().map(|value| value / 2.0).collect();
    for _ in 0..repeats {
        let (alpha, whole, from_counts) = timed(raters, &values)?;
        let (_, in_halves, _) = timed(raters, &halves)?;
        let begun = ProcessTime::now();
        black_box(black_box(&values).iter().fold(0, |sum: u64, value| sum.wrapping_add(value.to_bits())));
        let run = json!({
            "alpha": alpha,
            "cpu_seconds": whole,
            "counts_cpu_seconds": from_counts,
            "halves_cpu_seconds": in_halves,
            "sum_cpu_seconds": begun.elapsed().as_secs_f64(),
        });
        println!("{run}");
    }
    Ok(())
}

/// α, the CPU seconds from doubles to it, and those of them from the counts by unit on.
fn timed(raters: usize, values: &[f64]) -> Result<(f64, f64, f64), Box<dyn Error>> {
    let begun = ProcessTime::now();
    let counts = ValuesByUnits::from_doubles(raters, values)?;
    let read = begun.elapsed().as_secs_f64();
    let alpha = krippendorff_alpha(&counts, Metric::Ordinal)?;
    let whole = begun.elapsed().as_secs_f64();
    Ok((alpha.value, whole, whole - read))
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
