//! Names come from files that somebody else wrote: none may steer the terminal.

use crate::place::{Folder, panel};

const HOSTILE: &str = "Salt\u{1b}[31mmere\u{1b}]0;owned\u{7}\u{9b}1m\u{202e}";
const WRITTEN_OUT: &str = r"Salt\u{1b}[31mmere\u{1b}]0;owned\u{7}\u{9b}1m\u{202e}";

fn hostile_place() -> Folder {
    let folder = Folder::with_place();
    folder
        .write("panel.csv", panel().replace("Saltmere", HOSTILE).replace("Ambershaw", "Amber\u{1b}[2Jshaw"));
    folder
}

#[test]
fn the_text_writes_control_characters_out() {
    let run = hostile_place().run(&["evaluate", "protocol.toml", "--treated", HOSTILE]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.contains(WRITTEN_OUT), "{}", run.stdout);
    assert!(run.stdout.contains(r"Amber\u{1b}[2Jshaw"), "{}", run.stdout);
    assert!(!run.stdout.contains(|c: char| c.is_control() && c != '\n'));
    assert!(!run.stdout.contains('\u{202e}'));
}

#[test]
fn the_json_holds_the_name_but_no_control_character() {
    let run = hostile_place().run(&["evaluate", "protocol.toml", "--treated", HOSTILE, "--format", "json"]);
    assert_eq!(run.json()["panel"]["treated"][0], HOSTILE);
    assert!(!run.stdout.contains(|c: char| c.is_control() && c != '\n'));
}

#[test]
fn messages_write_control_characters_out_even_where_colour_is_forced() {
    let folder = hostile_place();
    let colour = [("CLICOLOR_FORCE", "1")];
    for arguments in [
        ["evaluate", "protocol.toml", "--treated", "Amber[2Jshaw"],
        ["evaluate", "protocol.toml", "--treated", "Salt\u{1b}[31mmeer"],
        ["evaluate", "protocol.toml", "--unit", "\u{1b}[31mplace"],
        ["evaluate", "protocol.toml", "--where", "place=\u{1b}[31mSaltmere"],
    ] {
        let run = folder.run_with(&colour, &arguments);
        assert!((2..=4).contains(&run.code), "{}", run.stderr);
        let (label, message) = run.stderr.split_once("error:").unwrap();
        assert!(label.contains('\u{1b}'), "colour was forced");
        let message = message.trim_start_matches("\u{1b}[0m");
        assert!(!message.contains(|c: char| c.is_control() && c != '\n'), "{message:?}");
        assert!(message.contains(r"\u{1b}["), "{message}");
    }
}
