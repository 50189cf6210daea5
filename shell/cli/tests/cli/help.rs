//! Help: every verb has worked examples that can be typed, and says its exit codes.

use std::collections::BTreeSet;

use crate::place::Folder;

fn help(words: &[&str]) -> String {
    let run = Folder::with_place().run(words);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{words:?}");
    run.stdout
}

/// The flags that a verb's help lists, and those of the verbs below it, `--help` apart.
pub(crate) fn flags_of(verb: &str) -> BTreeSet<String> {
    let help_of_verb = help(&[verb, "--help"]);
    let below = named_in(&help_of_verb).into_iter().map(|sub| help(&[verb, &sub, "--help"]));
    let pages: Vec<String> = std::iter::once(help_of_verb.clone()).chain(below).collect();
    let options = pages.iter().map(|help| help.split("Examples:").next().unwrap());
    let lines = options.flat_map(str::lines);
    let listed = lines.filter_map(|line| line.trim_start().strip_prefix("--"));
    listed.map(|flag| flag.split([' ', '[', '=']).next().unwrap().to_owned()).collect()
}

fn verbs() -> Vec<String> {
    named_in(&help(&["--help"]))
}

/// The verbs that a page of help lists; a line that goes on is indented further.
fn named_in(help: &str) -> Vec<String> {
    let Some(list) = help.split("Commands:\n").nth(1) else { return Vec::new() };
    let lines = list.split("\n\n").next().unwrap().lines().filter_map(|line| line.strip_prefix("  "));
    let names = lines.filter(|line| !line.starts_with(' ')).filter_map(|line| line.split_whitespace().next());
    names.filter(|&name| name != "help").map(str::to_owned).collect()
}

#[test]
fn every_verb_has_examples_and_exit_codes() {
    let verbs = verbs();
    assert!(verbs.contains(&"evaluate".to_owned()) && verbs.contains(&"demo".to_owned()), "{verbs:?}");
    for words in verbs.iter().map(|verb| vec![verb.as_str(), "--help"]).chain([vec!["--help"]]) {
        let help = help(&words);
        let (_, after) = help.split_once("Examples:").unwrap_or_else(|| panic!("{words:?} has no examples"));
        assert!(after.contains("\n  commonweal "), "{words:?}: {after}");
        let (_, codes) =
            after.split_once("Exit codes:").unwrap_or_else(|| panic!("{words:?} has no exit codes"));
        for code in 0..=2 {
            assert!(codes.contains(&format!("\n  {code}  ")), "{words:?}: {codes}");
        }
    }
}

#[test]
fn examples_use_only_flags_that_there_are_and_fit_a_terminal() {
    for verb in verbs() {
        let flags = flags_of(&verb);
        let help = help(&[&verb, "--help"]);
        let (_, examples) = help.split_once("Examples:").unwrap();
        for word in examples.split_whitespace().filter_map(|word| word.strip_prefix("--")) {
            assert!(flags.contains(word) || word == "help", "{verb} has no --{word}");
        }
    }
    for line in help(&["evaluate", "--help"]).lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}
