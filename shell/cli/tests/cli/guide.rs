//! The guides of the analyst and of the record's keeper: their commands run, what they quote is printed; the analyst's table has every flag.

use std::collections::BTreeSet;

use crate::help::flags_of;
use crate::place::Folder;

const GUIDE: &str = include_str!("../../../../docs/guides/evaluate.md");
const RECORD: &str = include_str!("../../../../docs/guides/record.md");

/// Fenced blocks, each with its language.
fn blocks(guide: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    guide.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'))
}

/// Runs every command of a guide in order, and looks for each excerpt in what the command before it printed; how many there were. A block with a
/// file's name beside its language is that file.
pub(crate) fn follow(guide: &'static str, folder: &Folder) -> (usize, usize) {
    let (mut commands, mut excerpts, mut printed) = (0, 0, String::new());
    for (language, block) in blocks(guide) {
        match language {
            "sh" => {
                for line in block.replace("\\\n", " ").lines() {
                    let run = folder.line(line.strip_prefix("commonweal ").unwrap());
                    assert_eq!(run.code, 0, "{line}: {}", run.stderr);
                    printed = run.stdout;
                    commands += 1;
                }
            }
            "text" => {
                for line in block.lines() {
                    assert!(printed.contains(line), "'{line}' is not in: {printed}");
                    excerpts += 1;
                }
            }
            file => {
                if let Some((_, name)) = file.split_once(' ') {
                    folder.write(name, block);
                }
            }
        }
    }
    (commands, excerpts)
}

#[test]
fn each_command_of_the_analyst_runs_and_each_excerpt_is_printed() {
    let (commands, excerpts) = follow(GUIDE, &Folder::with_place());
    assert!(commands >= 8 && excerpts >= 3, "{commands} commands, {excerpts} lines of excerpts");
}

#[test]
fn each_command_of_the_record_s_keeper_runs_and_each_excerpt_is_printed() {
    let folder = Folder::with_place();
    folder.write("minutes.txt", "We met.");
    let (commands, excerpts) = follow(RECORD, &folder);
    assert!(commands >= 30 && excerpts >= 4, "{commands} commands, {excerpts} lines of excerpts");
}

#[test]
fn the_protocol_shown_asks_what_the_demo_s_asks() {
    let folder = Folder::with_place();
    assert_eq!(folder.line("demo --dir example").code, 0);
    let (_, shown) = blocks(GUIDE).find(|(language, _)| *language == "toml").unwrap();
    folder.write("example/shown.toml", shown);
    let figures = |protocol: &str| folder.line(&format!("evaluate {protocol} --format csv")).stdout;
    assert_eq!(figures("example/shown.toml"), figures("example/protocol.toml"));
}

#[test]
fn the_table_has_every_flag_and_no_other() {
    let table = GUIDE.split("## Every flag and key").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.map(str::to_owned).collect::<BTreeSet<_>>(), flags_of("evaluate"));
}
