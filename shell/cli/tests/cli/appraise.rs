//! The appraisal of the example place, on the command line.

use crate::guide::follow;
use crate::place::Folder;

const GUIDE: &str = include_str!("../../../../docs/guides/appraise.md");

#[test]
fn each_command_of_the_guide_runs_and_what_it_quotes_is_printed() {
    let (commands, excerpts) = follow(GUIDE, &Folder::with_place());
    assert_eq!((commands, excerpts), (2, 1));
}

#[test]
fn an_appraisal_is_shown_by_the_beginning_of_its_id_and_by_no_other() {
    let folder = Folder::with_place();
    assert_eq!(folder.line("demo --dir example --serve never").code, 0);
    let list = folder.line("appraise list --database example/record.db").stdout;
    let id = &list[..8];
    let shown = folder.line(&format!("appraise show {id} --database example/record.db"));
    assert_eq!(shown.code, 0, "{}", shown.stderr);
    let (differ, agree) =
        (shown.stdout.find("Where the two differ"), shown.stdout.find("Where the two agree"));
    assert!(differ.is_some() && differ < agree, "{}", shown.stdout);
    assert!(shown.stdout.contains("Not now, to look again on"), "{}", shown.stdout);
    let none = folder.line("appraise show nothing --database example/record.db");
    assert_eq!(none.code, 2);
    assert!(
        none.stderr.contains("'nothing' is not the beginning of the id of one appraisal"),
        "{}",
        none.stderr
    );
}

#[test]
fn a_place_without_appraisals_says_how_one_is_opened() {
    let folder = Folder::with_place();
    assert_eq!(folder.line("init").code, 0);
    let list = folder.line("appraise list");
    assert!(list.stdout.contains("somebody who is signed in opens one"), "{}", list.stdout);
}

#[test]
fn only_the_host_lists_them() {
    let folder = Folder::with_place();
    assert_eq!(folder.line("init").code, 0);
    let refused = folder.line("appraise list --host elsewhere");
    assert_eq!(refused.code, 3);
    assert!(refused.stderr.contains("the host's key is not here"), "{}", refused.stderr);
}
