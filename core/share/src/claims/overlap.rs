//! The minimal-overlap rule.

/// Each part of the estate is divided equally among its claimants, where the claims are laid on the estate so as to overlap least.
///
/// Claims are first cut to the estate. With t such that Σ `max(c_i` − t, 0) = E − t, what each claims above t is laid side by side with no overlap; the rest
/// `min(c_i`, t) are nested, and nested claims c₁ ≤ … ≤ `c_n` give Σ_{k≤i} (`c_k` − c_{k−1})/(n − k + 1), the rule of Ibn Ezra. Where one claims the whole
/// estate, all are nested. B. O'Neill, "A problem of rights arbitration from the Talmud", Mathematical Social Sciences 2 (1982), 345–371.
pub(super) fn minimal(claims: &[f64], estate: f64) -> Vec<f64> {
    let claims: Vec<f64> = claims.iter().map(|claim| claim.min(estate)).collect();
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|a, b| claims[*a].total_cmp(&claims[*b]));
    let nested_up_to = nested_up_to(&order.iter().map(|body| claims[*body]).collect::<Vec<f64>>(), estate);
    let mut awards = vec![0.0; claims.len()];
    let (mut part, mut below) = (0.0, 0.0);
    for (at, body) in order.iter().enumerate() {
        let nested = claims[*body].min(nested_up_to);
        part += (nested - below) / (claims.len() - at) as f64;
        below = nested;
        awards[*body] = part + (claims[*body] - nested);
    }
    awards
}

/// The t of [`minimal`], for claims in ascending order.
fn nested_up_to(sorted: &[f64], estate: f64) -> f64 {
    let mut above: f64 = sorted.iter().sum();
    let mut from = 0.0;
    for (at, claim) in sorted.iter().enumerate() {
        let more_than_one = (sorted.len() - at - 1) as f64;
        if more_than_one > 0.0 {
            let t = ((above - estate) / more_than_one).max(from);
            if t <= *claim {
                return t;
            }
        }
        above -= claim;
        from = *claim;
    }
    estate
}
