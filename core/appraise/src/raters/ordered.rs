//! Agreement on one question with an ordered scale, from how often each category was chosen.
//!
//! Frequencies are counts or shares of the categories of the scale in their order, those that nobody chose included.

use super::Undefined;

/// Van der Eijk's A: −1 where half stand at either end, 0 where all categories are chosen alike, 1 where all choose one.
///
/// The frequencies are cut into layers in which each category is there or not. A layer with S of K categories has the agreement
/// U·(1 − (S − 1)/(K − 1)), with U = ((K − 2)·T₁ − (K − 1)·T₂)/((K − 2)(T₁ + T₂)), T₁ being the triples of categories with two neighbours in the
/// order (110, 011) and T₂ those with a gap (101); layers are weighted by their answers (van der Eijk 2001, "Measuring agreement in ordered rating scales",
/// *Quality & Quantity* 35:325–341, pp. 329–333).
///
/// # Errors
/// [`Undefined`]: no answers, fewer than three categories, a frequency below nought.
pub fn agreement_a(frequencies: &[f64]) -> Result<f64, Undefined> {
    let total = checked(frequencies, 3)?;
    let mut heights: Vec<f64> = frequencies.to_vec();
    heights.sort_by(f64::total_cmp);
    let mut sum = 0.0;
    let mut ground = 0.0;
    for height in heights {
        if height > ground {
            let there = || frequencies.iter().map(|frequency| *frequency > ground);
            let chosen = there().filter(|there| *there).count() as f64;
            sum += (height - ground) * chosen * of_pattern(there(), chosen, frequencies.len() as f64);
            ground = height;
        }
    }
    Ok(sum / total)
}

/// U·(1 − (S − 1)/(K − 1)). Of the S(S − 1)/2 pairs each makes a triple with every category that is not there; those around it leave a gap.
fn of_pattern(there: impl Iterator<Item = bool>, chosen: f64, categories: f64) -> f64 {
    let (mut before, mut gaps) = (0.0, 0.0);
    for there in there {
        if there {
            before += 1.0;
        } else {
            gaps += before * (chosen - before);
        }
    }
    let neighbours = chosen * (chosen - 1.0) / 2.0 * (categories - chosen) - gaps;
    let unimodality = if neighbours + gaps > 0.0 {
        ((categories - 2.0) * neighbours - (categories - 1.0) * gaps)
            / ((categories - 2.0) * (neighbours + gaps))
    } else {
        1.0
    };
    unimodality * (1.0 - (chosen - 1.0) / (categories - 1.0))
}

/// Polarisation: (1 − A)/2, from 0 where all choose one category to 1 where half stand at either end.
///
/// # Errors
/// As [`agreement_a`].
pub fn polarisation(frequencies: &[f64]) -> Result<f64, Undefined> {
    Ok((1.0 - agreement_a(frequencies)?) / 2.0)
}

/// Tastle and Wierman's consensus: 1 + Σ pᵢ log₂(1 − |i − μ|/(K − 1)), μ = Σ pᵢ i; 1 where all choose one category, 0 where half stand at either end
/// (Tastle and Wierman 2007, "Consensus and dissention: a measure of ordinal dispersion", *International Journal of Approximate Reasoning* 45:531–545,
/// p. 535).
///
/// # Errors
/// [`Undefined`]: no answers, fewer than two categories, a frequency below nought.
pub fn consensus(frequencies: &[f64]) -> Result<f64, Undefined> {
    let total = checked(frequencies, 2)?;
    let chosen =
        || frequencies.iter().enumerate().filter(|(_, f)| **f > 0.0).map(|(i, f)| (i as f64, f / total));
    let mean: f64 = chosen().map(|(place, share)| place * share).sum();
    let width = (frequencies.len() - 1) as f64;
    Ok(1.0 + chosen().map(|(place, share)| share * (1.0 - (place - mean).abs() / width).log2()).sum::<f64>())
}

/// Leik's D: 2 Σ dᵢ/(K − 1), dᵢ = min(Fᵢ, 1 − Fᵢ) of the cumulative shares; 0 where all choose one category, 1 where half stand at either end (Leik 1966, "A
/// measure of ordinal consensus", *Pacific Sociological Review* 9:85–90, p. 86).
///
/// # Errors
/// [`Undefined`]: no answers, fewer than two categories, a frequency below nought.
pub fn leik_d(frequencies: &[f64]) -> Result<f64, Undefined> {
    let total = checked(frequencies, 2)?;
    let (mut cumulative, mut sum) = (0.0, 0.0);
    for frequency in &frequencies[..frequencies.len() - 1] {
        cumulative += frequency / total;
        sum += cumulative.min(1.0 - cumulative);
    }
    Ok(2.0 * sum / (frequencies.len() - 1) as f64)
}

/// The sum of the frequencies, where they are some and belong to enough categories.
pub(super) fn checked(frequencies: &[f64], needed: usize) -> Result<f64, Undefined> {
    if frequencies.len() < needed {
        return Err(Undefined::FewCategories { categories: frequencies.len(), needed });
    }
    if let Some(at) = frequencies.iter().position(|frequency| !(frequency.is_finite() && *frequency >= 0.0)) {
        return Err(Undefined::Frequency { category: at + 1 });
    }
    let total: f64 = frequencies.iter().sum();
    if total > 0.0 { Ok(total) } else { Err(Undefined::NoRatings) }
}

#[cfg(test)]
mod tests;
