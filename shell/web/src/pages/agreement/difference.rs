//! What changed between two texts: the longest common subsequence of their words or lines.

/// A word or line, and on which side it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'t> {
    /// In both.
    Same(&'t str),
    /// Only in the first.
    Gone(&'t str),
    /// Only in the second.
    New(&'t str),
}

/// The most cells of the table; beyond them the changed part is shown as replaced whole.
const CELLS: usize = 4_000_000;

/// The steps that lead from `before` to `after`: fewest words gone and new, those gone first.
pub(super) fn difference<'t>(before: &[&'t str], after: &[&'t str]) -> Vec<Step<'t>> {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (before, after, same) = (&before[head..], &after[head..], &before[..head]);
    let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let (before, end) = before.split_at(before.len() - tail);
    let (after, _) = after.split_at(after.len() - tail);
    let mut steps: Vec<Step<'t>> = same.iter().map(|it| Step::Same(it)).collect();
    if before.len() * after.len() > CELLS {
        steps.extend(before.iter().map(|it| Step::Gone(it)));
        steps.extend(after.iter().map(|it| Step::New(it)));
    } else {
        steps.extend(changed(before, after));
    }
    steps.extend(end.iter().map(|it| Step::Same(it)));
    steps
}

fn changed<'t>(before: &[&'t str], after: &[&'t str]) -> Vec<Step<'t>> {
    let common = common_lengths(before, after);
    let width = after.len() + 1;
    let (mut row, mut column, mut steps) = (0, 0, Vec::new());
    while row < before.len() && column < after.len() {
        if before[row] == after[column] {
            steps.push(Step::Same(before[row]));
            (row, column) = (row + 1, column + 1);
        } else if common[(row + 1) * width + column] >= common[row * width + column + 1] {
            steps.push(Step::Gone(before[row]));
            row += 1;
        } else {
            steps.push(Step::New(after[column]));
            column += 1;
        }
    }
    steps.extend(before[row..].iter().map(|it| Step::Gone(it)));
    steps.extend(after[column..].iter().map(|it| Step::New(it)));
    steps
}

/// At (row, column): the length of the longest common subsequence of what follows in both.
fn common_lengths(before: &[&str], after: &[&str]) -> Vec<u32> {
    let width = after.len() + 1;
    let mut lengths = vec![0; (before.len() + 1) * width];
    for row in (0..before.len()).rev() {
        for column in (0..after.len()).rev() {
            lengths[row * width + column] = if before[row] == after[column] {
                lengths[(row + 1) * width + column + 1] + 1
            } else {
                lengths[(row + 1) * width + column].max(lengths[row * width + column + 1])
            };
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(before: &str, after: &str) -> String {
        let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
        let (before, after) = (before.to_owned().leak(), after.to_owned().leak());
        let mark = |step: &Step<'_>| match step {
            Step::Same(word) => (*word).to_owned(),
            Step::Gone(word) => format!("-{word}"),
            Step::New(word) => format!("+{word}"),
        };
        difference(&words(before), &words(after)).iter().map(mark).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_that_stay_are_kept_and_the_others_marked() {
        assert_eq!(marked("a b c", "a b c"), "a b c");
        assert_eq!(
            marked("at least two partners", "at least three partners"),
            "at least -two +three partners"
        );
        assert_eq!(marked("a b c d", "b c e d"), "-a b c +e d");
        assert_eq!(marked("a b", "c d"), "-a -b +c +d");
    }

    #[test]
    fn texts_too_large_for_the_table_are_shown_as_replaced() {
        let before: Vec<String> = (0..3_000).map(|n| format!("b{n}")).collect();
        let after: Vec<String> = (0..3_000).map(|n| format!("a{n}")).collect();
        let words = |text: &'static [String]| text.iter().map(String::as_str).collect::<Vec<_>>();
        let steps = difference(&words(before.leak()), &words(after.leak()));
        assert_eq!((steps.len(), steps[0], steps[3_000]), (6_000, Step::Gone("b0"), Step::New("a0")));
    }
}
