//! Protocol files that cannot be used.

use crate::corpus::{Case, answers, case};
use crate::place::{Folder, PROTOCOL};

const CASES: &[Case] = &[
    case(2, "no such file", "evaluate none.toml"),
    case(2, "a folder", "evaluate folder"),
    case(2, "the data in the place of the protocol", "evaluate panel.csv"),
    case(2, "a binary file", "evaluate binary.toml"),
    case(2, "a huge file", "evaluate huge.toml"),
    case(2, "an empty file", "evaluate empty.toml"),
    case(2, "another way of writing keys", "evaluate colon.toml"),
    case(2, "a list never closed", "evaluate unclosed.toml"),
    case(2, "a text never closed", "evaluate text.toml"),
    case(2, "a path with backslashes", "evaluate backslash.toml"),
    case(2, "lists inside lists without end", "evaluate deep.toml"),
    case(2, "a key misspelt", "evaluate misspelt.toml"),
    case(2, "a key with an underscore", "evaluate underscore.toml"),
    case(2, "a key of another program", "evaluate stranger.toml"),
    case(2, "a key twice", "evaluate twice.toml"),
    case(2, "a number in words", "evaluate level.toml"),
    case(2, "a truth in words", "evaluate log.toml"),
    case(2, "a negative seed", "evaluate seed.toml"),
    case(2, "a list where one text stands", "evaluate unit.toml"),
    case(2, "a truth where units stand", "evaluate exclude.toml"),
    case(2, "a filter that is a number", "evaluate where.toml"),
    case(2, "a period without quotes", "evaluate period.toml"),
    case(2, "a text without quotes", "evaluate quotes.toml"),
    case(2, "a month that the calendar has not", "evaluate calendar.toml"),
    case(2, "a method that there is not", "evaluate method.toml"),
    case(2, "keys that exclude one another", "evaluate conflict.toml"),
    case(2, "an escape sequence in a wrong line", "evaluate escape.toml"),
    case(3, "data that does not stand beside the protocol", "evaluate folder/elsewhere.toml"),
];

#[test]
fn a_wrong_protocol_is_answered_with_its_line_and_what_to_write() {
    let folder = Folder::with_place();
    std::fs::create_dir(folder.path("folder")).unwrap();
    folder.write("folder/elsewhere.toml", PROTOCOL);
    folder.write("binary.toml", b"\x89PNG\r\n\x1a\n\xff\x00");
    folder.write("huge.toml", "# nothing\n".repeat(200_000));
    for (name, text) in [
        ("empty", ""),
        ("colon", "unit: place\n"),
        ("unclosed", "treated = [\"Saltmere\"\nfrom = \"2021-07\"\n"),
        ("text", "title = \"Saltmere\n"),
        ("backslash", "data = \"C:\\data\\panel.csv\"\n"),
        ("deep", &format!("x = {}", "[".repeat(5_000))),
    ] {
        folder.write(&format!("{name}.toml"), text);
    }
    for (name, line) in [
        ("misspelt", "tretaed = \"Ambershaw\""),
        ("underscore", "max_jump = 0.5"),
        ("stranger", "algorithm = \"sdid\""),
        ("twice", "treated = \"Ambershaw\""),
        ("level", "level = \"high\""),
        ("log", "log = \"yes\""),
        ("seed", "seed = -1"),
        ("exclude", "exclude = true"),
        ("where", "where = 3"),
        ("period", "since = 2020-03"),
        ("quotes", "title = Saltmere"),
        ("calendar", "until = \"2021-13\""),
        ("method", "method = [\"did\", \"magic\"]"),
        ("conflict", "population = \"people\"\nlog = true"),
        ("escape", "title = \"\u{1b}[31mred\u{7}\""),
    ] {
        folder.write(&format!("{name}.toml"), format!("{PROTOCOL}{line}\n"));
    }
    folder.write("unit.toml", PROTOCOL.replace("\"place\"", "[\"place\"]"));
    insta::assert_snapshot!(answers(&folder, CASES));
}
