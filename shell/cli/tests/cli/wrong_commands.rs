//! Wrong words on the command line.

use crate::corpus::{Case, answers, case};
use crate::place::Folder;

const CASES: &[Case] = &[
    case(2, "no verb", ""),
    case(2, "a verb misspelt", "evalute"),
    case(2, "a flag misspelt", "evaluate protocol.toml --treatd Saltmere"),
    case(2, "two protocols", "evaluate protocol.toml other.toml"),
    case(2, "a flag without its value", "evaluate protocol.toml --from"),
    case(2, "a flag twice", "evaluate protocol.toml --from 2021-07 --from 2021-08"),
    case(2, "nothing is said at all", "evaluate"),
    case(2, "half of it is missing", "evaluate --data panel.csv --unit place --treated Saltmere"),
    case(2, "a period in words", "evaluate protocol.toml --from soon"),
    case(2, "a month that the calendar has not", "evaluate protocol.toml --from 2021-13"),
    case(2, "a method of another program", "evaluate protocol.toml --method sdid"),
    case(2, "an inference that there is not", "evaluate protocol.toml --inference guess"),
    case(2, "an unknown format", "evaluate protocol.toml --format yaml"),
    case(2, "an unknown direction", "evaluate protocol.toml --improvement up"),
    case(2, "a frequency that there is not", "evaluate protocol.toml --frequency fortnight"),
    case(2, "a delimiter of two characters", "evaluate protocol.toml --delimiter ';;'"),
    case(2, "a filter without a value", "evaluate protocol.toml --where metric"),
    case(2, "a coverage in per cent", "evaluate protocol.toml --level 95"),
    case(2, "a coverage that is no number", "evaluate protocol.toml --level high"),
    case(2, "a coverage that is NaN", "evaluate protocol.toml --level nan"),
    case(2, "a negative seed", "evaluate protocol.toml --seed -1"),
    case(2, "one placebo", "evaluate protocol.toml --placebos 1"),
    case(2, "more placebos than any memory holds", "evaluate protocol.toml --placebos 99999999999999999"),
    case(
        2,
        "more resamples than any memory holds",
        "evaluate protocol.toml --bootstraps 9999999999999999999",
    ),
    case(2, "one resample", "evaluate protocol.toml --bootstraps 1"),
    case(2, "limits on too few periods", "evaluate protocol.toml --fix-after 3"),
    case(2, "an infinite target", "evaluate protocol.toml --target inf"),
    case(2, "a target beyond all figures", "evaluate protocol.toml --target 1e200"),
    case(2, "a jump of nothing", "evaluate protocol.toml --max-jump 0"),
    case(2, "a rate for a negative population", "evaluate protocol.toml --population people --per -1000"),
    case(2, "a rate without its population", "evaluate protocol.toml --per 1000"),
    case(2, "a rate and a logarithm at once", "evaluate protocol.toml --population people --log"),
    case(2, "neither true nor false", "evaluate protocol.toml --log=perhaps"),
    case(2, "a window that ends before it begins", "evaluate protocol.toml --since 2021-06 --until 2021-02"),
    case(2, "a variable of the shell that was not set", "evaluate protocol.toml --treated ''"),
    case(2, "the page over its own data", "evaluate protocol.toml --report panel.csv"),
    case(2, "the page over its own protocol", "evaluate protocol.toml --report ./protocol.toml"),
    case(1, "the page into a folder that there is not", "evaluate protocol.toml --report pages/page.html"),
    case(1, "the page where a folder stands", "evaluate protocol.toml --report folder"),
    case(1, "a demo where a file stands", "demo --dir panel.csv"),
];

#[test]
fn a_wrong_command_is_answered_with_its_flag_and_what_to_write() {
    let folder = Folder::with_place();
    std::fs::create_dir(folder.path("folder")).unwrap();
    insta::assert_snapshot!(answers(&folder, CASES));
}

#[test]
fn a_page_that_cannot_be_written_is_refused_before_the_data_is_read() {
    let folder = Folder::with_place();
    let run = folder.line("evaluate protocol.toml --data none.csv --report pages/page.html");
    assert_eq!(run.code, 1, "{}", run.stderr);
}

#[test]
fn a_very_long_value_is_quoted_in_part() {
    let folder = Folder::with_place();
    let long = "x".repeat(100_000);
    for flag in ["--from", "--method", "--treated", "--data", "--unit", "--where"] {
        let run = folder.run(&["evaluate", "protocol.toml", flag, &long]);
        assert!((2..=4).contains(&run.code), "{flag}: {}", run.stderr);
        assert!(run.stderr.len() < 3_000, "{flag}: {} bytes", run.stderr.len());
        assert!(run.stderr.contains('…'), "{flag}: {}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_refused_without_a_panic() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::with_place();
    let odd = OsStr::from_bytes(b"\xff");
    assert_eq!(folder.run(&[OsStr::new("evaluate"), odd]).code, 2);
    let run = folder.run(&[OsStr::new("evaluate"), OsStr::new("protocol.toml"), OsStr::new("--data"), odd]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("UTF-8"), "{}", run.stderr);
    std::fs::copy(folder.path("protocol.toml"), folder.path(".").join(odd)).unwrap();
    assert_eq!(folder.run(&[OsStr::new("evaluate"), odd]).code, 0, "a file may have any name");
}
