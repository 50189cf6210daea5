//! Numbers as people read them: rounded to what the standard error supports, with thousands separators.

use commonweal_evaluate::estimate::Estimate;
use commonweal_evaluate::scale::Scale;

/// Beyond this the digits say nothing and powers of ten are printed.
const LARGEST_PLAIN: f64 = 1e15;
/// Decimals never exceed this; smaller figures are printed as powers of ten.
const MOST_DECIMALS: i32 = 9;

/// How many decimals a figure is printed with; negative for tens, hundreds, thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Precision(i32);

impl Precision {
    /// Exactly this many decimals.
    pub(crate) const fn decimals(decimals: i32) -> Self {
        Self(decimals)
    }

    /// The decimals of the multiples of `step`, where that is 1, 2 or 5 times a power of ten.
    pub(crate) fn of_step(step: f64) -> Self {
        // The steps are products of powers of ten, which may lie a hair below the power meant.
        Self((-floor_log10(step * (1.0 + 1e-9))).max(0))
    }

    /// Two significant digits of `spread`: a standard error of 924 prints tens, one of 0.43 prints hundredths.
    pub(crate) fn of_spread(spread: f64) -> Self {
        if !spread.is_finite() || spread <= 0.0 {
            return Self(2);
        }
        Self(1 - floor_log10(spread))
    }

    /// About one hundredth of the range of `values`, and never coarser than whole numbers: the detail that a chart can show.
    pub(crate) fn of_range(values: impl IntoIterator<Item = f64>) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) =
            finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        let range = high - low;
        if range > 0.0 && range.is_finite() { Self((-floor_log10(range / 100.0)).max(0)) } else { Self(2) }
    }

    /// The precision that the uncertainty of `estimate` supports, on the printed scale (per cent for logarithms).
    ///
    /// The standard error decides; without one, a quarter of the interval; without either, three digits of the estimate.
    pub(crate) fn of_estimate(estimate: &Estimate, scale: Scale) -> Self {
        let quarter = estimate.interval.map(|interval| (interval.upper - interval.lower) / 4.0);
        let usable = |spread: &f64| spread.is_finite() && *spread > 0.0;
        let spread = estimate.standard_error.filter(usable).or_else(|| quarter.filter(usable));
        // On the log scale an error of s moves the printed percentage by about 100·exp(τ)·s.
        let stretch = match scale {
            Scale::Log => 100.0 * estimate.estimate.exp(),
            Scale::Level | Scale::Rate { .. } => 1.0,
        };
        match spread {
            Some(spread) => Self::of_spread(spread * stretch),
            None => Self::of_spread(estimate.estimate.abs() * stretch / 10.0),
        }
    }
}

fn floor_log10(value: f64) -> i32 {
    // The exponent of the scientific form is exact where a logarithm would round 1000 to 2.999….
    format!("{value:e}").split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

/// `value` at `precision`, with a true minus sign and thousands separators; "not a number" where it is none.
pub(crate) fn number(value: f64, precision: Precision) -> String {
    if value.is_nan() {
        return "not a number".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "no upper limit" } else { "no lower limit" }.to_owned();
    }
    let magnitude = value.abs();
    let text = if magnitude >= LARGEST_PLAIN || (precision.0 > MOST_DECIMALS && magnitude > 0.0) {
        powers_of_ten(magnitude)
    } else {
        with_separators(&rounded(magnitude, precision.0.clamp(-15, MOST_DECIMALS)))
    };
    if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        format!("−{text}")
    } else {
        text
    }
}

fn rounded(magnitude: f64, decimals: i32) -> String {
    if let Ok(decimals) = usize::try_from(decimals) {
        format!("{magnitude:.decimals$}")
    } else {
        let step = 10f64.powi(-decimals);
        format!("{:.0}", (magnitude / step).round() * step)
    }
}

fn powers_of_ten(magnitude: f64) -> String {
    let scientific = format!("{magnitude:.2e}");
    scientific.split_once('e').map_or_else(
        || scientific.clone(),
        |(digits, exponent)| format!("{digits} × 10^{}", exponent.replace('-', "−")),
    )
}

fn with_separators(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, f)| (whole, Some(f)));
    let mut grouped = String::with_capacity(text.len() + whole.len() / 3);
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(fraction) = fraction {
        grouped.push('.');
        grouped.push_str(fraction);
    }
    grouped
}

/// A count with thousands separators.
pub(crate) fn count(count: usize) -> String {
    with_separators(&count.to_string())
}

/// A p-value: three decimals below 0.1, two above; "< 0.001" where smaller.
pub(crate) fn p_value(p: f64) -> String {
    if p.is_nan() {
        "not a number".to_owned()
    } else if p < 0.001 {
        "< 0.001".to_owned()
    } else if p < 0.1 {
        format!("{p:.3}")
    } else {
        format!("{p:.2}")
    }
}

/// A share as a percentage: "38%"; one decimal below 10%.
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let decimals = Precision::decimals(i32::from(percent.abs() < 10.0));
    format!("{}%", number(percent, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_error_decides_the_digits() {
        let printed = |value: f64, se: f64| number(value, Precision::of_spread(se));
        assert_eq!(printed(-363.4, 924.2), "−360");
        assert_eq!(printed(-15.603_827, 9.371), "−15.6");
        assert_eq!(printed(1_234_567.8, 1000.0), "1,234,600");
        assert_eq!(printed(0.039_95, 0.012_03), "0.040");
    }

    #[test]
    fn a_negative_figure_that_rounds_to_zero_loses_its_sign() {
        assert_eq!(number(-0.004, Precision::decimals(2)), "0.00");
    }

    #[test]
    fn huge_and_tiny_figures_are_powers_of_ten() {
        assert_eq!(number(-2.5e300, Precision::of_spread(1e298)), "−2.50 × 10^300");
        assert_eq!(number(2.5e-30, Precision::of_spread(1e-31)), "2.50 × 10^−30");
    }

    #[test]
    fn separators_stand_every_three_digits_from_the_point() {
        assert_eq!(number(999.0, Precision::decimals(0)), "999");
        assert_eq!(number(1000.5, Precision::decimals(1)), "1,000.5");
        assert_eq!(count(1_000_000), "1,000,000");
    }

    #[test]
    fn small_p_values_are_not_printed_as_zero() {
        assert_eq!(p_value(0.0001), "< 0.001");
        assert_eq!(p_value(2.0 / 39.0), "0.051");
        assert_eq!(p_value(0.7051), "0.71");
    }
}
