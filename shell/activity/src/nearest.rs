//! The name that somebody most likely meant.

/// The candidate nearest to `wanted` by edit distance, letters compared without case, where it is near enough to be meant:
/// at most a third of the longer name changed.
pub(crate) fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = normalised(wanted);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 200 && wanted.len() <= 200)
        .map(|candidate| {
            let letters = normalised(candidate);
            (edit_distance(&wanted, &letters), letters.len().max(wanted.len()), candidate)
        })
        .filter(|&(distance, longer, _)| distance * 3 <= longer)
        .min_by_key(|&(distance, _, _)| distance)
        .map(|(_, _, candidate)| candidate)
}

/// `: did you mean 'x'?` as a clause for a message, or nothing.
pub(crate) fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean '{name}'?"))
}

fn normalised(name: &str) -> Vec<char> {
    name.trim().to_lowercase().chars().map(|c| if c == ' ' || c == '-' { '_' } else { c }).collect()
}

/// Levenshtein distance: fewest insertions, deletions and replacements of single characters.
fn edit_distance(a: &[char], b: &[char]) -> usize {
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut left = i + 1;
        let mut diagonal = i;
        for (y, slot) in b.iter().zip(above.iter_mut().skip(1)) {
            let here = (diagonal + usize::from(x != y)).min(left + 1).min(*slot + 1);
            diagonal = std::mem::replace(slot, here);
            left = here;
        }
        if let Some(first) = above.first_mut() {
            *first = i + 1;
        }
    }
    above.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_of_the_textbook_pairs() {
        let d = |a: &str, b: &str| edit_distance(&normalised(a), &normalised(b));
        assert_eq!([d("kitten", "sitting"), d("", "abc"), d("abc", ""), d("same", "same")], [3, 3, 3, 0]);
    }

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let columns = ["org_code", "period", "value"];
        assert_eq!(nearest("Org Code", columns), Some("org_code"));
        assert_eq!(nearest("perod", columns), Some("period"));
        assert_eq!(nearest("population", columns), None);
    }
}
