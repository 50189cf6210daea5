//! The nearest name there is, for a name that is not.

/// The name most like `wanted`: equal but for case and spaces, else the smallest edit distance, if small.
pub(super) fn nearest_name(wanted: &str, names: &[String]) -> Option<String> {
    let limit = (wanted.chars().count() / 3).max(1);
    names
        .iter()
        .map(|name| (edit_distance(&wanted.trim().to_lowercase(), &name.to_lowercase()), name))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, name)| name.clone())
}

/// Levenshtein distance in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_name_and_a_stranger_finds_none() {
        let names = ["Ashmere".to_owned(), "Brindle Vale".to_owned()];
        assert_eq!(nearest_name("ashmere ", &names), Some("Ashmere".to_owned()));
        assert_eq!(nearest_name("Brindel Vale", &names), Some("Brindle Vale".to_owned()));
        assert_eq!(nearest_name("Castleford", &names), None);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
    }
}
