//! The name that somebody most likely meant.

/// The candidate nearest to `wanted`, letters compared without case and spaces, hyphens and underscores alike, where it is near
/// enough to be meant: at most a third of the longer name changed. The first of equals.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Longer texts are no names.
    const LONGEST: usize = 200;
    let wanted = normalised(wanted);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST && wanted.len() <= LONGEST)
        .map(|candidate| {
            let name = normalised(candidate);
            let longer = name.chars().count().max(wanted.chars().count());
            (strsim::osa_distance(&wanted, &name), longer, candidate)
        })
        .filter(|&(distance, longer, _)| distance * 3 <= longer)
        .min_by_key(|&(distance, _, _)| distance)
        .map(|(_, _, candidate)| candidate)
}

/// `; did you mean 'x'?` as a clause for a message, or nothing.
pub fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("; did you mean '{name}'?"))
}

fn normalised(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        let columns = ["org_code", "period", "value"];
        assert_eq!(nearest("Org Code", columns), Some("org_code"));
        assert_eq!(nearest("perod", columns), Some("period"));
        assert_eq!(nearest("population", columns), None);
    }

    #[test]
    fn two_letters_swapped_are_one_slip() {
        assert_eq!(nearest("cuont", ["count"]), Some("count"));
    }

    #[test]
    fn the_nearer_of_two_is_taken_and_long_texts_are_left_alone() {
        assert_eq!(nearest("Brindel Vale", ["Brindle Dale", "Brindle Vale"]), Some("Brindle Vale"));
        assert_eq!(nearest(&"x".repeat(300), [&*"x".repeat(300)]), None);
        assert_eq!(suggestion(Some("value")), "; did you mean 'value'?");
    }
}
