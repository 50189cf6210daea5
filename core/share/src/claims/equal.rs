//! Constrained equal awards.

/// `min(claim_i`, λ) with λ such that the awards add up to the estate, which is at most the sum of the claims.
///
/// From the smallest claim upwards: whoever claims less than an equal part of what is left gets the claim; once one does not, all others
/// get equal parts.
pub(super) fn awards(claims: &[f64], estate: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|a, b| claims[*a].total_cmp(&claims[*b]));
    let (mut left, mut awards) = (estate, vec![0.0; claims.len()]);
    for (served, body) in order.iter().enumerate() {
        let equal = left / (claims.len() - served) as f64;
        awards[*body] = claims[*body].min(equal);
        left -= awards[*body];
    }
    awards
}
