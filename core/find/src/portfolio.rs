//! A portfolio of partnerships by style, and when it is too narrow.

/// The styles, in the order in which they are told.
pub const STYLES: [&str; 3] = ["mirror", "integration", "upstream"];

/// Partnerships from which it is worth saying that one style is missing.
const WORTH_SAYING: usize = 3;

/// How many partnerships are of each style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portfolio {
    counts: [usize; STYLES.len()],
}

impl Portfolio {
    /// Of the styles of partnerships; a word that is no style counts for none.
    pub fn of<'s>(styles: impl IntoIterator<Item = &'s str>) -> Self {
        let mut counts = [0; STYLES.len()];
        for style in styles {
            if let Some(place) = STYLES.iter().position(|it| *it == style) {
                counts[place] += 1;
            }
        }
        Self { counts }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each style with how many are of it and their share in per cent: "7 mirror (70%)".
    pub fn shares(&self) -> Vec<String> {
        let all = self.len().max(1) as f64;
        let share =
            |(style, count): (&str, usize)| format!("{count} {style} ({:.0}%)", 100.0 * count as f64 / all);
        STYLES.into_iter().zip(self.counts).map(share).collect()
    }

    /// What is to be said of each style that a portfolio of some size lacks.
    pub fn missing(&self) -> Vec<&'static str> {
        let said = [
            "None of these is a mirror partnership: nobody here shares what bodies of the same kind each have.",
            "None of these is an integration partnership: nobody here works with an unlike body for the same people.",
            "None of these is upstream: nobody here works with those whom people met before they needed the service.",
        ];
        let lacks = self.len() >= WORTH_SAYING;
        self.counts
            .into_iter()
            .zip(said)
            .filter(|(count, _)| lacks && *count == 0)
            .map(|(_, said)| said)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_mirror_partnerships_are_told_that_they_have_no_upstream_one() {
        let ten = Portfolio::of(["mirror"; 10]);
        assert!(ten.missing().iter().any(|words| words.contains("upstream")), "{:?}", ten.missing());
        assert_eq!(ten.shares(), ["10 mirror (100%)", "0 integration (0%)", "0 upstream (0%)"]);
        assert_eq!(Portfolio::of(STYLES).missing(), [""; 0]);
    }

    #[test]
    fn two_partnerships_are_too_few_to_be_told_and_a_stranger_s_word_is_no_style() {
        assert_eq!(Portfolio::of(["mirror"; 2]).missing(), [""; 0]);
        assert_eq!(Portfolio::of(["mirror", "board"]).len(), 1);
        assert!(Portfolio::of([]).is_empty());
    }
}
