//! Mirrors and unlike partners, as their method pages tell them; wrong tables and questions told with what to do.

use crate::corpus::{Case, answers, case};
use crate::guide::follow;
use crate::place::Folder;

const MIRROR: &str = include_str!("../../../../docs/methods/mirror.md");
const INTEGRATION: &str = include_str!("../../../../docs/methods/integration.md");

#[test]
fn the_places_worked_by_hand_give_what_the_pages_say() {
    assert_eq!(follow(MIRROR, &Folder::empty()), (2, 9));
    assert_eq!(follow(INTEGRATION, &Folder::empty()), (1, 6));
}

fn scene() -> Folder {
    let folder = Folder::empty();
    folder.write(
        "bodies.csv",
        "body,kind,population\nSaltmere,council,100\nFennacre,council,200\nAlone,charity,\n",
    );
    folder.write("thousands.csv", "body,kind,population\nSaltmere,council,\"1,000\"\n");
    folder.write("twice.csv", "body,kind\nSaltmere,council\nSaltmere,charity\n");
    folder.write("unnamed.csv", "name,kind\nSaltmere,council\n");
    folder.write("kindless.csv", "body,population\nSaltmere,1\nFennacre,1\n");
    folder.write("services.csv", "body,service,amount\nSaltmere,parks,-3\nFenacre,parks,1\n");
    folder.write("posts.csv", "body,post,cost\nSaltmere,Director,lots\n");
    folder.write("skills.csv", "body,skill,side\nSaltmere,music,wants\n");
    folder
}

const CASES: &[Case] = &[
    case(2, "no half-distance", "find mirror Saltmere --bodies bodies.csv --half-distance-km 0"),
    case(3, "no such file", "find mirror Saltmere --bodies none.csv"),
    case(3, "no column of bodies", "find mirror Saltmere --bodies unnamed.csv"),
    case(3, "a body twice", "find mirror Saltmere --bodies twice.csv"),
    case(3, "a number with a comma", "find mirror Saltmere --bodies thousands.csv"),
    case(
        3,
        "an amount below nought, and nobody",
        "find mirror Saltmere --bodies bodies.csv --services services.csv",
    ),
    case(3, "a cost in words", "find mirror Saltmere --bodies bodies.csv --posts posts.csv"),
    case(3, "neither need nor offer", "find integration Saltmere --bodies bodies.csv --skills skills.csv"),
    case(4, "a body misspelt", "find mirror Saltmer --bodies bodies.csv"),
    case(4, "nobody of the kind", "find mirror Alone --bodies bodies.csv"),
    case(4, "no kind", "find mirror Saltmere --bodies kindless.csv"),
];

#[test]
fn what_cannot_be_compared_is_told_with_its_place_and_remedy() {
    insta::assert_snapshot!(answers(&scene(), CASES));
}

#[test]
fn ten_mirror_partnerships_are_told_on_the_command_line_that_none_is_upstream() {
    let north = crate::north::Record::registered("record.db");
    for number in 0..10 {
        north.done(&format!(
            "partnership propose p-{number} --as north-acute --name P{number} --style mirror --place-name North --aim 'one rota'"
        ));
    }
    let said = north.done("find portfolio");
    assert!(said.starts_with("10 mirror (100%), 0 integration (0%), 0 upstream (0%)"), "{said}");
    assert!(said.contains("None of these is upstream"), "{said}");
    assert_eq!(north.done("find portfolio --body stranger"), "No partnership yet.\n");
}
