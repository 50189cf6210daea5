//! Damaged files: each wrong line is told with its place, and every other one is read.

use commonweal_directory::{Form, read};

use crate::{read_text, reading, wrong};

fn ods(code: &str, opened: &str) -> String {
    format!("{code},NAME OF {code},,,STREET,,,TOWN,,SM1 1AA,{opened},\n")
}

#[test]
fn each_wrong_row_is_told_and_every_other_is_read() {
    let text = [
        ods("RAA", "20200101"),
        ods("RBB", "1 April"),
        "RCC,SHORT\n".to_owned(),
        ods("", "20200101"),
        ods("R D", "20200101"),
        ods("REE", "20200230"),
        ods("RFF", "20200101"),
    ]
    .concat();
    let directory = read_text(&text, Form::Ods);
    let codes: Vec<&str> = directory.entries.iter().map(|entry| entry.identifier.code()).collect();
    assert_eq!(codes, ["RAA", "RFF"]);
    assert_eq!(
        wrong(&directory),
        [
            "line 2, column 11: '1 April' is no day; write it as 20260401",
            "line 3, column 2: the row has 2 fields and needs 12; add what is missing, if only commas",
            "line 4, column 1: the code is missing; fill it in, or take the row out",
            "line 5, column 1: 'R D' is no code: write 1 to 80 letters, digits and .-_: without a space",
            "line 6, column 11: '20200230' is no day; write it as 20260401",
        ]
    );
}

#[test]
fn a_quote_that_is_not_closed_swallows_its_own_line_alone() {
    let text = format!("{}\"RBB,{}{}", ods("RAA", "20200101"), ods("x", ""), ods("RCC", "20200101"));
    let directory = read_text(&text, Form::Ods);
    let codes: Vec<&str> = directory.entries.iter().map(|entry| entry.identifier.code()).collect();
    assert_eq!(codes, ["RAA", "RCC"]);
    assert!(
        wrong(&directory)[0].starts_with("line 2, column 1: a quote is opened"),
        "{:?}",
        wrong(&directory)
    );
}

#[test]
fn lines_are_counted_over_quoted_breaks_empty_lines_and_earlier_damage() {
    let text = format!("\"RAA\",\"A\nB\",,,,,,,,,,\n\n\"RBB,\n\n{}{}", ods("RCC", "x"), ods("RDD", ""));
    let directory = read_text(&text, Form::Ods);
    let lines: Vec<u64> = directory.entries.iter().map(|entry| entry.at.line).collect();
    assert_eq!(lines, [1, 7]);
    let places: Vec<u64> = directory.wrong.iter().map(|wrong| wrong.at.line).collect();
    assert_eq!(places, [4, 6]);
}

#[test]
fn a_quote_within_a_text_is_no_quote() {
    let directory = read_text(&ods("RAA", "20200101").replace("TOWN", "THE \"TOWN"), Form::Ods);
    assert_eq!((directory.entries.len(), directory.wrong.len()), (1, 0));
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_column() {
    let mut bytes = ods("RAA", "20200101").into_bytes();
    bytes[5] = 0xff;
    bytes.extend(ods("RBB", "20200101").bytes());
    let directory = read(&bytes, Form::Ods, &reading("GB-NHS"));
    assert_eq!(directory.entries.len(), 1);
    assert_eq!(wrong(&directory), ["line 1, column 2: some bytes are no UTF-8 text; save the file as UTF-8"]);
}

#[test]
fn what_stands_before_the_damage_of_json_is_read() {
    let text =
        "[{\"id\": \"1\", \"name\": \"A\"},\n {\"id\": \"2\", \"name\": \"B\"},\n {\"id\": \"3\", \"na";
    let directory = read(text.as_bytes(), Form::OpenReferral, &reading("x"));
    assert_eq!(directory.entries.len(), 2);
    assert!(wrong(&directory)[0].starts_with("line 3, column"), "{:?}", wrong(&directory));
}

#[test]
fn an_element_of_json_that_is_wrong_is_told_with_its_place_and_the_next_is_read() {
    let text = "[\n  {\"id\": \"1\", \"name\": \"A\"},\n  {\"id\": 2,\n   \"name\": \"B\"},\n  {\"name\": \"C\"}, {\"id\": \"4\", \"name\": \"D\"}]";
    let directory = read(text.as_bytes(), Form::OpenReferral, &reading("x"));
    let codes: Vec<&str> = directory.entries.iter().map(|entry| entry.identifier.code()).collect();
    assert_eq!(codes, ["1", "4"]);
    let wrong = wrong(&directory);
    assert!(wrong[0].starts_with("line 4, column") || wrong[0].starts_with("line 3, column"), "{wrong:?}");
    assert!(wrong[1].starts_with("line 5, column 3: the organisation's id is missing"), "{wrong:?}");
}

#[test]
fn a_table_without_a_code_says_how_to_name_one() {
    let directory = read_text("place,total\nE06000099,1\n", Form::Table);
    assert_eq!(
        wrong(&directory),
        [
            "line 1, column 1: no column is called 'code'; the columns are place, total; rename one, or name it with --column COLUMN=code"
        ]
    );
    assert!(wrong(&read_text("code,name\n1,A\n", Form::Table))[0].contains("--scheme"));
    assert!(wrong(&read_text("code,name\n1,A\n", Form::Councils))[0].contains("'local-authority-code'"));
}

#[test]
fn a_file_without_rows_is_told_whatever_its_form() {
    for form in [Form::Ods, Form::Councils, Form::Table] {
        assert_eq!(
            wrong(&read_text("", form)),
            ["line 1, column 1: the file has no rows; get it anew, or look whether it is the right one"]
        );
    }
    for form in [Form::OdsApi, Form::OpenReferral, Form::OrgIdLists] {
        assert_eq!(read_text("", form).wrong.len(), 1, "{form:?}");
    }
}
