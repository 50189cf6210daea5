/// The adjusted p-values of Benjamini and Hochberg (1995, *Journal of the Royal Statistical Society* B 57(1):289–300), in the order given:
/// `q_(i) = min over j ≥ i of p_(j)·m/j`, at most 1. Those at or below q are discoveries of which a share of at most q are false on average.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (rank, at) in order.into_iter().enumerate().rev() {
        least = least.min(p[at] * p.len() as f64 / (rank + 1) as f64);
        adjusted[at] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R 4.x: `p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), "BH")`.
    #[test]
    fn the_adjusted_values_are_those_of_r() {
        let expected = [0.025, 0.05, 0.05, 0.025, 0.5];
        for (found, expected) in benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005, 0.5]).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-15, "{found} for {expected}");
        }
        assert!(benjamini_hochberg(&[]).is_empty());
    }
}
